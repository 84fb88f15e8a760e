// The work that waits in the synthetic department, as work items about the charts that were just filed.
import type { DepartmentOptions, PlannedWork } from '../demo/department.ts'
import { generateDepartment } from '../demo/generate-department.ts'
import type { Deps } from '../features/audit/public.ts'
import { personOfRecord } from '../features/patients/public.ts'
import { isWorkKind, type NewWorkItem, type Priority, raiseItems } from '../features/worklists/public.ts'
import { idOfResource, type Naming } from '../interop/fhir-import/reference-map.ts'
import type { Ctx } from '../platform/ctx.ts'
import { findNamespace } from '../platform/db/installation.ts'

const PRIORITIES: Readonly<Record<PlannedWork['priority'], Priority>> = {
  stat: 1,
  high: 2,
  normal: 3,
  low: 4,
}
const BATCH = 200

/** Raises it all; raising it again changes nothing. */
export async function raiseDemoWork(
  deps: Deps,
  ctx: Ctx,
  source: string,
  options: DepartmentOptions,
): Promise<void> {
  const naming: Naming = { namespace: await findNamespace(deps.db.pool), source }
  let items: NewWorkItem[] = []
  const raise = async () => {
    const batch = items
    items = []
    await deps.db.kysely.transaction().execute((tx) => raiseItems(deps, tx, ctx, batch))
  }
  for (const planned of generateDepartment(options).plan.workItems) {
    const item = await itemOf(deps, naming, planned)
    if (item) items.push(item)
    if (items.length >= BATCH) await raise()
  }
  await raise()
}

async function itemOf(deps: Deps, naming: Naming, planned: PlannedWork): Promise<NewWorkItem | undefined> {
  if (!isWorkKind(planned.kind)) return undefined
  const subjects = planned.subjects.map((reference) => {
    const [type = '', sourceId = ''] = reference.split('/')
    return { type, id: idOfResource(naming, type, sourceId) }
  })
  const recordId = subjects.find((subject) => subject.type === 'Patient')?.id
  const about = subjects.find((subject) => subject.type !== 'Patient') ?? subjects.at(-1)
  return {
    kind: planned.kind,
    subjectKind: subjectKindOf(about?.type),
    subjectId: about?.id ?? planned.key,
    recordId,
    personId: recordId ? await personOfRecord(deps.db.kysely, recordId) : undefined,
    encounterId: subjects.find((subject) => subject.type === 'Encounter')?.id,
    title: planned.title,
    role: planned.role,
    priority: PRIORITIES[planned.priority],
    dueOn: planned.dueOn,
    openedAt: new Date(`${planned.openedOn}T08:00:00Z`),
  }
}

function subjectKindOf(type: string | undefined): string {
  switch (type) {
    case 'Patient':
      return 'mpi_record'
    case 'Encounter':
      return 'encounter'
    case 'DocumentReference':
      return 'document'
    case undefined:
      return 'reject'
    default:
      return 'entry'
  }
}

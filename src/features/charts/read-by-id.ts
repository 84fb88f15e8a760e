// A resource by its type and Chartroom id, for a reader that has no chart open. Answers the resource's own text.
import type { Ctx } from '../../platform/ctx.ts'
import { accessScope, closedLabels, mayFindPerson } from '../access/public.ts'
import type { Deps } from '../audit/public.ts'
import { requirePermission } from '../identity/public.ts'
import { findEntryAnywhere } from './entry-read-store.ts'
import { noSuchEntry } from './errors.ts'

export async function readById(deps: Deps, ctx: Ctx, type: string, id: string): Promise<string> {
  await requirePermission(deps, ctx, 'chart.read', { subjectKind: type, subjectId: id })
  const [scope, entry] = await Promise.all([
    accessScope(deps, ctx),
    findEntryAnywhere(deps.db.pool, type, id),
  ])
  const personId = entry?.person_id ?? undefined

  const visible =
    entry !== undefined &&
    personId !== undefined &&
    mayFindPerson(scope, personId) &&
    !closedLabels(scope, personId).some((label) => entry.sensitivity.includes(label))
  const about = { subjectKind: type, subjectId: id, ...(personId ? { personId } : {}) }
  if (!visible) {
    const reason = entry ? 'closed' : 'not_found'
    await deps.audit.refuse(ctx, { ...about, action: 'charts.entry_read', details: { reason } })
    throw noSuchEntry()
  }

  await deps.audit.read(ctx, { ...about, action: 'charts.entry_read', recordId: entry.record_id })
  return entry.resource
}

// Puts work into the queues, in the caller's transaction: one statement for any number of items. The same kind about the
// same subject waits only once; raising it again updates it.
import type { Ctx } from '../../platform/ctx.ts'
import type { Tx } from '../../platform/db/database.ts'
import { newId } from '../../platform/ids.ts'
import type { Deps } from '../audit/public.ts'
import type { Role } from '../identity/public.ts'
import { dayAt, daysAfter } from './due-date.ts'
import { insertHistory } from './history-store.ts'
import type { WorkItem } from './item-store.ts'
import { type Priority, type QueueId, ruleOf, type WorkKind } from './kinds.ts'
import { publishChange } from './live-news.ts'
import { type RaiseRow, upsertItems } from './raise-store.ts'

export type NewWorkItem = {
  readonly kind: WorkKind
  /** What it is about: `document`, `encounter`, `mpi_record`, `reject`, … and its id there. */
  readonly subjectKind: string
  readonly subjectId: string
  readonly personId?: string | undefined
  readonly recordId?: string | undefined
  readonly encounterId?: string | undefined
  /** One sentence without a patient's name or number; the kind's own title unless given. */
  readonly title?: string | undefined
  /** What the kind says, unless given. */
  readonly queue?: QueueId | undefined
  readonly role?: Role | undefined
  readonly priority?: Priority | undefined
  /** A day at the facility, like 2026-11-23. */
  readonly dueOn?: string | undefined
  /** When it began to wait; now, unless it waited elsewhere before. */
  readonly openedAt?: Date | undefined
  /** Given to this person from the start. */
  readonly owner?: { readonly id: string; readonly name: string } | undefined
}

export type Raised = { readonly raised: number; readonly updated: number; readonly unchanged: number }

export type RaiseDeps = Pick<Deps, 'audit' | 'clock' | 'config' | 'live'>

/** No permission of its own: the act that finds the work has asked for its own. */
export async function raiseItems(
  deps: RaiseDeps,
  tx: Tx,
  ctx: Ctx,
  items: readonly NewWorkItem[],
): Promise<Raised> {
  const now = deps.clock.now()
  const rows = new Map(items.map((item) => [subjectKey(item), rowOf(item, now, deps.config.timeZone)]))
  if (rows.size === 0) return { raised: 0, updated: 0, unchanged: 0 }

  const changed = await upsertItems(tx, [...rows.values()], ctx.actor.id)

  const by = { id: ctx.actor.id, name: ctx.actor.name }
  const changes = changed.map(({ item, isNew }) => ({
    item,
    act: isNew ? ('raised' as const) : ('raised_again' as const),
    version: item.version,
    at: now,
    by,
  }))
  await insertHistory(tx, changes)
  for (const { item, act } of changes) {
    await deps.audit.writeIn(tx, ctx, {
      ...aboutItem(item),
      action: `worklists.${act}`,
      details: { kind: item.kind, queue: item.queue },
    })
  }
  for (const queue of new Set(changed.map(({ item }) => item.queue))) await publishChange(deps, tx, { queue })
  const raised = changed.filter((one) => one.isNew).length
  return { raised, updated: changed.length - raised, unchanged: rows.size - changed.length }
}

/** How the trail names an item and whom it is about. */
export function aboutItem(item: WorkItem) {
  return {
    subjectKind: 'work_item',
    subjectId: item.workItemId,
    personId: item.personId ?? undefined,
    recordId: item.recordId ?? undefined,
    encounterId: item.encounterId ?? undefined,
  }
}

function subjectKey(item: NewWorkItem): string {
  return `${item.kind} ${item.subjectKind} ${item.subjectId}`
}

function rowOf(item: NewWorkItem, now: Date, timeZone: string): RaiseRow {
  const rule = ruleOf(item.kind)
  const openedAt = item.openedAt ?? now
  return {
    work_item_id: newId(now.getTime()),
    kind: item.kind,
    subject_kind: item.subjectKind,
    subject_id: item.subjectId,
    person_id: item.personId ?? null,
    record_id: item.recordId ?? null,
    encounter_id: item.encounterId ?? null,
    title: item.title ?? rule.title,
    queue: item.queue ?? rule.queue,
    role: item.role ?? rule.role,
    owner_id: item.owner?.id ?? null,
    owner_name: item.owner?.name ?? null,
    priority: item.priority ?? rule.priority,
    due_on: item.dueOn ?? daysAfter(dayAt(openedAt, timeZone), rule.days),
    opened_at: openedAt.toISOString(),
  }
}

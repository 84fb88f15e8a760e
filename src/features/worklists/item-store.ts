// All SQL that reads and changes single rows of worklists.work_item, and its history.
import { type Expression, type SqlBool, sql } from 'kysely'
import type { Db, Tx } from '../../platform/db/database.ts'
import type { Priority, QueueId, WorkKind } from './kinds.ts'
import type { Someone, WorkItemState, WorkState } from './work-item.ts'

export type WorkItem = WorkItemState & {
  readonly workItemId: string
  readonly kind: WorkKind
  readonly subjectKind: string
  readonly subjectId: string
  readonly personId: string | null
  readonly recordId: string | null
  readonly encounterId: string | null
  readonly title: string
  readonly queue: QueueId
  readonly dueOn: string
  readonly openedAt: Date
  readonly version: number
}

/** Which rows an actor may know of: the access predicate over `i.person_id`. */
export type Visible = Expression<SqlBool>

/** The columns of an item; the store's own queries build on it. */
export function items(db: Db | Tx) {
  return db
    .selectFrom('worklists.work_item as i')
    .select([
      'i.work_item_id',
      'i.kind',
      'i.subject_kind',
      'i.subject_id',
      'i.person_id',
      'i.record_id',
      'i.encounter_id',
      'i.title',
      'i.queue',
      'i.role',
      'i.owner_id',
      'i.owner_name',
      'i.priority',
      'i.due_on',
      'i.state',
      'i.claimed_by_id',
      'i.claimed_by_name',
      'i.claimed_at',
      'i.claim_expires_at',
      'i.counted_until',
      'i.spent_ms',
      'i.outcome',
      'i.reason',
      'i.opened_at',
      'i.closed_at',
      'i.closed_by',
      'i.version',
    ])
}

type Row = Awaited<ReturnType<ReturnType<typeof items>['executeTakeFirstOrThrow']>>

export function itemOf(row: Row): WorkItem {
  const { claimed_by_id, claimed_by_name, claimed_at, claim_expires_at, counted_until } = row
  const isClaimed =
    claimed_by_id !== null &&
    claimed_by_name !== null &&
    claimed_at !== null &&
    claim_expires_at !== null &&
    counted_until !== null
  const { closed_at, closed_by, outcome } = row
  const isClosed = closed_at !== null && closed_by !== null && outcome !== null
  return {
    workItemId: row.work_item_id,
    kind: row.kind as WorkKind,
    subjectKind: row.subject_kind,
    subjectId: row.subject_id,
    personId: row.person_id,
    recordId: row.record_id,
    encounterId: row.encounter_id,
    title: row.title,
    queue: row.queue as QueueId,
    role: row.role,
    owner: someoneOf(row.owner_id, row.owner_name),
    priority: row.priority as Priority,
    dueOn: row.due_on,
    state: row.state as WorkState,
    claim: isClaimed
      ? {
          by: { id: claimed_by_id, name: claimed_by_name },
          at: claimed_at,
          expiresAt: claim_expires_at,
          countedUntil: counted_until,
        }
      : null,
    spentMs: row.spent_ms,
    closed: isClosed ? { at: closed_at, by: closed_by, outcome, reason: row.reason } : null,
    openedAt: row.opened_at,
    version: row.version,
  }
}

function someoneOf(id: string | null, name: string | null): Someone | null {
  return id === null || name === null ? null : { id, name }
}

export async function findItem(
  db: Db | Tx,
  workItemId: string,
  visible: Visible,
): Promise<WorkItem | undefined> {
  const row = await items(db).where('i.work_item_id', '=', workItemId).where(visible).executeTakeFirst()
  return row && itemOf(row)
}

/** The item, held until the transaction ends. */
export async function lockItem(tx: Tx, workItemId: string, visible: Visible): Promise<WorkItem | undefined> {
  const row = await items(tx)
    .where('i.work_item_id', '=', workItemId)
    .where(visible)
    .forUpdate()
    .executeTakeFirst()
  return row && itemOf(row)
}

/** The items that still wait for this subject, held until the transaction ends. */
export async function lockWaitingAbout(
  tx: Tx,
  subject: { kind: WorkKind; subjectKind: string; subjectId: string },
): Promise<WorkItem[]> {
  const rows = await items(tx)
    .where('i.kind', '=', subject.kind)
    .where('i.subject_kind', '=', subject.subjectKind)
    .where('i.subject_id', '=', subject.subjectId)
    .where('i.state', 'in', ['open', 'claimed'])
    .forUpdate()
    .execute()
  return rows.map(itemOf)
}

export type NextWish = {
  readonly who: { readonly id: string; readonly roles: readonly string[]; readonly mayAssign: boolean }
  readonly queue: QueueId | null
  readonly now: Date
}

/**
 * What this person may take, in the order of turn: what is urgent at once, then by due day. `given` is theirs by name,
 * `free` is anybody's with the role; two queries, so that each is read from its index in order.
 */
export function takeable(db: Db | Tx, wish: NextWish, part: 'given' | 'free', visible: Visible) {
  const { who, queue, now } = wish
  return items(db)
    .where(sql<SqlBool>`i.state in ('open', 'claimed')`)
    .where((where) => where.or([where('i.state', '=', 'open'), where('i.claim_expires_at', '<=', now)]))
    .where(part === 'given' ? sql<SqlBool>`i.owner_id = ${who.id}` : sql<SqlBool>`i.owner_id is null`)
    .$if(part === 'free' && !who.mayAssign, (query) =>
      query.where(sql<SqlBool>`(i.role is null or i.role = any(${[...who.roles]}::text[]))`),
    )
    .$if(queue !== null, (query) => query.where('i.queue', '=', queue ?? ''))
    .where(visible)
    .orderBy(sql`(i.priority > 1)`)
    .orderBy('i.due_on')
    .orderBy('i.priority')
    .orderBy('i.work_item_id')
}

/** The next one that nobody else is about to take, held until the transaction ends; what was given comes first. */
export async function lockNext(tx: Tx, wish: NextWish, visible: Visible): Promise<WorkItem | undefined> {
  for (const part of ['given', 'free'] as const) {
    const row = await takeable(tx, wish, part, visible).forUpdate().skipLocked().limit(1).executeTakeFirst()
    if (row) return itemOf(row)
  }
  return undefined
}

/** Stores what an act made of the item; the version counts up. */
export async function updateItem(tx: Tx, item: WorkItem, version: number): Promise<void> {
  const { claim, closed, owner } = item
  await tx
    .updateTable('worklists.work_item')
    .set({
      state: item.state,
      owner_id: owner?.id ?? null,
      owner_name: owner?.name ?? null,
      priority: item.priority,
      // What a person chose, raising the item again leaves.
      priority_is_chosen: sql`priority_is_chosen or priority <> ${item.priority}`,
      claimed_by_id: claim?.by.id ?? null,
      claimed_by_name: claim?.by.name ?? null,
      claimed_at: claim?.at ?? null,
      claim_expires_at: claim?.expiresAt ?? null,
      counted_until: claim?.countedUntil ?? null,
      spent_ms: Math.round(item.spentMs),
      outcome: closed?.outcome ?? null,
      reason: closed?.reason ?? null,
      closed_at: closed?.at ?? null,
      closed_by: closed?.by ?? null,
      version,
    })
    .where('work_item_id', '=', item.workItemId)
    .execute()
}

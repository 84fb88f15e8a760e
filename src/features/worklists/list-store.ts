// The SQL of the lists: a queue page by page, what a person has, and how much waits where.
import { type SqlBool, sql } from 'kysely'
import type { Db } from '../../platform/db/database.ts'
import { itemOf, items, type NextWish, takeable, type Visible, type WorkItem } from './item-store.ts'
import type { QueueId } from './kinds.ts'
import type { PageEnd } from './page-mark.ts'
import type { QueueSort } from './queue-sort.ts'

export type QueueWish = {
  readonly queue: QueueId
  readonly sort: QueueSort
  readonly after: PageEnd | undefined
  readonly limit: number
}

export async function pageOfQueue(db: Db, wish: QueueWish, visible: Visible): Promise<WorkItem[]> {
  const rows = await sortedBy(
    items(db)
      .where('i.queue', '=', wish.queue)
      .where('i.state', 'in', ['open', 'claimed'])
      .where(visible)
      .$if(wish.after !== undefined, (query) => query.where(beyond(wish.sort, wish.after as PageEnd))),
    wish.sort,
  )
    .limit(wish.limit)
    .execute()
  return rows.map(itemOf)
}

function sortedBy(query: ReturnType<typeof items>, sort: QueueSort) {
  switch (sort) {
    case 'due':
      return query.orderBy('i.due_on').orderBy('i.priority').orderBy('i.work_item_id')
    case 'priority':
      return query.orderBy('i.priority').orderBy('i.due_on').orderBy('i.work_item_id')
    case 'age':
      return query.orderBy('i.opened_at').orderBy('i.work_item_id')
  }
}

function beyond(sort: QueueSort, end: PageEnd) {
  const { dueOn, priority, openedAt, workItemId } = end
  switch (sort) {
    case 'due':
      return sql<SqlBool>`(i.due_on, i.priority, i.work_item_id) > (${dueOn}::date, ${priority}::smallint, ${workItemId}::uuid)`
    case 'priority':
      return sql<SqlBool>`(i.priority, i.due_on, i.work_item_id) > (${priority}::smallint, ${dueOn}::date, ${workItemId}::uuid)`
    case 'age':
      return sql<SqlBool>`(i.opened_at, i.work_item_id) > (${openedAt}, ${workItemId}::uuid)`
  }
}

/** What this person holds now. */
export async function heldBy(db: Db, who: { id: string }, now: Date, visible: Visible): Promise<WorkItem[]> {
  const rows = await items(db)
    .where('i.state', '=', 'claimed')
    .where('i.claimed_by_id', '=', who.id)
    .where('i.claim_expires_at', '>', now)
    .where(visible)
    .orderBy('i.claimed_at')
    .limit(200)
    .execute()
  return rows.map(itemOf)
}

/** What this person may take next, in the order of turn. */
export async function nextFor(db: Db, wish: NextWish, limit: number, visible: Visible): Promise<WorkItem[]> {
  const [given, free] = await Promise.all([
    takeable(db, wish, 'given', visible).limit(limit).execute(),
    takeable(db, wish, 'free', visible).limit(limit).execute(),
  ])
  return [...given, ...free].slice(0, limit).map(itemOf)
}

export type QueueCount = {
  readonly queue: string
  /** Nobody has it. */
  readonly waiting: number
  /** Of these, what this person may take. */
  readonly forMe: number
  readonly held: number
  readonly heldByMe: number
  readonly overdue: number
  readonly dueToday: number
  readonly oldestOpenedAt: Date | null
}

/** One pass over the index of what is not closed. */
export async function countQueues(
  db: Db,
  wish: { who: NextWish['who']; now: Date; today: string },
  visible: Visible,
): Promise<QueueCount[]> {
  const { who, now, today } = wish
  const held = sql<SqlBool>`(i.state = 'claimed' and i.claim_expires_at > ${now})`
  const mine = sql<SqlBool>`(case when i.owner_id is null
    then ${who.mayAssign} or i.role is null or i.role = any(${[...who.roles]}::text[])
    else i.owner_id = ${who.id} end)`
  const rows = await db
    .selectFrom('worklists.work_item as i')
    .select([
      'i.queue',
      sql<number>`count(*) filter (where not ${held})`.as('waiting'),
      sql<number>`count(*) filter (where not ${held} and ${mine})`.as('forMe'),
      sql<number>`count(*) filter (where ${held})`.as('held'),
      sql<number>`count(*) filter (where ${held} and i.claimed_by_id = ${who.id})`.as('heldByMe'),
      sql<number>`count(*) filter (where i.due_on < ${today}::date)`.as('overdue'),
      sql<number>`count(*) filter (where i.due_on = ${today}::date)`.as('dueToday'),
      sql<Date | null>`min(i.opened_at)`.as('oldestOpenedAt'),
    ])
    .where('i.state', 'in', ['open', 'claimed'])
    .where(visible)
    .groupBy('i.queue')
    .execute()
  return rows
}

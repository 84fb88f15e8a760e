// Looking at work: mine, a queue, one item, and how much waits. Items about persons hidden from the actor are not there.
import type { Ctx } from '../../platform/ctx.ts'
import type { Deps } from '../audit/public.ts'
import { requirePermission } from '../identity/public.ts'
import { missing, visibleItems, workerOf } from './act-on-item.ts'
import { dayAt } from './due-date.ts'
import { selectHistory } from './history-store.ts'
import { findItem, type WorkItem } from './item-store.ts'
import { QUEUE_IDS, type QueueId } from './kinds.ts'
import { countQueues, heldBy, nextFor, pageOfQueue, type QueueCount } from './list-store.ts'
import { readPageMark, writePageMark } from './page-mark.ts'
import type { QueueSort } from './queue-sort.ts'
import { aboutItem } from './raise-items.ts'

const NEXT_ROWS = 12

export type MyWork = {
  readonly today: string
  readonly holding: readonly WorkItem[]
  readonly next: readonly WorkItem[]
}

/** What the actor holds, and what is next for their roles. */
export async function myWork(deps: Deps, ctx: Ctx): Promise<MyWork> {
  await requirePermission(deps, ctx, 'work.read')
  const visible = await visibleItems(deps, ctx)
  const now = deps.clock.now()
  const who = workerOf(ctx)

  const [holding, next] = await Promise.all([
    heldBy(deps.db.kysely, who, now, visible),
    nextFor(deps.db.kysely, { who, queue: null, now }, NEXT_ROWS, visible),
    deps.audit.read(ctx, { action: 'worklists.listed', details: { list: 'mine' } }),
  ])

  return { today: dayAt(now, deps.config.timeZone), holding, next }
}

export type QueuePageOf = {
  readonly today: string
  readonly items: readonly WorkItem[]
  readonly next: string | null
}

/** One page of what is not closed in a queue, held items included. */
export async function listQueue(
  deps: Deps,
  ctx: Ctx,
  wish: {
    readonly queue: QueueId
    readonly sort: QueueSort
    readonly after?: string | undefined
    readonly limit: number
  },
): Promise<QueuePageOf> {
  await requirePermission(deps, ctx, 'work.read')
  const { queue, sort, limit } = wish
  const after = wish.after === undefined ? undefined : readPageMark(sort, wish.after)
  const visible = await visibleItems(deps, ctx)

  const [rows] = await Promise.all([
    pageOfQueue(deps.db.kysely, { queue, sort, after, limit: limit + 1 }, visible),
    deps.audit.read(ctx, { action: 'worklists.listed', details: { list: queue } }),
  ])

  const items = rows.slice(0, limit)
  const last = items.at(-1)
  return {
    today: dayAt(deps.clock.now(), deps.config.timeZone),
    items,
    next: rows.length > limit && last ? writePageMark(sort, last) : null,
  }
}

/** One item with every change it went through. */
export async function readItem(deps: Deps, ctx: Ctx, workItemId: string) {
  await requirePermission(deps, ctx, 'work.read', { subjectKind: 'work_item', subjectId: workItemId })
  const visible = await visibleItems(deps, ctx)

  const item = (await findItem(deps.db.kysely, workItemId, visible)) ?? (await missing(deps, ctx, workItemId))
  const [history] = await Promise.all([
    selectHistory(deps.db.kysely, workItemId),
    deps.audit.read(ctx, { ...aboutItem(item), action: 'worklists.read' }),
  ])

  return { today: dayAt(deps.clock.now(), deps.config.timeZone), item, history }
}

/** How much waits in each queue. Numbers only, so it leaves no trace; every queue is named, empty ones too. */
export async function queueCounts(
  deps: Deps,
  ctx: Ctx,
): Promise<{ today: string; queues: readonly (QueueCount & { readonly queue: QueueId })[] }> {
  await requirePermission(deps, ctx, 'work.read')
  const visible = await visibleItems(deps, ctx)
  const now = deps.clock.now()
  const today = dayAt(now, deps.config.timeZone)

  const counted = await countQueues(deps.db.kysely, { who: workerOf(ctx), now, today }, visible)

  const byQueue = new Map(counted.map((row) => [row.queue, row]))
  return { today, queues: QUEUE_IDS.map((queue) => ({ ...NOTHING, ...byQueue.get(queue), queue })) }
}

const NOTHING = {
  waiting: 0,
  forMe: 0,
  held: 0,
  heldByMe: 0,
  overdue: 0,
  dueToday: 0,
  oldestOpenedAt: null,
}

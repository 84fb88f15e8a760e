// The HTTP edge of worklists: parse, call, present.
import type { Ctx } from '../../platform/ctx.ts'
import type { HttpApp } from '../../platform/http/app.ts'
import { handle } from '../../platform/http/route.ts'
import type { Deps } from '../audit/public.ts'
import { claimItem, claimNext, releaseItem, renewClaim } from './claim-items.ts'
import { cancelItem, finishItem } from './close-items.ts'
import { assignItem, listPeople, reprioritise } from './direct-work.ts'
import type { WorkItem } from './item-store.ts'
import type { Priority } from './kinds.ts'
import { presentItem } from './present-item.ts'
import { listQueue, myWork, queueCounts, readItem } from './read-work.ts'
import {
  assignItemContract,
  cancelItemContract,
  claimItemContract,
  claimNextContract,
  finishItemContract,
  listPeopleContract,
  listQueueContract,
  myWorkContract,
  queueCountsContract,
  readItemContract,
  releaseItemContract,
  renewClaimContract,
  reprioritiseContract,
} from './schemas.ts'

export function registerWorkRoutes(app: HttpApp, deps: Deps): void {
  const shown = (ctx: Ctx, item: WorkItem) => presentItem(ctx, item, deps.clock.now())

  handle(app, myWorkContract, async ({ ctx }) => {
    const { today, holding, next } = await myWork(deps, ctx)
    return {
      today,
      holding: holding.map((item) => shown(ctx, item)),
      next: next.map((item) => shown(ctx, item)),
    }
  })
  handle(app, queueCountsContract, async ({ ctx }) => {
    const { today, queues } = await queueCounts(deps, ctx)
    return {
      today,
      queues: queues.map((row) => ({ ...row, oldestOpenedAt: row.oldestOpenedAt?.toISOString() ?? null })),
    }
  })
  handle(app, listQueueContract, async ({ ctx, params, query }) => {
    const { today, items, next } = await listQueue(deps, ctx, { queue: params.queue, ...query })
    return { today, items: items.map((item) => shown(ctx, item)), next }
  })
  handle(app, readItemContract, async ({ ctx, params }) => {
    const { today, item, history } = await readItem(deps, ctx, params.workItemId)
    return {
      today,
      item: shown(ctx, item),
      history: history.map((row) => ({
        act: row.act,
        at: row.at.toISOString(),
        actorName: row.actor_name,
        ownerName: row.owner_name,
        priority: row.priority,
        dueOn: row.due_on,
        outcome: row.outcome,
        reason: row.reason,
        spentSeconds: Math.round(row.spent_ms / 1000),
      })),
    }
  })

  handle(app, claimNextContract, async ({ ctx, body }) => {
    const item = await claimNext(deps, ctx, body.queue)
    return { item: item && shown(ctx, item) }
  })
  handle(app, claimItemContract, async ({ ctx, params }) =>
    shown(ctx, await claimItem(deps, ctx, params.workItemId)),
  )
  handle(app, renewClaimContract, async ({ ctx, params }) =>
    shown(ctx, await renewClaim(deps, ctx, params.workItemId)),
  )
  handle(app, releaseItemContract, async ({ ctx, params, body }) =>
    shown(ctx, await releaseItem(deps, ctx, params.workItemId, body.reason)),
  )
  handle(app, finishItemContract, async ({ ctx, params, body }) =>
    shown(ctx, await finishItem(deps, ctx, params.workItemId, body)),
  )

  handle(app, cancelItemContract, async ({ ctx, params, body }) =>
    shown(ctx, await cancelItem(deps, ctx, params.workItemId, body.reason)),
  )
  handle(app, assignItemContract, async ({ ctx, params, body }) => {
    const to = body.userId === null ? null : { userId: body.userId }
    return shown(ctx, await assignItem(deps, ctx, params.workItemId, to))
  })
  handle(app, reprioritiseContract, async ({ ctx, params, body }) =>
    shown(ctx, await reprioritise(deps, ctx, params.workItemId, body.priority as Priority)),
  )
  handle(app, listPeopleContract, async ({ ctx }) => {
    const people = await listPeople(deps, ctx)
    return { people: people.map((one) => ({ ...one, roles: [...one.roles] })) }
  })
}

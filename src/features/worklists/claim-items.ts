// Taking work: one item, or the next; going on with it; putting it back.
import type { Ctx } from '../../platform/ctx.ts'
import type { Deps } from '../audit/public.ts'
import { requirePermission } from '../identity/public.ts'
import { actOnItem, keepAct, missing, visibleItems, workerOf } from './act-on-item.ts'
import { refusedAct } from './errors.ts'
import { lockItem, lockNext, updateItem, type WorkItem } from './item-store.ts'
import type { QueueId } from './kinds.ts'
import { claimAt, decide } from './work-item.ts'

/** Claims one item for half an hour. Whoever has it already is named in the conflict. */
export function claimItem(deps: Deps, ctx: Ctx, workItemId: string): Promise<WorkItem> {
  return actOnItem(deps, ctx, {
    workItemId,
    permission: 'work.claim',
    act: { act: 'claim' },
    recordedAs: { act: 'claimed' },
  })
}

/**
 * Claims the next item of a queue, or of all the actor's work: what was given to them first, then what is urgent at
 * once, then by due day. Nothing when nothing waits; never one that somebody else is just taking.
 */
export async function claimNext(deps: Deps, ctx: Ctx, queue: QueueId | null): Promise<WorkItem | null> {
  await requirePermission(deps, ctx, 'work.claim')

  const visible = await visibleItems(deps, ctx)
  const who = workerOf(ctx)
  return deps.db.kysely.transaction().execute(async (tx) => {
    const now = deps.clock.now()
    const item = await lockNext(tx, { who, queue, now }, visible)
    if (!item) return null

    const decision = decide(item, who, { act: 'claim' }, now)
    if (!decision.ok) throw refusedAct(decision.refusal, deps.config.timeZone)

    return keepAct(deps, tx, ctx, item, decision.after, { act: 'claimed', details: { next: true } })
  })
}

/**
 * The holder goes on: the time since the last sign of life counts (two minutes at most), and the claim begins anew.
 * Not a change worth a line in the history, unless the claim had run out meanwhile and is taken up again.
 */
export async function renewClaim(deps: Deps, ctx: Ctx, workItemId: string): Promise<WorkItem> {
  await requirePermission(deps, ctx, 'work.claim', { subjectKind: 'work_item', subjectId: workItemId })

  const visible = await visibleItems(deps, ctx)
  const renewed = await deps.db.kysely.transaction().execute(async (tx) => {
    const now = deps.clock.now()
    const item = await lockItem(tx, workItemId, visible)
    if (!item) return undefined

    const decision = decide(item, workerOf(ctx), { act: 'renew' }, now)
    if (!decision.ok) throw refusedAct(decision.refusal, deps.config.timeZone)

    if (claimAt(item, now) === null) {
      return keepAct(deps, tx, ctx, item, decision.after, { act: 'claimed', details: { again: true } })
    }
    await updateItem(tx, decision.after, item.version)
    return decision.after
  })
  return renewed ?? (await missing(deps, ctx, workItemId))
}

/** Puts it back into its queue. The supervisor may also take it from whoever has it. */
export function releaseItem(
  deps: Deps,
  ctx: Ctx,
  workItemId: string,
  reason: string | null = null,
): Promise<WorkItem> {
  return actOnItem(deps, ctx, {
    workItemId,
    permission: 'work.claim',
    act: { act: 'release' },
    recordedAs: { act: 'released', reason },
  })
}

// How work ends: finished by its holder, cancelled by the supervisor, or settled because the thing itself was done.
import type { Ctx } from '../../platform/ctx.ts'
import type { Tx } from '../../platform/db/database.ts'
import type { Deps } from '../audit/public.ts'
import { actOnItem, keepAct } from './act-on-item.ts'
import { wrongOutcome } from './errors.ts'
import { lockWaitingAbout, type WorkItem } from './item-store.ts'
import { ruleOf, type WorkKind } from './kinds.ts'
import { settle } from './work-item.ts'

export type Ending = { readonly outcome: string; readonly reason?: string | null | undefined }

/** Ends an item that the actor holds, with one of the outcomes of its kind. Done stays done. */
export function finishItem(deps: Deps, ctx: Ctx, workItemId: string, ending: Ending): Promise<WorkItem> {
  return actOnItem(deps, ctx, {
    workItemId,
    permission: 'work.claim',
    act: { act: 'finish', outcome: ending.outcome, reason: ending.reason ?? null },
    recordedAs: { act: 'finished', details: { outcome: ending.outcome } },
    check: (item) => {
      const outcomes = ruleOf(item.kind).outcomes.map((one) => one.outcome)
      if (!outcomes.includes(ending.outcome)) throw wrongOutcome(outcomes)
    },
  })
}

/** Takes an item off the list undone, whoever holds it. */
export function cancelItem(deps: Deps, ctx: Ctx, workItemId: string, reason: string): Promise<WorkItem> {
  return actOnItem(deps, ctx, {
    workItemId,
    permission: 'work.assign',
    act: { act: 'cancel', outcome: 'cancelled', reason },
    recordedAs: { act: 'cancelled' },
  })
}

/** What a piece of work is about. */
export type WorkSubject = { readonly subjectKind: string; readonly subjectId: string }

/**
 * Closes what waits about a subject, in the transaction of the act that did it (a document was signed, say), whoever
 * holds it. Returns how many were closed; none is no mistake. No permission of its own.
 */
export async function settleItems(
  deps: Pick<Deps, 'audit' | 'clock' | 'live'>,
  tx: Tx,
  ctx: Ctx,
  kind: WorkKind,
  subject: WorkSubject,
  outcome: string,
): Promise<number> {
  const waiting = await lockWaitingAbout(tx, { kind, ...subject })
  const by = { id: ctx.actor.id, name: ctx.actor.name }
  for (const item of waiting) {
    const after = settle(item, by, outcome, deps.clock.now())
    await keepAct(deps, tx, ctx, item, after, { act: 'settled', details: { outcome } })
  }
  return waiting.length
}

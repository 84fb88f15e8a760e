// What may happen to a work item: who may hold it, when a claim ends, how much time counts. Pure.
import type { Priority } from './kinds.ts'

/** A claim lasts so long unless its holder goes on. */
export const CLAIM_MS = 30 * 60_000
/** At most so much time counts between two signs of life: a forgotten tab counts no hours. */
export const IDLE_MS_MAX = 2 * 60_000

export type WorkState = 'open' | 'claimed' | 'done' | 'cancelled'

export type Someone = { readonly id: string; readonly name: string }

export type Claim = {
  readonly by: Someone
  readonly at: Date
  readonly expiresAt: Date
  /** Up to when its time is counted. */
  readonly countedUntil: Date
}

/** The part of an item that acts change. */
export type WorkItemState = {
  readonly state: WorkState
  readonly role: string | null
  readonly owner: Someone | null
  readonly claim: Claim | null
  readonly priority: Priority
  readonly spentMs: number
  readonly closed: {
    readonly at: Date
    readonly by: string
    readonly outcome: string
    readonly reason: string | null
  } | null
}

export type Worker = Someone & {
  readonly roles: readonly string[]
  /** Holds work.assign: takes work of any role, gives it to others, takes it back. */
  readonly mayAssign: boolean
}

export type Act =
  | { readonly act: 'claim' }
  /** A sign of life from the holder: counts time, and the claim begins anew. */
  | { readonly act: 'renew' }
  | { readonly act: 'release' }
  | { readonly act: 'finish'; readonly outcome: string; readonly reason: string | null }
  | { readonly act: 'cancel'; readonly outcome: string; readonly reason: string | null }
  | { readonly act: 'assign'; readonly to: Someone | null }
  | { readonly act: 'reprioritise'; readonly priority: Priority }

export type Refusal =
  | { readonly why: 'closed' }
  | { readonly why: 'held'; readonly claim: Claim }
  | { readonly why: 'not_held' }
  | { readonly why: 'given'; readonly owner: Someone }
  | { readonly why: 'other_role'; readonly role: string }

export type Decision<State extends WorkItemState = WorkItemState> =
  | { readonly ok: true; readonly after: State }
  | { readonly ok: false; readonly refusal: Refusal }

/** The claim that holds now, if any: an expired one holds nothing. */
export function claimAt(item: WorkItemState, now: Date): Claim | null {
  return item.claim !== null && item.claim.expiresAt > now ? item.claim : null
}

/** An expired claim taken off, its last stretch counted; any other item as it is. */
export function withoutExpired<State extends WorkItemState>(item: State, now: Date): State {
  if (item.claim === null || item.claim.expiresAt > now) return item
  return opened(item, item.claim.expiresAt)
}

/** Why this person may not claim it now; null when they may. */
export function claimRefusal(item: WorkItemState, who: Worker, now: Date): Refusal | null {
  if (item.closed !== null) return { why: 'closed' }
  const claim = claimAt(item, now)
  if (claim !== null && claim.by.id !== who.id) return { why: 'held', claim }
  if (item.owner !== null) {
    return item.owner.id === who.id || who.mayAssign ? null : { why: 'given', owner: item.owner }
  }
  if (item.role !== null && !who.mayAssign && !who.roles.includes(item.role)) {
    return { why: 'other_role', role: item.role }
  }
  return null
}

/** What the act makes of the item, or why it may not happen. */
export function decide<State extends WorkItemState>(
  given: State,
  who: Worker,
  act: Act,
  now: Date,
): Decision<State> {
  if (given.closed !== null) return no({ why: 'closed' })
  // A claim that ran out is the former holder's to take up again as long as nobody else has it.
  const wasHolder = given.claim?.by.id === who.id
  const item = withoutExpired(given, now)
  const { claim } = item
  switch (act.act) {
    case 'claim': {
      const refusal = claimRefusal(item, who, now)
      if (refusal) return no(refusal)
      return yes(claim === null ? claimed(item, who, now) : renewed(item, claim, now))
    }
    case 'renew': {
      if (claim !== null && claim.by.id === who.id) return yes(renewed(item, claim, now))
      if (claim !== null) return no({ why: 'held', claim })
      const refusal = wasHolder ? claimRefusal(item, who, now) : { why: 'not_held' as const }
      return refusal ? no(refusal) : yes(claimed(item, who, now))
    }
    case 'release':
      if (claim === null) return no({ why: 'not_held' })
      if (claim.by.id !== who.id && !who.mayAssign) return no({ why: 'held', claim })
      return yes(opened(item, now))
    case 'finish': {
      if (claim !== null && claim.by.id !== who.id) return no({ why: 'held', claim })
      if (claim === null && !wasHolder) return no({ why: 'not_held' })
      return yes(closed(item, 'done', who, act, now))
    }
    case 'cancel':
      return yes(closed(item, 'cancelled', who, act, now))
    case 'assign': {
      const stays = claim !== null && (act.to === null || act.to.id === claim.by.id)
      return yes({ ...(stays ? item : opened(item, now)), owner: act.to })
    }
    case 'reprioritise':
      return yes({ ...item, priority: act.priority })
  }
}

/** Closes the item because what it was about is settled elsewhere, whoever holds it. */
export function settle<State extends WorkItemState>(
  given: State,
  by: Someone,
  outcome: string,
  now: Date,
): State {
  return closed(withoutExpired(given, now), 'done', by, { outcome, reason: null }, now)
}

function yes<State extends WorkItemState>(after: State): Decision<State> {
  return { ok: true, after }
}

function no(refusal: Refusal): { readonly ok: false; readonly refusal: Refusal } {
  return { ok: false, refusal }
}

function claimed<State extends WorkItemState>(item: State, who: Someone, now: Date): State {
  const by = { id: who.id, name: who.name }
  const expiresAt = new Date(now.getTime() + CLAIM_MS)
  return { ...item, state: 'claimed', claim: { by, at: now, expiresAt, countedUntil: now } }
}

function renewed<State extends WorkItemState>(item: State, claim: Claim, now: Date): State {
  const spentMs = item.spentMs + countedMs(claim, now)
  const later = Math.max(claim.expiresAt.getTime(), now.getTime() + CLAIM_MS)
  const countedUntil = now > claim.countedUntil ? now : claim.countedUntil
  return { ...item, spentMs, claim: { ...claim, expiresAt: new Date(later), countedUntil } }
}

function opened<State extends WorkItemState>(item: State, at: Date): State {
  return { ...item, state: 'open', claim: null, spentMs: item.spentMs + countedMs(item.claim, at) }
}

function closed<State extends WorkItemState>(
  item: State,
  state: 'done' | 'cancelled',
  who: Someone,
  end: { readonly outcome: string; readonly reason: string | null },
  now: Date,
): State {
  const { outcome, reason } = end
  return { ...opened(item, now), state, closed: { at: now, by: who.id, outcome, reason } }
}

// A clock that was set back counts nothing rather than taking time away.
function countedMs(claim: Claim | null, until: Date): number {
  if (claim === null) return 0
  return Math.min(Math.max(until.getTime() - claim.countedUntil.getTime(), 0), IDLE_MS_MAX)
}

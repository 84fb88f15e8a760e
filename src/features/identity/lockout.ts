// How long somebody waits after failed sign-ins: NIST SP 800-63B section 3.2.2 (throttling). The same for a name that
// exists and one that does not, so that the answer tells nothing. Pure: the caller holds the row locked.

export type LockoutPolicy = {
  /** This many failures, the last included, start the first wait. */
  readonly failuresMax: number
  readonly firstWaitMs: number
  readonly longestWaitMs: number
  /** Failures older than this are forgotten. */
  readonly forgottenAfterMs: number
}

export type Failures = {
  readonly failures: number
  readonly lastFailedAt: Date
  readonly lockedUntil: Date | null
}

const MINUTE = 60_000

/** One account name: five attempts, then 1, 2, 4 … 60 minutes. */
export const ACCOUNT_POLICY: LockoutPolicy = {
  failuresMax: 5,
  firstWaitMs: MINUTE,
  longestWaitMs: 60 * MINUTE,
  forgottenAfterMs: 24 * 60 * MINUTE,
}

/** One network address: a whole department may sit behind it. */
export const ADDRESS_POLICY: LockoutPolicy = {
  failuresMax: 40,
  firstWaitMs: MINUTE,
  longestWaitMs: 15 * MINUTE,
  forgottenAfterMs: 15 * MINUTE,
}

export type Attempt =
  | { readonly allowed: true; readonly next: Failures }
  | { readonly allowed: false; readonly until: Date }

/**
 * Whether an attempt may be made now, and what is written before the password is looked at: every attempt counts as
 * failed until it succeeds, so that many at once cannot slip past the limit.
 */
export function startAttempt(policy: LockoutPolicy, before: Failures | undefined, now: Date): Attempt {
  if (before?.lockedUntil && before.lockedUntil > now) return { allowed: false, until: before.lockedUntil }
  const remembered = before && now.getTime() - before.lastFailedAt.getTime() < policy.forgottenAfterMs
  const failures = (remembered ? before.failures : 0) + 1
  const wait = waitMs(policy, failures)
  const lockedUntil = wait === 0 ? null : new Date(now.getTime() + wait)
  return { allowed: true, next: { failures, lastFailedAt: now, lockedUntil } }
}

/** The wait after so many failures: none, then doubling up to the longest. */
export function waitMs(policy: LockoutPolicy, failures: number): number {
  const beyond = failures - policy.failuresMax
  return beyond < 0 ? 0 : Math.min(policy.longestWaitMs, policy.firstWaitMs * 2 ** Math.min(beyond, 30))
}

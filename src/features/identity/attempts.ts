// Counts attempts to prove who one is, in the database, so that several servers agree. An attempt is counted before
// the password is looked at and taken back when it was right.
import type { Ctx } from '../../platform/ctx.ts'
import type { Tx } from '../../platform/db/database.ts'
import type { Deps } from '../audit/public.ts'
import { refusals } from './errors.ts'
import {
  accountKey,
  addressKey,
  forgetFailures,
  lockFailures,
  saveFailures,
  takeBackAttempt,
} from './failure-store.ts'
import { ACCOUNT_POLICY, ADDRESS_POLICY, startAttempt } from './lockout.ts'

export type CountedAttempt = {
  readonly accountKey: string
  readonly addressKey: string | undefined
  /** This attempt used up the account's last chance: when it fails, the name has to wait. */
  readonly isLast: boolean
}

/** Throws `identity.locked_out`, on the trail, while the account name or the address has to wait. */
export async function countAttempt(deps: Deps, ctx: Ctx, userName: string): Promise<CountedAttempt> {
  const now = deps.clock.now()
  const account = accountKey(userName)
  const address = ctx.source.address === undefined ? undefined : addressKey(ctx.source.address)

  const verdict = await deps.db.kysely.transaction().execute(async (tx) => {
    const byAccount = startAttempt(ACCOUNT_POLICY, await lockFailures(tx, account, now), now)
    if (!byAccount.allowed) return { until: byAccount.until }
    if (address !== undefined) {
      const byAddress = startAttempt(ADDRESS_POLICY, await lockFailures(tx, address, now), now)
      if (!byAddress.allowed) return { until: byAddress.until }
      await saveFailures(tx, address, byAddress.next)
    }
    await saveFailures(tx, account, byAccount.next)
    return { isLast: byAccount.next.lockedUntil !== null }
  })

  if (verdict.until) {
    await deps.audit.refuse(ctx, { action: 'identity.sign_in_failed', details: { why: 'locked_out' } })
    throw refusals.lockedOut(verdict.until.getTime() - now.getTime())
  }
  return { accountKey: account, addressKey: address, isLast: verdict.isLast ?? false }
}

/** The person proved themselves: the account starts afresh, and the address did nothing wrong. */
export async function forgiveAttempts(tx: Tx, attempt: CountedAttempt): Promise<void> {
  await forgetFailures(tx, attempt.accountKey)
  if (attempt.addressKey) await takeBackAttempt(tx, attempt.addressKey)
}

/** This step was right, but more is to be proved: only this attempt is taken back. */
export async function takeBack(tx: Tx, attempt: CountedAttempt): Promise<void> {
  await takeBackAttempt(tx, attempt.accountKey)
  if (attempt.addressKey) await takeBackAttempt(tx, attempt.addressKey)
}

/** Puts a failed attempt on the trail, and the wait that it began. */
export async function recordFailure(
  deps: Deps,
  ctx: Ctx,
  attempt: CountedAttempt,
  failure: { why: 'password' | 'code' | 'unlock'; userId: string | undefined },
): Promise<void> {
  const about = failure.userId === undefined ? {} : { subjectKind: 'user', subjectId: failure.userId }
  const details = { why: failure.why, known: failure.userId !== undefined }
  await Promise.all([
    deps.audit.refuse(ctx, { action: 'identity.sign_in_failed', ...about, details }),
    ...(attempt.isLast ? [deps.audit.refuse(ctx, { action: 'identity.locked_out', ...about })] : []),
  ])
}

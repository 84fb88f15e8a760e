// Signing in: user name and password, then the second factor where there is one. The answer and the time it takes are
// the same for a name that nobody has. What was typed as a name goes nowhere: people type passwords there.
import type { Ctx } from '../../platform/ctx.ts'
import type { Tx } from '../../platform/db/database.ts'
import { newId } from '../../platform/ids.ts'
import type { Deps } from '../audit/public.ts'
import { countAttempt, forgiveAttempts, recordFailure, takeBack } from './attempts.ts'
import { findCredentials, findCredentialsByName } from './credential-store.ts'
import { refusals } from './errors.ts'
import { passwordMatches } from './password-hash.ts'
import { proveSecondFactor } from './second-factor-proof.ts'
import { hashOfToken, newToken } from './secret-token.ts'
import { SESSION_HOURS_MAX } from './session-state.ts'
import { findStep, insertSession, insertStep, takeStep } from './session-store.ts'
import { actorOf, normalUserName, USER_NAME, usualPurpose } from './user.ts'
import { findUser } from './user-store.ts'

const STEP_MINUTES = 5

export type SignInResult =
  | { readonly state: 'signed_in'; readonly token: string; readonly expiresAt: Date }
  | { readonly state: 'second_factor_required'; readonly stepToken: string; readonly expiresAt: Date }

/** `ctx` is anonymous. Throws `identity.sign_in_failed` or `identity.locked_out`. */
export async function signIn(
  deps: Deps,
  ctx: Ctx,
  input: { userName: string; password: string; userAgent?: string | undefined },
): Promise<SignInResult> {
  const userName = normalUserName(input.userName)
  const attempt = await countAttempt(deps, ctx, userName)

  // What can be nobody's name still asks the database, for nobody.
  const found = await findCredentialsByName(deps.db.kysely, USER_NAME.test(userName) ? userName : '')
  const right = await passwordMatches(found?.passwordHash, input.password)
  if (!found || !right) {
    await recordFailure(deps, ctx, attempt, { why: 'password', userId: found?.userId })
    throw refusals.wrongSignIn()
  }

  const now = deps.clock.now()
  return deps.db.kysely.transaction().execute(async (tx) => {
    if (found.hasSecondFactor) {
      const { token, tokenHash } = newToken()
      const expiresAt = new Date(now.getTime() + STEP_MINUTES * 60_000)
      await insertStep(tx, { tokenHash, userId: found.userId, at: now, expiresAt })
      await takeBack(tx, attempt)
      return { state: 'second_factor_required', stepToken: token, expiresAt }
    }
    await forgiveAttempts(tx, attempt)
    return openSession(deps, tx, ctx, {
      userId: found.userId,
      userAgent: input.userAgent,
      factors: ['password'],
    })
  })
}

/** The second step: a code from the authenticator, or a backup code. */
export async function finishSignIn(
  deps: Deps,
  ctx: Ctx,
  input: { stepToken: string; code: string; userAgent?: string | undefined },
): Promise<SignInResult> {
  const stepHash = hashOfToken(input.stepToken)
  const userId = await findStep(deps.db.kysely, stepHash, deps.clock.now())
  const found = userId === undefined ? undefined : await findCredentials(deps.db.kysely, userId)
  if (!found) throw refusals.stepExpired()
  const attempt = await countAttempt(deps, ctx, found.userName)

  const result = await deps.db.kysely.transaction().execute(async (tx) => {
    const proof = await proveSecondFactor(deps, tx, found, input.code)
    if (!proof) return undefined
    if (!(await takeStep(tx, stepHash))) throw refusals.stepExpired()
    await forgiveAttempts(tx, attempt)
    return openSession(deps, tx, ctx, {
      userId: found.userId,
      userAgent: input.userAgent,
      factors: ['password', proof],
    })
  })
  if (result) return result

  await recordFailure(deps, ctx, attempt, { why: 'code', userId: found.userId })
  throw refusals.wrongCode()
}

// A new token at every sign-in: one that somebody planted beforehand is worth nothing.
async function openSession(
  deps: Deps,
  tx: Tx,
  ctx: Ctx,
  opening: { userId: string; userAgent: string | undefined; factors: readonly string[] },
): Promise<SignInResult> {
  const user = await findUser(tx, opening.userId)
  if (!user || user.deactivatedAt) throw refusals.wrongSignIn()
  const at = deps.clock.now()
  const { token, tokenHash } = newToken()
  const sessionId = newId(at.getTime())
  const expiresAt = new Date(at.getTime() + SESSION_HOURS_MAX * 3_600_000)
  const { userId, userAgent } = opening
  await insertSession(tx, {
    sessionId,
    tokenHash,
    userId,
    at,
    expiresAt,
    address: ctx.source.address,
    userAgent,
  })

  const signedIn: Ctx = {
    actor: actorOf(user),
    purpose: usualPurpose(user.roles),
    source: { ...ctx.source, sessionId },
  }
  await deps.audit.writeIn(tx, signedIn, {
    action: 'identity.signed_in',
    subjectKind: 'user',
    subjectId: userId,
    details: { factors: opening.factors },
  })
  return { state: 'signed_in', token, expiresAt }
}

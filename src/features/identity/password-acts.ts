// Changing one's own password, and showing it once more before something grave.
import type { Ctx } from '../../platform/ctx.ts'
import type { Deps } from '../audit/public.ts'
import { countAttempt, forgiveAttempts, recordFailure } from './attempts.ts'
import { type Credentials, findCredentials, selectRememberedHashes, setPassword } from './credential-store.ts'
import { refusals } from './errors.ts'
import { hashPassword, passwordMatches } from './password-hash.ts'
import { weaknessesOf } from './password-rules.ts'
import { ownSession } from './session-acts.ts'
import { endSessions, findPasswordChecked, setPasswordChecked } from './session-store.ts'

const RECENT_MINUTES = 5

/** Needs the present one; ends the actor's other sessions. */
export async function changePassword(
  deps: Deps,
  ctx: Ctx,
  input: { present: string; next: string },
): Promise<void> {
  const sessionId = ownSession(ctx)
  const found = await provePassword(deps, ctx, input.present)

  const reasons = await reasonsAgainst(deps, found, input.next)
  if (reasons.length > 0) throw refusals.weakPassword(reasons)

  const hash = await hashPassword(input.next)
  await deps.db.kysely.transaction().execute(async (tx) => {
    const at = deps.clock.now()
    await setPassword(tx, found.userId, { hash, at, mustChange: false })
    await setPasswordChecked(tx, sessionId, at)
    const which = { userId: found.userId, except: sessionId }
    const ended = await endSessions(tx, which, { at, reason: 'password_changed' })
    await deps.audit.writeIn(tx, ctx, {
      action: 'identity.password_changed',
      subjectKind: 'user',
      subjectId: found.userId,
      details: { otherSessionsEnded: ended.length },
    })
  })
}

/** Notes on the session that its user is there right now; see `requireRecentPassword`. */
export async function confirmPassword(deps: Deps, ctx: Ctx, password: string): Promise<void> {
  const sessionId = ownSession(ctx)
  await provePassword(deps, ctx, password)
  await deps.db.kysely.transaction().execute(async (tx) => {
    await setPasswordChecked(tx, sessionId, deps.clock.now())
    await deps.audit.writeIn(tx, ctx, { action: 'identity.password_confirmed' })
  })
}

/** Step-up: throws `identity.password_needed` unless the password was shown in this session a few minutes ago. */
export async function requireRecentPassword(deps: Deps, ctx: Ctx, minutes = RECENT_MINUTES): Promise<void> {
  const checkedAt = await findPasswordChecked(deps.db.kysely, ownSession(ctx))
  if (checkedAt && deps.clock.now().getTime() - checkedAt.getTime() < minutes * 60_000) return
  throw refusals.recentPasswordNeeded()
}

// Guessing the password of a session left open is guessing, too.
async function provePassword(deps: Deps, ctx: Ctx, password: string): Promise<Credentials> {
  const found = await findCredentials(deps.db.kysely, ctx.actor.id)
  if (!found) throw refusals.notSignedIn()
  const attempt = await countAttempt(deps, ctx, found.userName)
  if (await passwordMatches(found.passwordHash, password)) {
    await deps.db.kysely.transaction().execute((tx) => forgiveAttempts(tx, attempt))
    return found
  }
  await recordFailure(deps, ctx, attempt, { why: 'password', userId: found.userId })
  throw refusals.wrongPassword()
}

async function reasonsAgainst(deps: Deps, found: Credentials, next: string): Promise<string[]> {
  const reasons = weaknessesOf(next, found.userName)
  if (reasons.length > 0) return reasons
  const former = [found.passwordHash, ...(await selectRememberedHashes(deps.db.kysely, found.userId))]
  for (const hash of new Set(former)) {
    if (await passwordMatches(hash, next)) return ['It was in use before; take a new one.']
  }
  return []
}

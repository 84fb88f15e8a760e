// What a signed-in person does with sessions: lock, unlock, sign out, look at their own and end one of them.
import type { Ctx } from '../../platform/ctx.ts'
import type { Deps } from '../audit/public.ts'
import { countAttempt, forgiveAttempts, recordFailure } from './attempts.ts'
import { findCredentials } from './credential-store.ts'
import { refusals } from './errors.ts'
import { passwordMatches } from './password-hash.ts'
import { proveSecondFactor } from './second-factor-proof.ts'
import { endSessions, selectSessions, setLocked, setUnlocked } from './session-store.ts'

/** The session that this request belongs to. */
export function ownSession(ctx: Ctx): string {
  if (ctx.actor.kind !== 'user' || ctx.source.sessionId === undefined) throw refusals.notSignedIn()
  return ctx.source.sessionId
}

export async function lockSession(deps: Deps, ctx: Ctx): Promise<void> {
  const sessionId = ownSession(ctx)
  await deps.db.kysely.transaction().execute(async (tx) => {
    if (!(await setLocked(tx, sessionId, deps.clock.now()))) return
    await deps.audit.writeIn(tx, ctx, {
      action: 'identity.session_locked',
      subjectKind: 'session',
      subjectId: sessionId,
      details: { why: 'asked' },
    })
  })
}

/** By the password, or by a code where a second factor is set up; wrong ones count towards the lockout. */
export async function unlockSession(
  deps: Deps,
  ctx: Ctx,
  proof: { password?: string | undefined; code?: string | undefined },
): Promise<void> {
  const sessionId = ownSession(ctx)
  const found = await findCredentials(deps.db.kysely, ctx.actor.id)
  if (!found) throw refusals.notSignedIn()
  const attempt = await countAttempt(deps, ctx, found.userName)

  const byPassword =
    proof.password !== undefined && (await passwordMatches(found.passwordHash, proof.password))
  const unlocked = await deps.db.kysely.transaction().execute(async (tx) => {
    const { code } = proof
    const byCode =
      byPassword || code === undefined ? undefined : await proveSecondFactor(deps, tx, found, code)
    if (!byPassword && !byCode) return false
    await setUnlocked(tx, sessionId, deps.clock.now(), byPassword)
    await forgiveAttempts(tx, attempt)
    await deps.audit.writeIn(tx, ctx, {
      action: 'identity.session_unlocked',
      subjectKind: 'session',
      subjectId: sessionId,
      details: { by: byCode ?? 'password' },
    })
    return true
  })
  if (unlocked) return

  await recordFailure(deps, ctx, attempt, { why: 'unlock', userId: found.userId })
  throw proof.password === undefined ? refusals.wrongCode() : refusals.wrongSignIn()
}

export async function signOut(deps: Deps, ctx: Ctx): Promise<void> {
  const sessionId = ownSession(ctx)
  await deps.db.kysely.transaction().execute(async (tx) => {
    const which = { userId: ctx.actor.id, only: sessionId }
    const ended = await endSessions(tx, which, { at: deps.clock.now(), reason: 'signed_out' })
    if (ended.length === 0) return
    await deps.audit.writeIn(tx, ctx, {
      action: 'identity.signed_out',
      subjectKind: 'session',
      subjectId: sessionId,
    })
  })
}

export type OwnSession = {
  readonly sessionId: string
  readonly startedAt: Date
  readonly lastSeenAt: Date
  readonly locked: boolean
  readonly address: string | null
  readonly userAgent: string | null
  readonly current: boolean
}

export async function listOwnSessions(deps: Deps, ctx: Ctx): Promise<OwnSession[]> {
  const own = ownSession(ctx)
  const rows = await selectSessions(deps.db.kysely, ctx.actor.id, deps.clock.now())
  return rows.map((row) => ({
    sessionId: row.session_id,
    startedAt: row.created_at,
    lastSeenAt: row.last_seen_at,
    locked: row.locked_at !== null,
    address: row.address,
    userAgent: row.user_agent,
    current: row.session_id === own,
  }))
}

/** Ends one of the actor's own sessions, wherever it is open. */
export async function revokeOwnSession(deps: Deps, ctx: Ctx, sessionId: string): Promise<void> {
  ownSession(ctx)
  await deps.db.kysely.transaction().execute(async (tx) => {
    const which = { userId: ctx.actor.id, only: sessionId }
    const ended = await endSessions(tx, which, { at: deps.clock.now(), reason: 'revoked' })
    if (ended.length === 0) throw refusals.sessionNotFound()
    await deps.audit.writeIn(tx, ctx, {
      action: 'identity.session_revoked',
      subjectKind: 'session',
      subjectId: sessionId,
    })
  })
}

// From a session token to the person who asks, on every request. An open session is believed for less than a second
// before the database is asked again: that is how soon a revocation, a deactivation or a change of roles takes effect
// on every server. A session that is not open is never remembered, so that unlocking works at once.
import type { Ctx, Source } from '../../platform/ctx.ts'
import type { Deps } from '../audit/public.ts'
import { isRole, type Role } from './roles.ts'
import { hashOfToken } from './secret-token.ts'
import { type Duty, dutyOf, type SessionState, stateOf } from './session-state.ts'
import { findSession, type SessionRow, setLocked, touchSession } from './session-store.ts'
import { actorOf, type UserId, usualPurpose } from './user.ts'

const BELIEVED_MS = 750
const TOUCH_EVERY_MS = 10_000
const REMEMBERED_MAX = 20_000

export type ResolvedSession = {
  readonly state: Exclude<SessionState, 'ended'>
  readonly sessionId: string
  readonly duty: Duty | null
  readonly row: SessionRow
  readonly roles: readonly Role[]
  readonly actor: Ctx['actor']
}

export type SessionResolver = {
  /** `background`: a request that no person made, which keeps no session awake. */
  resolve(token: string, source: Source, background: boolean): Promise<ResolvedSession | undefined>
  /** Drops what this process remembers of a token. */
  forget(token: string): void
}

type Remembered = { readonly session: ResolvedSession; readonly readAtMs: number; seenAtMs: number }

export function openSessionResolver(deps: Deps): SessionResolver {
  const remembered = new Map<string, Remembered>()
  const idleMinutes = deps.config.idleMinutes

  async function read(token: string, now: Date): Promise<Remembered | undefined> {
    const row = await findSession(deps.db.pool, hashOfToken(token))
    const state = row ? stateOf(row, now, idleMinutes) : 'ended'
    if (!row || state === 'ended') return undefined
    const { session_id: sessionId, user_id, display_name: displayName } = row
    const roles = row.roles.filter(isRole)
    const actor = actorOf({ userId: user_id as UserId, displayName, roles })
    const session = { state, sessionId, duty: dutyOf(row), row, roles, actor }
    return { session, readAtMs: now.getTime(), seenAtMs: row.last_seen_at.getTime() }
  }

  async function resolve(
    token: string,
    source: Source,
    background: boolean,
  ): Promise<ResolvedSession | undefined> {
    const now = deps.clock.now()
    const known = remembered.get(token)
    const age = known ? now.getTime() - known.readAtMs : Number.POSITIVE_INFINITY
    const entry = known && age >= 0 && age < BELIEVED_MS ? known : await read(token, now)
    remembered.delete(token)
    if (!entry) return undefined

    const { session } = entry
    if (session.state === 'locked') {
      if (!session.row.locked_at) await lockIdle(deps, session, source, now)
      return session
    }
    if (!background && now.getTime() - entry.seenAtMs >= TOUCH_EVERY_MS) {
      entry.seenAtMs = now.getTime()
      await touchSession(deps.db.kysely, session.sessionId, now)
    }
    if (session.duty === null) remember(token, entry)
    return session
  }

  function remember(token: string, entry: Remembered): void {
    if (remembered.size >= REMEMBERED_MAX) {
      const oldest = remembered.keys().next()
      if (!oldest.done) remembered.delete(oldest.value)
    }
    remembered.set(token, entry)
  }

  return { resolve, forget: (token) => void remembered.delete(token) }
}

async function lockIdle(deps: Deps, session: ResolvedSession, source: Source, at: Date): Promise<void> {
  const { actor, sessionId } = session
  const ctx: Ctx = { actor, purpose: usualPurpose(actor.roles), source: { ...source, sessionId } }
  await deps.db.kysely.transaction().execute(async (tx) => {
    if (!(await setLocked(tx, sessionId, at))) return
    await deps.audit.writeIn(tx, ctx, {
      action: 'identity.session_locked',
      subjectKind: 'session',
      subjectId: sessionId,
      details: { why: 'idle' },
    })
  })
}

// All SQL for identity.session and identity.sign_in_step.
import type pg from 'pg'
import type { Db, Tx } from '../../platform/db/database.ts'

export type EndReason =
  | 'signed_out'
  | 'revoked'
  | 'password_changed'
  | 'password_reset'
  | 'deactivated'
  | 'second_factor_reset'

/** A session with what is needed to decide who asks, read in one go. */
export type SessionRow = {
  readonly session_id: string
  readonly user_id: string
  readonly expires_at: Date
  readonly last_seen_at: Date
  readonly password_checked_at: Date
  readonly locked_at: Date | null
  readonly ended_at: Date | null
  readonly user_name: string
  readonly display_name: string
  readonly must_change_password: boolean
  readonly has_second_factor: boolean
  readonly deactivated_at: Date | null
  readonly roles: readonly string[]
  readonly second_factor_roles: unknown
}

const FIND_SESSION = {
  name: 'identity_find_session',
  text: `select s.session_id, s.user_id, s.expires_at, s.last_seen_at, s.password_checked_at, s.locked_at, s.ended_at,
      u.user_name, u.display_name, u.must_change_password, u.totp_confirmed_at is not null as has_second_factor,
      u.deactivated_at,
      array(select r.role from identity.user_role r where r.user_id = s.user_id order by r.role) as roles,
      (select value from identity.site_setting where name = 'second_factor_roles') as second_factor_roles
    from identity.session s join identity.user_account u on u.user_id = s.user_id
    where s.token_hash = $1`,
}

/** On the hot path of every request: a named prepared statement. */
export async function findSession(pool: pg.Pool, tokenHash: Buffer): Promise<SessionRow | undefined> {
  const result = await pool.query<SessionRow>({ ...FIND_SESSION, values: [tokenHash] })
  return result.rows[0]
}

export async function insertSession(
  tx: Tx,
  session: {
    sessionId: string
    tokenHash: Buffer
    userId: string
    at: Date
    expiresAt: Date
    address: string | undefined
    userAgent: string | undefined
  },
): Promise<void> {
  await tx
    .insertInto('identity.session')
    .values({
      session_id: session.sessionId,
      token_hash: session.tokenHash,
      user_id: session.userId,
      created_at: session.at,
      expires_at: session.expiresAt,
      last_seen_at: session.at,
      password_checked_at: session.at,
      address: session.address ?? null,
      user_agent: session.userAgent?.slice(0, 200) ?? null,
    })
    .execute()
}

/** Moves the time of the last request forward; never wakes a locked or ended session. */
export async function touchSession(db: Db | Tx, sessionId: string, at: Date): Promise<void> {
  await db
    .updateTable('identity.session')
    .set({ last_seen_at: at })
    .where('session_id', '=', sessionId)
    .where('last_seen_at', '<', at)
    .where('locked_at', 'is', null)
    .where('ended_at', 'is', null)
    .execute()
}

/** False when it was locked or ended before. */
export async function setLocked(tx: Tx, sessionId: string, at: Date): Promise<boolean> {
  const result = await tx
    .updateTable('identity.session')
    .set({ locked_at: at })
    .where('session_id', '=', sessionId)
    .where('locked_at', 'is', null)
    .where('ended_at', 'is', null)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

export async function setUnlocked(
  tx: Tx,
  sessionId: string,
  at: Date,
  passwordChecked: boolean,
): Promise<void> {
  await tx
    .updateTable('identity.session')
    .set({ locked_at: null, last_seen_at: at, ...(passwordChecked ? { password_checked_at: at } : {}) })
    .where('session_id', '=', sessionId)
    .where('ended_at', 'is', null)
    .execute()
}

export async function findPasswordChecked(db: Db | Tx, sessionId: string): Promise<Date | undefined> {
  const row = await db
    .selectFrom('identity.session')
    .select('password_checked_at')
    .where('session_id', '=', sessionId)
    .executeTakeFirst()
  return row?.password_checked_at
}

export async function setPasswordChecked(tx: Tx, sessionId: string, at: Date): Promise<void> {
  await tx
    .updateTable('identity.session')
    .set({ password_checked_at: at })
    .where('session_id', '=', sessionId)
    .execute()
}

/** Ends the user's sessions (one, all, or all but one) and returns their ids. */
export async function endSessions(
  tx: Tx,
  which: { userId: string; only?: string; except?: string | undefined },
  end: { at: Date; reason: EndReason },
): Promise<string[]> {
  const { only, except } = which
  const rows = await tx
    .updateTable('identity.session')
    .set({ ended_at: end.at, end_reason: end.reason })
    .where('user_id', '=', which.userId)
    .where('ended_at', 'is', null)
    .$if(only !== undefined, (query) => query.where('session_id', '=', only ?? ''))
    .$if(except !== undefined, (query) => query.where('session_id', '<>', except ?? ''))
    .returning('session_id')
    .execute()
  return rows.map((row) => row.session_id)
}

export function selectSessions(db: Db | Tx, userId: string, now: Date) {
  return db
    .selectFrom('identity.session')
    .select(['session_id', 'created_at', 'last_seen_at', 'expires_at', 'locked_at', 'address', 'user_agent'])
    .where('user_id', '=', userId)
    .where('ended_at', 'is', null)
    .where('expires_at', '>', now)
    .orderBy('last_seen_at', 'desc')
    .execute()
}

export async function insertStep(
  tx: Tx,
  step: { tokenHash: Buffer; userId: string; at: Date; expiresAt: Date },
): Promise<void> {
  await tx.deleteFrom('identity.sign_in_step').where('expires_at', '<', step.at).execute()
  await tx
    .insertInto('identity.sign_in_step')
    .values({
      token_hash: step.tokenHash,
      user_id: step.userId,
      created_at: step.at,
      expires_at: step.expiresAt,
    })
    .execute()
}

export async function findStep(db: Db | Tx, tokenHash: Buffer, now: Date): Promise<string | undefined> {
  const row = await db
    .selectFrom('identity.sign_in_step')
    .select('user_id')
    .where('token_hash', '=', tokenHash)
    .where('expires_at', '>', now)
    .executeTakeFirst()
  return row?.user_id
}

/** False when another request finished this sign-in first. */
export async function takeStep(tx: Tx, tokenHash: Buffer): Promise<boolean> {
  const result = await tx
    .deleteFrom('identity.sign_in_step')
    .where('token_hash', '=', tokenHash)
    .executeTakeFirst()
  return result.numDeletedRows === 1n
}

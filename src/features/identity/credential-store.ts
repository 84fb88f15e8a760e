// All SQL for what users prove themselves with: passwords, the second factor, backup codes.
import type { Db, Tx } from '../../platform/db/database.ts'
import { PASSWORDS_REMEMBERED } from './password-rules.ts'

export type Credentials = {
  readonly userId: string
  readonly userName: string
  readonly passwordHash: string
  readonly totpSecret: string | null
  readonly hasSecondFactor: boolean
}

function credentials(db: Db | Tx) {
  return db
    .selectFrom('identity.user_account')
    .select(['user_id', 'user_name', 'password_hash', 'totp_secret', 'totp_confirmed_at'])
    .where('deactivated_at', 'is', null)
}

type Row = Awaited<ReturnType<ReturnType<typeof credentials>['executeTakeFirstOrThrow']>>

function credentialsOf(row: Row): Credentials {
  return {
    userId: row.user_id,
    userName: row.user_name,
    passwordHash: row.password_hash,
    totpSecret: row.totp_secret,
    hasSecondFactor: row.totp_confirmed_at !== null,
  }
}

/** Of an active user. */
export async function findCredentials(db: Db | Tx, userId: string): Promise<Credentials | undefined> {
  const row = await credentials(db).where('user_id', '=', userId).executeTakeFirst()
  return row && credentialsOf(row)
}

/** Of an active user. */
export async function findCredentialsByName(db: Db | Tx, userName: string): Promise<Credentials | undefined> {
  const row = await credentials(db).where('user_name', '=', userName).executeTakeFirst()
  return row && credentialsOf(row)
}

/** The present password hash and the former ones, newest first. */
export async function selectRememberedHashes(db: Db | Tx, userId: string): Promise<string[]> {
  const former = await db
    .selectFrom('identity.password_history')
    .select('password_hash')
    .where('user_id', '=', userId)
    .orderBy('set_at', 'desc')
    .limit(PASSWORDS_REMEMBERED)
    .execute()
  return former.map((row) => row.password_hash)
}

export async function setPassword(
  tx: Tx,
  userId: string,
  password: { hash: string; at: Date; mustChange: boolean },
): Promise<void> {
  await tx
    .updateTable('identity.user_account')
    .set({
      password_hash: password.hash,
      password_changed_at: password.at,
      must_change_password: password.mustChange,
    })
    .where('user_id', '=', userId)
    .execute()
  await rememberPassword(tx, userId, password)
}

/** Adds to the history and forgets what is older than the remembered few. */
export async function rememberPassword(
  tx: Tx,
  userId: string,
  password: { hash: string; at: Date },
): Promise<void> {
  await tx
    .insertInto('identity.password_history')
    .values({ user_id: userId, set_at: password.at, password_hash: password.hash })
    .onConflict((conflict) =>
      conflict.columns(['user_id', 'set_at']).doUpdateSet({ password_hash: password.hash }),
    )
    .execute()
  await tx
    .deleteFrom('identity.password_history')
    .where('user_id', '=', userId)
    .where('set_at', 'not in', (inner) =>
      inner
        .selectFrom('identity.password_history')
        .select('set_at')
        .where('user_id', '=', userId)
        .orderBy('set_at', 'desc')
        .limit(PASSWORDS_REMEMBERED),
    )
    .execute()
}

export async function setTotp(
  tx: Tx,
  userId: string,
  totp: { secret: string; confirmedAt: Date | null; lastStep: number | null } | null,
): Promise<void> {
  await tx
    .updateTable('identity.user_account')
    .set({
      totp_secret: totp?.secret ?? null,
      totp_confirmed_at: totp?.confirmedAt ?? null,
      totp_last_step: totp?.lastStep ?? null,
    })
    .where('user_id', '=', userId)
    .execute()
}

/** Takes a time step once; false when it, or a later one, was taken before. */
export async function takeTotpStep(tx: Tx, userId: string, step: number): Promise<boolean> {
  const result = await tx
    .updateTable('identity.user_account')
    .set({ totp_last_step: step })
    .where('user_id', '=', userId)
    .where((eb) => eb.or([eb('totp_last_step', 'is', null), eb('totp_last_step', '<', step)]))
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

export async function replaceBackupCodes(tx: Tx, userId: string, hashes: readonly Buffer[]): Promise<void> {
  await tx.deleteFrom('identity.backup_code').where('user_id', '=', userId).execute()
  if (hashes.length === 0) return
  await tx
    .insertInto('identity.backup_code')
    .values(hashes.map((hash) => ({ user_id: userId, code_hash: hash })))
    .execute()
}

/** Takes a backup code once. */
export async function takeBackupCode(tx: Tx, userId: string, hash: Buffer, at: Date): Promise<boolean> {
  const result = await tx
    .updateTable('identity.backup_code')
    .set({ used_at: at })
    .where('user_id', '=', userId)
    .where('code_hash', '=', hash)
    .where('used_at', 'is', null)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

export async function countBackupCodes(db: Db | Tx, userId: string): Promise<number> {
  const row = await db
    .selectFrom('identity.backup_code')
    .select((eb) => eb.fn.countAll<number>().as('left'))
    .where('user_id', '=', userId)
    .where('used_at', 'is', null)
    .executeTakeFirstOrThrow()
  return row.left
}

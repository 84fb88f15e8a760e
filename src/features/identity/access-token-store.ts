// All SQL for identity.access_token and identity.operating_system_account.
import type { Db, Tx } from '../../platform/db/database.ts'

export async function insertAccessToken(
  tx: Tx,
  token: {
    accessTokenId: string
    tokenHash: Buffer
    userId: string
    label: string
    at: Date
    by: string
    expiresAt: Date
  },
): Promise<void> {
  await tx
    .insertInto('identity.access_token')
    .values({
      access_token_id: token.accessTokenId,
      token_hash: token.tokenHash,
      user_id: token.userId,
      label: token.label,
      created_at: token.at,
      created_by: token.by,
      expires_at: token.expiresAt,
    })
    .execute()
}

/** Whose token this is, while it is good and its user active. */
export function findToken(db: Db | Tx, tokenHash: Buffer, now: Date) {
  return db
    .selectFrom('identity.access_token as t')
    .innerJoin('identity.user_account as u', 'u.user_id', 't.user_id')
    .select(['t.user_id', 't.access_token_id', 't.label'])
    .where('t.token_hash', '=', tokenHash)
    .where('t.revoked_at', 'is', null)
    .where('t.expires_at', '>', now)
    .where('u.deactivated_at', 'is', null)
    .executeTakeFirst()
}

export function selectAccessTokens(db: Db | Tx, userId: string, now: Date) {
  return db
    .selectFrom('identity.access_token')
    .select(['access_token_id', 'label', 'created_at', 'expires_at'])
    .where('user_id', '=', userId)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', now)
    .orderBy('created_at', 'desc')
    .execute()
}

/** Whose it was; undefined when there is no such token in force. */
export async function setTokenRevoked(tx: Tx, accessTokenId: string, at: Date): Promise<string | undefined> {
  const row = await tx
    .updateTable('identity.access_token')
    .set({ revoked_at: at })
    .where('access_token_id', '=', accessTokenId)
    .where('revoked_at', 'is', null)
    .returning('user_id')
    .executeTakeFirst()
  return row?.user_id
}

/** `undefined`: not mapped; `userId` null: the owner of the data folder. */
export async function findOperatingSystemAccount(
  db: Db | Tx,
  accountName: string,
): Promise<{ userId: string | null } | undefined> {
  const row = await db
    .selectFrom('identity.operating_system_account')
    .select('user_id')
    .where('account_name', '=', accountName)
    .executeTakeFirst()
  return row && { userId: row.user_id }
}

export async function saveOperatingSystemAccount(
  tx: Tx,
  mapping: { accountName: string; userId: string | null; at: Date; by: string },
): Promise<void> {
  const values = { user_id: mapping.userId, mapped_at: mapping.at, mapped_by: mapping.by }
  await tx
    .insertInto('identity.operating_system_account')
    .values({ account_name: mapping.accountName, ...values })
    .onConflict((conflict) => conflict.column('account_name').doUpdateSet(values))
    .execute()
}

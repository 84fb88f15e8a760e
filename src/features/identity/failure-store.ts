// All SQL for identity.sign_in_failure. Keys are hashes: the table holds neither what somebody typed nor an address.
import { createHash } from 'node:crypto'
import type { Db, Tx } from '../../platform/db/database.ts'
import type { Failures } from './lockout.ts'

export function accountKey(userName: string): string {
  return `account:${digest(userName)}`
}

export function addressKey(address: string): string {
  return `address:${digest(address)}`
}

function digest(text: string): string {
  return createHash('sha256').update(text.toWellFormed()).digest('base64url')
}

/** The failures under a key, their row held until the transaction ends. */
export async function lockFailures(tx: Tx, key: string, now: Date): Promise<Failures> {
  await tx
    .insertInto('identity.sign_in_failure')
    .values({ key, failures: 0, last_failed_at: now })
    .onConflict((conflict) => conflict.column('key').doNothing())
    .execute()
  const row = await tx
    .selectFrom('identity.sign_in_failure')
    .select(['failures', 'last_failed_at', 'locked_until'])
    .where('key', '=', key)
    .forUpdate()
    .executeTakeFirstOrThrow()
  return { failures: row.failures, lastFailedAt: row.last_failed_at, lockedUntil: row.locked_until }
}

export async function saveFailures(tx: Tx, key: string, state: Failures): Promise<void> {
  await tx
    .updateTable('identity.sign_in_failure')
    .set({ failures: state.failures, last_failed_at: state.lastFailedAt, locked_until: state.lockedUntil })
    .where('key', '=', key)
    .execute()
}

export async function forgetFailures(tx: Tx, key: string): Promise<void> {
  await tx.deleteFrom('identity.sign_in_failure').where('key', '=', key).execute()
}

/** Takes one counted attempt back, and the wait that it began. */
export async function takeBackAttempt(tx: Tx, key: string): Promise<void> {
  await tx
    .updateTable('identity.sign_in_failure')
    .set((eb) => ({ failures: eb.fn('greatest', [eb('failures', '-', 1), eb.val(0)]), locked_until: null }))
    .where('key', '=', key)
    .execute()
}

/** Until when each of these keys waits. */
export async function selectWaits(
  db: Db | Tx,
  keys: readonly string[],
  now: Date,
): Promise<Map<string, Date>> {
  if (keys.length === 0) return new Map()
  const rows = await db
    .selectFrom('identity.sign_in_failure')
    .select(['key', 'locked_until'])
    .where('key', 'in', keys)
    .where('locked_until', '>', now)
    .execute()
  return new Map(rows.flatMap((row) => (row.locked_until ? [[row.key, row.locked_until] as const] : [])))
}

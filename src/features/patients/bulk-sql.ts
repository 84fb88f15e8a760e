// Runs one statement on whichever handle the caller's transaction has: Kysely's, or the pg client of a bulk path.
import { CompiledQuery } from 'kysely'
import type { ClientBase } from 'pg'
import type { Db, Tx } from '../../platform/db/database.ts'

/** A transaction that is already open, in either of the two forms that Chartroom's code holds one. */
export type OpenTransaction = Tx | ClientBase

export async function runSql<Row>(
  on: OpenTransaction | Db,
  sql: string,
  parameters: readonly unknown[],
): Promise<Row[]> {
  if ('executeQuery' in on) return (await on.executeQuery<Row>(CompiledQuery.raw(sql, [...parameters]))).rows
  return (await on.query(sql, [...parameters])).rows as Row[]
}

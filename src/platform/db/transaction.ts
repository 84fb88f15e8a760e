// One transaction seen both ways: as a Kysely handle for typed SQL, and as the pg client beneath it for COPY and
// named prepared statements.
import { Kysely, PostgresDialect } from 'kysely'
import type pg from 'pg'
import type { Database, Tx } from './database.ts'
import type { Schema } from './schema.generated.ts'

export type OpenTransaction = { readonly tx: Tx; readonly client: pg.PoolClient }

/** Commits when `work` resolves, rolls back when it throws. */
export async function inTransaction<T>(
  database: Database,
  work: (open: OpenTransaction) => Promise<T>,
): Promise<T> {
  const client = await database.pool.connect()
  // Kysely releases the connection after each use; here the pool's client stays ours until the end.
  const lent = { query: client.query.bind(client), release: () => undefined } as unknown as pg.PoolClient
  const kysely = new Kysely<Schema>({
    dialect: new PostgresDialect({
      pool: { connect: async () => lent, end: async () => undefined, options: {} },
    }),
  })
  let broken: Error | undefined
  try {
    return await kysely.transaction().execute((tx) => work({ tx, client }))
  } catch (thrown) {
    // A connection that was lost, or that may still be in the middle of a COPY, must not go back to the pool.
    broken = thrown instanceof Error ? thrown : new Error(String(thrown))
    throw thrown
  } finally {
    client.release(broken)
  }
}

const RETRYABLE = new Set(['40001', '40P01', '23505'])

/** True when the same transaction may well succeed if it is run again: it lost a race with another. */
export function lostARace(thrown: unknown): boolean {
  return thrown instanceof Error && 'code' in thrown && RETRYABLE.has(String(thrown.code))
}

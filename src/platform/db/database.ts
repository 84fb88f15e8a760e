// The open database: Kysely for most SQL, the pool beneath it for named prepared statements on hot paths.
import { Kysely, PostgresDialect, type Transaction } from 'kysely'
import pg from 'pg'
import type { Schema } from './schema.generated.ts'

/** What a store function takes first: the pool-backed handle or the caller's transaction. */
export type Db = Kysely<Schema>
export type Tx = Transaction<Schema>

export type Database = {
  readonly kysely: Db
  readonly pool: pg.Pool
  /** How it was opened, so that a thread of this process can open the same. */
  readonly connection: Connection
  close(): Promise<void>
}

export type Connection = {
  readonly url: string
  /** A role taken on every connection, for a database where only one login is given. */
  readonly role?: string
  readonly connectionsMax?: number
  readonly applicationName?: string
}

// bigint columns (counts, event ids, sizes in bytes) fit a double; dates stay text, so that no time zone moves them.
const INT8 = 20
const DATE = 1082
pg.types.setTypeParser(INT8, (text) => Number(text))
pg.types.setTypeParser(DATE, (text) => text)

/** Opens a pool. Throws nothing by itself; the first query does when the address is wrong. */
export function openDatabase(connection: Connection): Database {
  const pool = new pg.Pool({
    connectionString: connection.url,
    max: connection.connectionsMax ?? 10,
    application_name: connection.applicationName ?? 'chartroom',
    ...(connection.role ? { options: `-c role=${connection.role}` } : {}),
  })
  // A connection that dies while idle is replaced by the pool at its next use; without a listener Node would exit.
  pool.on('error', () => undefined)
  // One that dies while a transaction holds it fails that transaction's next query, and nothing else.
  pool.on('connect', (client) => client.on('error', () => undefined))
  const kysely = new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) })
  return { kysely, pool, connection, close: () => kysely.destroy() }
}

/** The pg client beneath a Kysely transaction is out of reach, so a hot path that needs both opens one here. */
export async function withClient<T>(
  database: Database,
  work: (client: pg.PoolClient) => Promise<T>,
): Promise<T> {
  const client = await database.pool.connect()
  let broken: Error | undefined
  try {
    await client.query('begin')
    const result = await work(client)
    await client.query('commit')
    return result
  } catch (thrown) {
    await client.query('rollback').catch((lost: Error) => {
      broken = lost
    })
    throw thrown
  } finally {
    client.release(broken)
  }
}

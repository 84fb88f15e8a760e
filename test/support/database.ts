// One fresh database per test file, cloned from a template that all migrations have made.
import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { type Database, openDatabase } from '../../src/platform/db/database.ts'
import { migrate, readMigrations } from '../../src/platform/db/migrate.ts'
import { installQueue } from '../../src/platform/jobs/install-queue.ts'

export type TestDatabase = {
  /** As the application connects: role chartroom_app. */
  readonly db: Database
  /** As the owner, to look behind the application's back or to tamper. */
  readonly owner: Database
  /** The owner's address. */
  readonly url: string
  close(): Promise<void>
}

/** Where the test cluster is: given by the caller's environment, else started by the global set-up. */
export function testClusterUrl(): string {
  const url = process.env.CHARTROOM_TEST_DATABASE_URL
  if (!url) throw new Error('No test cluster: run tests through `npm test`, which starts one.')
  return url
}

export async function createTestDatabase(): Promise<TestDatabase> {
  const template = await ensureTemplate()
  const name = `test_${randomUUID().replaceAll('-', '')}`
  await onCluster((client) => client.query(`create database ${name} template ${template}`))
  const url = databaseUrl(name)
  const db = openDatabase({ url, role: 'chartroom_app', connectionsMax: 5 })
  const owner = openDatabase({ url, connectionsMax: 2 })
  return {
    db,
    owner,
    url,
    async close() {
      await db.close()
      await owner.close()
      await onCluster((client) => client.query(`drop database if exists ${name} with (force)`))
    },
  }
}

function databaseUrl(name: string): string {
  const url = new URL(testClusterUrl())
  url.pathname = `/${name}`
  return url.href
}

async function onCluster<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: testClusterUrl() })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

// The template's name carries the migrations' checksums, so that an edited migration makes a new one.
async function ensureTemplate(): Promise<string> {
  const files = await readMigrations()
  const { createHash } = await import('node:crypto')
  const stamp = createHash('sha256')
    .update(`with queue ${files.map((file) => file.checksum).join()}`)
    .digest('hex')
    .slice(0, 16)
  const name = `template_${stamp}`
  await onCluster(async (client) => {
    await client.query('select pg_advisory_lock(4207116)')
    const found = await client.query('select 1 from pg_database where datname = $1', [name])
    if (found.rowCount) return
    await client.query(`drop database if exists ${name}_new with (force)`)
    await client.query(`create database ${name}_new`)
    await migrate(databaseUrl(`${name}_new`), files)
    await installQueue(databaseUrl(`${name}_new`))
    await client.query(`alter database ${name}_new rename to ${name}`)
  })
  return name
}

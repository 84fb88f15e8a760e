import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { afterEach, expect, test } from 'vitest'
import { type Catalogue, readCatalogue } from '../../scripts/catalogue.ts'
import { dumpRelease, restoreRelease } from '../../scripts/release-dump.ts'
import { type MigrationFile, migrate, readMigrations } from '../../src/platform/db/migrate.ts'
import { createEmptyDatabase, type EmptyDatabase } from '../support/empty-database.ts'

const RELEASES = join(import.meta.dirname, '../fixtures/releases')
const files = await readMigrations()
const names = files.map((file) => file.name)
let databases: EmptyDatabase[] = []

afterEach(async () => {
  for (const database of databases) await database.close()
  databases = []
})

async function empty(): Promise<EmptyDatabase> {
  const database = await createEmptyDatabase()
  databases.push(database)
  return database
}

async function catalogueOf(url: string): Promise<Catalogue> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return await readCatalogue(client)
  } finally {
    await client.end()
  }
}

const broken = (sql: string): MigrationFile => ({ name: '9999_broken.sql', sql, checksum: 'x' })

test('an empty database migrates, and a second time there is nothing to do', async () => {
  const database = await empty()
  expect(await migrate(database.url, files)).toEqual(names)
  expect(await migrate(database.url, files)).toEqual([])
})

test('two processes that migrate at once apply each migration once', async () => {
  const database = await empty()
  const both = await Promise.all([migrate(database.url, files), migrate(database.url, files)])
  expect(both.flat()).toEqual(names)
})

test('migrations applied in two halves give the same database as all at once', async () => {
  const [whole, halves] = [await empty(), await empty()]
  await migrate(whole.url, files)
  await migrate(halves.url, files.slice(0, Math.ceil(files.length / 2)))
  await migrate(halves.url, files)
  expect(await catalogueOf(halves.url)).toEqual(await catalogueOf(whole.url))
})

test('a migration that fails leaves nothing of itself and nothing is marked as done', async () => {
  const database = await empty()
  await migrate(database.url, files.slice(0, 1))
  const failing = broken('create schema half_done; select 1 / 0;')
  await expect(migrate(database.url, [...files.slice(0, 1), failing])).rejects.toMatchObject({
    code: 'platform.migration_failed',
    message: expect.stringContaining('9999_broken.sql'),
  })
  expect(await database.query(`select 1 from pg_namespace where nspname = 'half_done'`)).toEqual([])
  expect(await database.query('select name from platform.migration')).toHaveLength(1)
})

test('a database of a newer Chartroom and an edited migration are refused in a sentence', async () => {
  const database = await empty()
  await migrate(database.url, [...files.slice(0, 1), broken('select 1')])
  await expect(migrate(database.url, files)).rejects.toMatchObject({ code: 'platform.database_newer' })
  const edited = files.slice(0, 1).map((file) => ({ ...file, checksum: 'edited' }))
  await expect(migrate(database.url, [...edited, broken('select 1')])).rejects.toMatchObject({
    code: 'platform.migration_edited',
  })
})

test('a dump taken of a database and restored is the same dump', async () => {
  const [first, second] = [await empty(), await empty()]
  await migrate(first.url, files)
  const dump = await dumpRelease(first.url, '0.0.0')
  expect(dump).toMatch(/^copy platform\.installation \(/m)

  await restoreRelease(second.url, dump)
  expect(await dumpRelease(second.url, '0.0.0')).toBe(dump)
})

test('a dump whose migration was edited since is refused', async () => {
  const [first, second] = [await empty(), await empty()]
  await migrate(first.url, files.slice(0, 1))
  const dump = await dumpRelease(first.url, '0.0.0')
  const edited = dump.replace(/^(-- migration \S+) \S+$/m, '$1 0000')
  await expect(restoreRelease(second.url, edited)).rejects.toThrow('has been edited')
})

const releases = globSync('*.sql', { cwd: RELEASES }).sort()
test.skipIf(releases.length === 0)(
  releases.length === 0
    ? 'the previous release migrates (there is no release yet)'
    : 'every kept release migrates and keeps its rows',
  async () => {
    const fresh = await empty()
    await migrate(fresh.url, files)
    for (const release of releases) {
      const database = await empty()
      const { rows } = await restoreRelease(database.url, readFileSync(join(RELEASES, release), 'utf8'))
      await migrate(database.url, files)

      expect(await catalogueOf(database.url)).toEqual(await catalogueOf(fresh.url))
      const { tables } = await catalogueOf(database.url)
      for (const [table, count] of rows) {
        if (!(table in tables)) continue
        const [now] = await database.query<{ count: number }>(`select count(*)::int as count from ${table}`)
        expect(now?.count, `${release}: rows of ${table}`).toBeGreaterThanOrEqual(count)
      }
    }
  },
)

// Forward-only SQL migrations: migrations/NNNN_feature_what.sql, each in one transaction, never edited once merged.
import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import { ChartroomError } from '../errors.ts'

const MIGRATIONS_FOLDER = join(import.meta.dirname, '../../../migrations')
const FILE_NAME = /^\d{4}_[a-z0-9]+(_[a-z0-9]+)*\.sql$/
const ADVISORY_LOCK = 4_207_115

export type MigrationFile = { readonly name: string; readonly sql: string; readonly checksum: string }

/** The migrations that ship with this version, in order. Throws when a file name breaks the pattern. */
export async function readMigrations(folder: string = MIGRATIONS_FOLDER): Promise<MigrationFile[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort()
  const wrong = names.find((name) => !FILE_NAME.test(name))
  if (wrong) throw new Error(`migrations/${wrong}: name it NNNN_feature_what.sql`)
  return Promise.all(
    names.map(async (name) => {
      const sql = await readFile(join(folder, name), 'utf8')
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') }
    }),
  )
}

/**
 * Brings the database to this version; returns the names applied now. Several processes may call it at once: one
 * works, the others wait. Refuses a database made by a newer Chartroom or by edited migrations.
 */
export async function migrate(
  url: string,
  files: readonly MigrationFile[],
  onProgress: (name: string) => void = () => undefined,
): Promise<string[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [ADVISORY_LOCK])
    await client.query('create schema if not exists platform')
    await client.query(
      'create table if not exists platform.migration (name text primary key, checksum text not null, applied_at timestamptz not null default now())',
    )
    const applied = await client.query<{ name: string; checksum: string }>(
      'select name, checksum from platform.migration order by name',
    )
    refuseForeignHistory(applied.rows, files)
    const done = new Set(applied.rows.map((row) => row.name))
    const pending = files.filter((file) => !done.has(file.name))
    for (const file of pending) {
      onProgress(file.name)
      await applyOne(client, file)
    }
    return pending.map((file) => file.name)
  } finally {
    await client.end()
  }
}

function refuseForeignHistory(
  applied: readonly { name: string; checksum: string }[],
  files: readonly MigrationFile[],
): void {
  const known = new Map(files.map((file) => [file.name, file.checksum]))
  for (const row of applied) {
    const checksum = known.get(row.name)
    if (checksum === undefined) {
      throw new ChartroomError(
        'conflict',
        'platform.database_newer',
        `This database was made by a newer Chartroom (it has ${row.name}). Start that version, or restore a backup of this one.`,
      )
    }
    if (checksum !== row.checksum) {
      throw new ChartroomError(
        'conflict',
        'platform.migration_edited',
        `The migration ${row.name} differs from the one that made this database. Take the released file back.`,
      )
    }
  }
}

async function applyOne(client: pg.Client, file: MigrationFile): Promise<void> {
  await client.query('begin')
  try {
    await client.query(file.sql)
    await client.query('insert into platform.migration (name, checksum) values ($1, $2)', [
      file.name,
      file.checksum,
    ])
    await client.query('commit')
  } catch (thrown) {
    await client.query('rollback')
    throw new ChartroomError(
      'internal',
      'platform.migration_failed',
      `The migration ${file.name} failed and was rolled back: ${thrown instanceof Error ? thrown.message : String(thrown)}`,
      { cause: thrown },
    )
  }
}

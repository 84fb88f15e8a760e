// A release's database as one text: the migrations that made it, by name and checksum, and each table's rows as COPY
// wrote them. Taken back by applying those migrations, which nobody may have edited since, and copying the rows in.

import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import pg from 'pg'
import { from as copyFrom, to as copyTo } from 'pg-copy-streams'
import { migrate, readMigrations } from '../src/platform/db/migrate.ts'

const END_OF_ROWS = '\\.\n'

export type Restored = { readonly rows: ReadonlyMap<string, number> }

export async function dumpRelease(url: string, version: string): Promise<string> {
  return withClient(url, async (client) => {
    await client.query('begin isolation level repeatable read read only')
    const migrations = await client.query<{ name: string; checksum: string }>(
      'select name, checksum from platform.migration order by name',
    )
    const parts = [
      `-- Chartroom ${version}\n`,
      ...migrations.rows.map((row) => `-- migration ${row.name} ${row.checksum}\n`),
    ]
    for (const table of await listTables(client)) {
      const copy = client.query(copyTo(`copy (select ${table.columns} from ${table.name}) to stdout`))
      const rows = (await Readable.from(copy).toArray()).join('')
      parts.push(`copy ${table.name} (${table.columns}) from stdin\n${rows}${END_OF_ROWS}`)
    }
    const sequences = await client.query<{ name: string; last: string | null }>(
      `select format('%I.%I', schemaname, sequencename) as name, last_value::text as last
       from pg_sequences where schemaname <> 'graphile_worker' order by 1`,
    )
    for (const { name, last } of sequences.rows)
      if (last !== null) parts.push(`-- sequence ${name} ${last}\n`)
    return parts.join('')
  })
}

/** Makes the database at `url`, which must be empty, what it was at that release. */
export async function restoreRelease(url: string, dump: string): Promise<Restored> {
  const wanted = [...dump.matchAll(/^-- migration (\S+) (\S+)$/gm)].map(([, name = '', checksum = '']) => ({
    name,
    checksum,
  }))
  const files = await readMigrations()
  const past = wanted.map(({ name, checksum }) => {
    const file = files.find((one) => one.name === name)
    if (!file) throw new Error(`migrations/${name} was released and is gone: take it back`)
    if (file.checksum !== checksum)
      throw new Error(`migrations/${name} was released and has been edited: take it back`)
    return file
  })
  await migrate(url, past)
  return withClient(url, async (client) => {
    // Rows come in table by table: references are whole again only at the end, and triggers have run once already.
    await client.query(`set session_replication_role = 'replica'`)
    const rows = new Map<string, number>()
    for (const block of dump.matchAll(/^copy (\S+) \((.*)\) from stdin\n([\s\S]*?)^\\\.\n/gm)) {
      const [, name = '', columns = '', text = ''] = block
      await client.query(`delete from ${name}`)
      await pipeline(Readable.from([text]), client.query(copyFrom(`copy ${name} (${columns}) from stdin`)))
      rows.set(name, text.split('\n').length - 1)
    }
    for (const [, name = '', last = ''] of dump.matchAll(/^-- sequence (\S+) (\d+)$/gm)) {
      await client.query('select setval($1::regclass, $2::bigint)', [name, last])
    }
    return { rows }
  })
}

// Generated columns are computed again; the ledger of migrations is written by applying them.
async function listTables(client: pg.Client): Promise<{ name: string; columns: string }[]> {
  const found = await client.query<{ name: string; columns: string }>(
    `select format('%I.%I', n.nspname, c.relname) as name,
            string_agg(format('%I', a.attname), ', ' order by a.attnum) as columns
     from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid
     where c.relkind = 'r' and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
       and n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'graphile_worker')
       and (n.nspname, c.relname) <> ('platform', 'migration')
     group by 1 order by 1`,
  )
  return found.rows
}

async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

// The files that are generated from the live schema: what `npm run generate` writes and a test compares.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { readCatalogue } from './catalogue.ts'

const ROOT = join(import.meta.dirname, '..')
const JSON_TYPES = { int8: 'number', numeric: 'string', date: 'string', jsonb: 'unknown', xid8: 'string' }

/** Path from the project's root to text, for a database that all migrations have made. */
export async function generateFiles(url: string): Promise<Map<string, string>> {
  return new Map([
    ['src/platform/db/schema.generated.ts', generateTypes(url)],
    ['migrations/catalogue.generated.json', await generateCatalogue(url)],
  ])
}

async function generateCatalogue(url: string): Promise<string> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return `${JSON.stringify(await readCatalogue(client), null, 1)}\n`
  } finally {
    await client.end()
  }
}

function generateTypes(url: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'chartroom-generate-'))
  const file = join(folder, 'schema.ts')
  try {
    execFileSync(
      process.execPath,
      [
        join(ROOT, 'node_modules/kysely-codegen/dist/cli/bin.js'),
        ...['--dialect', 'postgres', '--url', url, '--out-file', file],
        ...['--default-schema', 'nothing_lives_here', '--date-parser', 'string'],
        ...['--type-mapping', JSON.stringify(JSON_TYPES), '--log-level', 'error'],
        ...['--exclude-pattern', 'graphile_worker.*'],
      ],
      { stdio: 'inherit', cwd: ROOT },
    )
    const types = readFileSync(file, 'utf8').replace('export interface DB {', 'export interface Schema {')
    return `// Generated from the live schema by \`npm run generate\`. Do not edit.\n${types}`
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

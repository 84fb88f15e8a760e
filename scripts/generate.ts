// Writes what is generated from the code: the table types from the live schema. `npm run generate`; CI compares.
import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createTestDatabase } from '../test/support/database.ts'

const ROOT = join(import.meta.dirname, '..')
const TYPES = join(ROOT, 'src/platform/db/schema.generated.ts')
const JSON_TYPES = { int8: 'number', numeric: 'string', date: 'string', jsonb: 'unknown', xid8: 'string' }

const database = await createTestDatabase()
try {
  execFileSync(
    process.execPath,
    [
      join(ROOT, 'node_modules/kysely-codegen/dist/cli/bin.js'),
      ...['--dialect', 'postgres', '--url', database.url, '--out-file', TYPES],
      ...['--default-schema', 'nothing_lives_here', '--date-parser', 'string'],
      ...['--type-mapping', JSON.stringify(JSON_TYPES), '--log-level', 'error'],
      ...['--exclude-pattern', 'graphile_worker.*'],
    ],
    { stdio: 'inherit' },
  )
  const generated = readFileSync(TYPES, 'utf8').replace('export interface DB {', 'export interface Schema {')
  writeFileSync(TYPES, `// Generated from the live schema by \`npm run generate\`. Do not edit.\n${generated}`)
} finally {
  await database.close()
}

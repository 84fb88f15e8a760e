import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  type Catalogue,
  classOf,
  readCatalogue,
  TABLE_CLASSES,
  type TableEntry,
} from '../../scripts/catalogue.ts'
import { generateFiles } from '../../scripts/generated-files.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'

const ROOT = join(import.meta.dirname, '../..')
let database: TestDatabase
let catalogue: Catalogue
// The migrations' own ledger is there before any migration.
const EXEMPT = ['platform.migration']
const tables = (): [string, TableEntry][] =>
  Object.entries(catalogue.tables).filter(([name]) => !EXEMPT.includes(name))

beforeAll(async () => {
  database = await createTestDatabase()
  catalogue = await readCatalogue(database.owner.pool)
})
afterAll(() => database.close())

test('the generated files are what the live schema gives (run `npm run generate`)', async () => {
  for (const [path, text] of await generateFiles(database.url)) {
    expect(readFileSync(join(ROOT, path), 'utf8'), path).toBe(text)
  }
})

test('every table declares its class in its comment', () => {
  const findings = tables()
    .filter(([, table]) => table.class === null)
    .map(
      ([name]) =>
        `${name}: add \`comment on table ${name} is '[${TABLE_CLASSES.join(' | ')}] …'\` to its migration`,
    )
  expect(findings).toEqual([])
})

test('the primary key of a table by record or by person leads with that key', () => {
  const lead: Partial<Record<string, string>> = { 'by record': 'record_id', 'by person': 'person_id' }
  const findings = tables().flatMap(([name, table]) => {
    const wanted = lead[table.class ?? '']
    const key = Object.values(table.constraints).find((text) => text.startsWith('PRIMARY KEY'))
    return wanted && !key?.startsWith(`PRIMARY KEY (${wanted}`)
      ? [`${name}: ${key ?? 'no primary key'}, not ${wanted} first`]
      : []
  })
  expect(findings).toEqual([])
})

test('foreign keys stay inside a class or point to a shared table', () => {
  const findings = tables().flatMap(([name, table]) =>
    Object.values(table.constraints).flatMap((text) => {
      const target = /^FOREIGN KEY .* REFERENCES ([\w.]+)\(/.exec(text)?.[1]
      const there = target ? catalogue.tables[target]?.class : undefined
      return target && there !== 'shared' && there !== table.class
        ? [`${name} [${table.class}] → ${target} [${there}]: ${text}`]
        : []
    }),
  )
  expect(findings).toEqual([])
})

test('neither the application nor the sealer may change or delete what the trail holds', () => {
  const event = catalogue.tables['audit.event']
  expect(event?.grants.length).toBeGreaterThan(0)
  expect(event?.grants.filter((grant) => /update|delete|truncate/.test(grant))).toEqual([])
})

describe('a class is read from the comment', () => {
  test.each([
    ['[by record] Entries.', 'by record'],
    ['Append only. [coordinator-local]', 'coordinator-local'],
    ['class: own key. Runs.', 'own key'],
    ['Entries by record.', null],
    ['', null],
  ])('%j is %s', (comment, expected) => {
    expect(classOf(comment)).toBe(expected)
  })
})

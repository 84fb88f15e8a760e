import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.ts'
import { copyRows } from './copy.ts'
import { withClient } from './database.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
  await database.owner.pool.query(
    'create table public.sample (n int, words text, labels text[], bytes bytea, at timestamptz)',
  )
})
afterAll(() => database.close())

// PostgreSQL text holds no NUL; everything else must come back as it went in.
const words = fc.string({ unit: 'binary' }).map((text) => text.replaceAll('\u0000', ''))

test('every text, label list and byte string comes back exactly as it was copied in', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(words, fc.array(words), fc.uint8Array()), { maxLength: 20 }),
      async (samples) => {
        await database.owner.pool.query('truncate public.sample')
        const at = new Date('2026-03-01T05:06:07.089Z')
        await withClient(database.owner, (client) =>
          copyRows(
            client,
            'public.sample',
            ['n', 'words', 'labels', 'bytes', 'at'],
            samples.map(([text, labels, bytes], n) => [n, text, labels, bytes, at]),
          ),
        )
        const stored = await database.owner.pool.query('select * from public.sample order by n')
        expect(stored.rows).toEqual(
          samples.map(([text, labels, bytes], n) => ({
            n,
            words: text,
            labels,
            bytes: Buffer.from(bytes),
            at,
          })),
        )
      },
    ),
    { numRuns: 60 },
  )
})

test('a row that PostgreSQL refuses fails the whole copy and leaves nothing behind', async () => {
  await database.owner.pool.query('truncate public.sample')
  const copying = withClient(database.owner, (client) =>
    copyRows(
      client,
      'public.sample',
      ['n', 'words'],
      [
        [1, 'fine'],
        ['not a number', 'wrong'],
      ],
    ),
  )
  await expect(copying).rejects.toThrow(/integer/)
  const left = await database.owner.pool.query('select count(*) as rows from public.sample')
  expect(left.rows[0]).toEqual({ rows: 0 })
})

test('nulls and missing values become NULL', async () => {
  await database.owner.pool.query('truncate public.sample')
  await withClient(database.owner, (client) =>
    copyRows(client, 'public.sample', ['n', 'words', 'labels'], [[7, null, undefined]]),
  )
  const stored = await database.owner.pool.query('select n, words, labels from public.sample')
  expect(stored.rows).toEqual([{ n: 7, words: null, labels: null }])
})

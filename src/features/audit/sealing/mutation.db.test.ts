// Any single change to a sealed event, a seal or a checkpoint line is found, whatever it is.
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../../../test/support/database.ts'
import { openTestTrail, type TestTrail, testCtx } from '../../../../test/support/trail.ts'
import { withClient } from '../../../platform/db/database.ts'
import { listCheckpointFiles } from './checkpoint-files.ts'

let database: TestDatabase
let trail: TestTrail

beforeAll(async () => {
  database = await createTestDatabase()
  trail = await openTestTrail(database)
  for (let seal = 0; seal < 4; seal += 1) {
    const reads = Array.from({ length: 5 }, (_, n) =>
      trail.audit.read(testCtx({ id: `u${n}` }), {
        action: 'chart.open',
        subjectId: `${seal}.${n}`,
        details: { n },
      }),
    )
    await Promise.all(reads)
    await trail.sealAll()
  }
})
afterAll(async () => {
  await trail.close()
  await database.close()
})

const EVENT_CHANGES = [
  `era = era + 1`,
  `xid = (xid::text::bigint + 1)::text::xid8`,
  `xid = (xid::text::bigint - 1)::text::xid8`,
  `at = at + interval '1 microsecond'`,
  `at = at - interval '1 day'`,
  `outcome = 'refused'`,
  `action = action || 's'`,
  `actor_kind = 'job'`,
  `actor_id = actor_id || ' '`,
  `actor_name = upper(actor_name)`,
  `roles = roles || '{administrator}'`,
  `purpose = 'legal'`,
  `reason = ''`,
  `program = 'cli'`,
  `request_id = ''`,
  `address = E'\\\\N'`,
  `session_id = E'\\t'`,
  `person_id = gen_random_uuid()`,
  `record_id = gen_random_uuid()`,
  `encounter_id = gen_random_uuid()`,
  `subject_kind = 'x'`,
  `subject_id = null`,
  `details = null`,
  `details = details || '{"n": 1.0}'`,
] as const

const SEAL_CHANGES = [
  'seal_no = seal_no + 100',
  'era = era + 1',
  `from_xid = '1'`,
  `to_xid = (to_xid::text::bigint + 1)::text::xid8`,
  `next_xid = (next_xid::text::bigint + 1)::text::xid8`,
  'event_count = event_count + 1',
  'events_total = events_total + 1',
  'event_id_min = event_id_min - 1',
  'event_id_max = event_id_max + 1',
  `earliest_at = earliest_at + interval '1 microsecond'`,
  `sealed_at = sealed_at - interval '1 microsecond'`,
  'event_ids = set_byte(event_ids, 7, 255 - get_byte(event_ids, 7))',
  'event_marks = set_byte(event_marks, 0, 255 - get_byte(event_marks, 0))',
  'digest = set_byte(digest, 31, 255 - get_byte(digest, 31))',
  'previous_hash = set_byte(previous_hash, 3, 255 - get_byte(previous_hash, 3))',
  'hash = set_byte(hash, 0, 255 - get_byte(hash, 0))',
] as const

/** Changes, verifies, and puts everything back. Rows are put back from copies, so ids may be overridden. */
async function verdictAfter(statement: string): Promise<{ changed: number; ok: boolean }> {
  return withClient(database.owner, async (client) => {
    await client.query(
      'create table kept_event as table audit.event; create table kept_seal as table audit.seal',
    )
    const changed = (await client.query(statement)).rowCount ?? 0
    await client.query('commit')
    const { ok } = await trail.verify()
    await client.query(`begin; truncate audit.event, audit.seal;
      insert into audit.seal select * from kept_seal;
      insert into audit.event overriding system value select * from kept_event;
      drop table kept_event, kept_seal`)
    return { changed, ok }
  })
}

test('any change to one event is found', async () => {
  const change = fc.tuple(fc.integer({ min: 0, max: 19 }), fc.constantFrom(...EVENT_CHANGES, 'delete'))
  await fc.assert(
    fc.asyncProperty(change, async ([offset, what]) => {
      const one = `event_id = (select event_id from audit.event order by event_id offset ${offset} limit 1)`
      const statement =
        what === 'delete'
          ? `delete from audit.event where ${one}`
          : `update audit.event set ${what} where ${one}`
      expect(await verdictAfter(statement)).toEqual({ changed: 1, ok: false })
    }),
    { numRuns: 40 },
  )
})

test('any change to one seal is found', async () => {
  const change = fc.tuple(fc.integer({ min: 1, max: 4 }), fc.constantFrom(...SEAL_CHANGES, 'delete'))
  await fc.assert(
    fc.asyncProperty(change, async ([sealNo, what]) => {
      const statement =
        what === 'delete'
          ? `delete from audit.seal where seal_no = ${sealNo}`
          : `update audit.seal set ${what} where seal_no = ${sealNo}`
      expect(await verdictAfter(statement)).toEqual({ changed: 1, ok: false })
    }),
    { numRuns: 30 },
  )
})

test('any changed, removed or doubled byte of the checkpoint file is found', async () => {
  const [name = ''] = await listCheckpointFiles(trail.places.folder)
  const path = join(trail.places.folder, name)
  const whole = await readFile(path)
  const change = fc.record({
    at: fc.integer({ min: 0, max: whole.length - 2 }),
    flip: fc.integer({ min: 1, max: 255 }),
    how: fc.constantFrom('flip', 'remove', 'double', 'cut'),
  })
  await fc.assert(
    fc.asyncProperty(change, async ({ at, flip, how }) => {
      const changed = Buffer.from(whole)
      changed[at] = (changed[at] ?? 0) ^ flip
      const rest = whole.subarray(how === 'double' ? at : at + 1)
      const spliced = Buffer.concat([whole.subarray(0, how === 'remove' ? at : at + 1), rest])
      await writeFile(path, how === 'flip' ? changed : how === 'cut' ? whole.subarray(0, at) : spliced)
      expect((await trail.verify()).ok).toBe(false)
    }),
    { numRuns: 60 },
  )
  await writeFile(path, whole)
  expect((await trail.verify()).ok).toBe(true)
})

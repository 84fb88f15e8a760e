// Somebody with the database's owner role, and where it says so with the checkpoint files, but without the signing key.
import { appendFile, cp, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../../../test/support/database.ts'
import { openTestTrail, type TestTrail, testCtx } from '../../../../test/support/trail.ts'
import { openKeys } from '../../../platform/keys/keys.ts'
import { hashLine, readCheckpoint, writeCheckpoint } from './checkpoint.ts'
import { listCheckpointFiles } from './checkpoint-files.ts'
import { sealOnce } from './sealer.ts'

const PERSONS = ['0190f4a0-0000-7000-8000-000000000001', '0190f4a0-0000-7000-8000-000000000002'] as const

let database: TestDatabase
let trail: TestTrail

beforeEach(async () => {
  database = await createTestDatabase()
  trail = await openTestTrail(database)
  for (let day = 0; day < 6; day += 1) {
    await trail.audit.read(testCtx(), { action: 'chart.open', personId: PERSONS[0], details: { day } })
    await Promise.all(
      Array.from({ length: 9 }, (_, n) =>
        trail.audit.read(testCtx({ id: `u${n}` }), {
          action: 'chart.list',
          personId: PERSONS[n % 2],
          details: { n },
        }),
      ),
    )
    await trail.sealAll()
  }
})
afterEach(async () => {
  await trail.close()
  await database.close()
})

const tamper = (text: string) => database.owner.pool.query(text)
const broken = async () => (await trail.verify()).firstBroken
async function eventAt(offset: number): Promise<number> {
  const found = await tamper(
    `select event_id from audit.event order by era, xid, event_id offset ${offset} limit 1`,
  )
  return found.rows[0].event_id
}
async function checkpointFile(): Promise<string> {
  const [name = ''] = await listCheckpointFiles(trail.places.folder)
  return join(trail.places.folder, name)
}
async function rewriteLines(change: (lines: string[]) => string[]): Promise<void> {
  const path = await checkpointFile()
  const lines = (await readFile(path, 'utf8')).trimEnd().split('\n')
  await writeFile(
    path,
    change(lines)
      .map((line) => `${line}\n`)
      .join(''),
  )
}
/** Recomputes every hash from the events as they are now, as somebody with the code and the database could. */
async function resealEverything(): Promise<void> {
  await tamper('truncate audit.seal, audit.checkpoint')
  const elsewhere = join(trail.places.folder, '..', 'elsewhere')
  await sealOnce({ ...trail.needs, db: database.owner }, { folder: elsewhere })
}

test('an untouched trail is whole', async () => {
  expect(await trail.verify()).toMatchObject({ ok: true, events: 60, unsealed: 0, seals: 6, checkpoints: 6 })
})

describe('events', () => {
  test.each([
    ['actor_id', `'somebody else'`],
    ['person_id', `'${PERSONS[1]}'`],
    ['at', `at - interval '1 microsecond'`],
    ['details', `details || '{"day": 99}'`],
    ['reason', `''`],
    ['outcome', `'refused'`],
    ['roles', `'{}'`],
  ])('an edited %s is found and named', async (column, value) => {
    const eventId = await eventAt(20)
    await tamper(`update audit.event set ${column} = ${value} where event_id = ${eventId}`)
    expect(await broken()).toMatchObject({ kind: 'edited', eventId, seal: 3 })
  })

  test('a deleted event is found and named', async () => {
    const eventId = await eventAt(31)
    await tamper(`delete from audit.event where event_id = ${eventId}`)
    expect(await broken()).toMatchObject({ kind: 'deleted', eventId, seal: 4 })
  })

  test('the very first and the very last event are watched too', async () => {
    const [first, last] = [await eventAt(0), await eventAt(59)]
    await tamper(`delete from audit.event where event_id = ${last}`)
    expect(await broken()).toMatchObject({ kind: 'deleted', eventId: last, seal: 6 })
    await tamper(`delete from audit.event where event_id = ${first}`)
    expect(await broken()).toMatchObject({ kind: 'deleted', eventId: first, seal: 1 })
  })

  test('all events deleted', async () => {
    const first = await eventAt(0)
    await tamper('truncate audit.event')
    expect(await broken()).toMatchObject({ kind: 'deleted', eventId: first, seal: 1 })
  })

  const columns = `outcome, action, actor_kind, actor_id, actor_name, roles, purpose, program, request_id`
  test.each([
    ['with a forged transaction id', `select 777777, e.xid, e.at, e.era`],
    ['with a transaction id before all others', `select 777777, '1'::xid8, e.at, e.era`],
    ['in an era before all others', `select 777777, e.xid, e.at, -5`],
    ['twice the same', `select e.event_id, e.xid, e.at + interval '1 second', e.era`],
    ['in an era that has not begun', `select 777777, e.xid, e.at, 2`],
    ['with a transaction id that nobody had yet', `select 777777, '99999999999'::xid8, now(), e.era`],
    ['with an old id in a new transaction', `select -3, pg_current_xact_id(), now(), e.era`],
  ])('an event inserted %s is found', async (_, source) => {
    const victim = await eventAt(25)
    await tamper(`insert into audit.event (event_id, xid, at, era, ${columns}) overriding system value
      ${source}, ${columns} from audit.event e where event_id = ${victim}`)
    const found = await broken()
    expect(found).toMatchObject({ kind: 'inserted' })
    expect([777777, victim, -3]).toContain(found?.eventId)
  })

  test.each([
    ['an old id', `-3, now()`],
    [
      'an old time',
      `nextval(pg_get_serial_sequence('audit.event', 'event_id')), now() - interval '3 months'`,
    ],
  ])('an event slipped in with %s is found even after it was sealed', async (_, values) => {
    await tamper(`insert into audit.event (event_id, at, ${columns}) overriding system value
      select ${values}, ${columns} from audit.event limit 1`)
    await trail.sealAll()
    expect(await broken()).toMatchObject({ kind: 'inserted' })
  })

  test('two events that changed ids are found as reordered', async () => {
    const [one, two] = [await eventAt(22), await eventAt(25)]
    await tamper('alter table audit.event alter event_id set generated by default')
    await tamper(`update audit.event set event_id = case event_id when ${one} then ${two} else ${one} end
      where event_id in (${one}, ${two})`)
    expect(await broken()).toMatchObject({ kind: 'reordered', eventId: one, seal: 3 })
  })

  test('two events that changed transactions are found as reordered', async () => {
    const [one, two] = [await eventAt(20), await eventAt(50)]
    await tamper(`update audit.event e set xid = other.xid from audit.event other
      where e.event_id in (${one}, ${two}) and other.event_id in (${one}, ${two}) and other.event_id <> e.event_id`)
    expect(await broken()).toMatchObject({ kind: 'reordered', eventId: one, seal: 3 })
  })

  test('an event moved out of the sealed range is found as reordered', async () => {
    const eventId = await eventAt(40)
    await tamper(`update audit.event set xid = '4611686018427387904' where event_id = ${eventId}`)
    expect(await broken()).toMatchObject({ kind: 'reordered', eventId, seal: 5 })
  })
})

describe('seals', () => {
  test.each([
    ['event_count', 'event_count + 1'],
    ['digest', `decode(repeat('ab', 32), 'hex')`],
    ['event_ids', 'overlay(event_ids placing event_marks from 1 for 8)'],
    ['event_marks', 'overlay(event_marks placing event_ids from 1 for 8)'],
    ['hash', 'digest'],
    ['sealed_at', `sealed_at + interval '1 microsecond'`],
    ['to_xid', `'4611686018427387904'`],
    ['next_xid', `'1'`],
  ])('an edited %s is found', async (column, value) => {
    await tamper(`update audit.seal set ${column} = ${value} where seal_no = 3`)
    expect(await broken()).toMatchObject({ kind: 'seal_edited', seal: 3 })
  })

  test('a seal deleted from the middle is found', async () => {
    await tamper('delete from audit.seal where seal_no = 4')
    expect(await broken()).toMatchObject({ kind: 'seal_missing', seal: 4 })
  })

  test('events changed and the whole chain recomputed without the key is found', async () => {
    await tamper(`update audit.event set actor_id = 'somebody else' where event_id = ${await eventAt(33)}`)
    await resealEverything()
    expect((await trail.verify()).firstBroken?.kind).toMatch(/chain_rewritten|tail_cut/)
  })

  test('a chain rewritten and grown beyond the last checkpoint is found', async () => {
    await tamper(`delete from audit.event where event_id = ${await eventAt(33)}`)
    await resealEverything()
    for (let n = 0; n < 7; n += 1) {
      await trail.audit.read(testCtx(), { action: 'chart.open' })
      await sealOnce(
        { ...trail.needs, db: database.owner },
        { folder: join(trail.places.folder, '..', 'elsewhere') },
      )
    }
    expect((await trail.verify()).firstBroken?.kind).toBe('chain_rewritten')
  })

  test('events and seals cut off at the end are found', async () => {
    await tamper(`delete from audit.event where xid >= (select from_xid from audit.seal where seal_no = 5)`)
    await tamper('delete from audit.seal where seal_no >= 5')
    expect(await broken()).toMatchObject({ kind: 'tail_cut', seal: 5 })
  })

  test('a cut end stays found after sealing has gone on over it', async () => {
    await tamper(`delete from audit.event where xid >= (select from_xid from audit.seal where seal_no = 5)`)
    await tamper('delete from audit.seal where seal_no >= 5')
    await trail.audit.read(testCtx(), { action: 'chart.open' })
    await trail.sealAll()
    await trail.audit.read(testCtx(), { action: 'chart.open' })
    await trail.sealAll()
    expect(await broken()).toMatchObject({ kind: 'chain_rewritten', seal: 5 })
  })

  test('everything removed from the database is found', async () => {
    await tamper('truncate audit.event, audit.seal, audit.checkpoint')
    expect((await trail.verify()).ok).toBe(false)
  })
})

describe('checkpoint files', () => {
  test('an edited line is found', async () => {
    await rewriteLines((lines) =>
      lines.map((line, n) => (n === 2 ? line.replace('"events":30', '"events":29') : line)),
    )
    expect(await broken()).toMatchObject({ kind: 'checkpoint_edited', checkpoint: 3 })
  })

  test('a removed line is found', async () => {
    await rewriteLines((lines) => lines.toSpliced(2, 1))
    expect(await broken()).toMatchObject({ kind: 'checkpoint_missing', checkpoint: 3 })
  })

  test.each([1, 2, 6])('a file cut by %s lines is found', async (count) => {
    await rewriteLines((lines) => lines.slice(0, lines.length - count))
    expect(await broken()).toMatchObject({ kind: 'checkpoint_missing', checkpoint: 7 - count })
  })

  test('a removed folder is found', async () => {
    await rm(trail.places.folder, { recursive: true })
    expect(await broken()).toMatchObject({ kind: 'checkpoint_missing', checkpoint: 1 })
  })

  test('a cut end of trail, seals, checkpoint rows and file together shows in the copy', async () => {
    await tamper(`delete from audit.event where xid >= (select from_xid from audit.seal where seal_no = 5)`)
    await tamper(
      'delete from audit.seal where seal_no >= 5; delete from audit.checkpoint where checkpoint_no >= 5',
    )
    await rewriteLines((lines) => lines.slice(0, 4))
    expect(await broken()).toMatchObject({ kind: 'checkpoint_missing', checkpoint: 5 })
  })

  test('a line signed with another key is found, also when all hashes after it fit', async () => {
    const forger = await openKeys(join(trail.places.folder, '..', 'forged-keys'))
    let previous = ''
    await rewriteLines((lines) =>
      lines.map((line, n) => {
        const checkpoint = readCheckpoint(line)
        if (checkpoint === undefined) throw new Error('unreadable')
        const { v: _v, key: _key, signature: _signature, ...body } = checkpoint
        const text = n < 3 ? line : writeCheckpoint({ ...body, previous }, forger)
        previous = hashLine(text)
        return text
      }),
    )
    await rm(trail.places.copy ?? '', { recursive: true })
    const lines = (await readFile(await checkpointFile(), 'utf8')).trimEnd().split('\n')
    for (const [n, line] of lines.entries()) {
      await tamper(
        `update audit.checkpoint set line_hash = '\\x${hashLine(line)}' where checkpoint_no = ${n + 1}`,
      )
    }
    expect(await broken()).toMatchObject({ kind: 'checkpoint_forged', checkpoint: 4 })
    // Sealing goes on, says that it does not trust what was there, and the forgery stays found.
    await trail.audit.read(testCtx(), { action: 'chart.open' })
    await trail.sealAll()
    expect(await broken()).toMatchObject({ kind: 'checkpoint_forged', checkpoint: 4 })
  })

  test('a line appended by hand is found', async () => {
    const path = await checkpointFile()
    const last = (await readFile(path, 'utf8')).trimEnd().split('\n').at(-1) ?? ''
    await appendFile(path, `${last}\n`)
    expect((await trail.verify()).firstBroken?.kind).toMatch(/checkpoint_/)
  })

  test('a half-written last line is what a dying writer leaves, and is mended', async () => {
    await appendFile(await checkpointFile(), '{"v":1,"n":7,')
    expect((await trail.verify()).ok).toBe(true)
    await trail.audit.read(testCtx(), { action: 'chart.open' })
    await trail.sealAll()
    expect(await trail.verify()).toMatchObject({ ok: true, checkpoints: 7, events: 61 })
  })
})

describe('a crash', () => {
  test('between seal and checkpoint heals', async () => {
    await trail.audit.read(testCtx(), { action: 'chart.open' })
    const before = join(trail.places.folder, '..', 'before')
    await cp(trail.places.folder, before, { recursive: true })
    await trail.sealAll()
    await rm(trail.places.folder, { recursive: true })
    await rm(trail.places.copy ?? '', { recursive: true })
    await cp(before, trail.places.folder, { recursive: true })
    await tamper('delete from audit.checkpoint where checkpoint_no = 7')
    expect(await trail.verify()).toMatchObject({ ok: true, seals: 7, checkpoints: 6 })
    await sealOnce(trail.needs, trail.places)
    expect(await trail.verify()).toMatchObject({ ok: true, seals: 7, checkpoints: 7 })
  })

  test('between the checkpoint’s file and its row heals', async () => {
    await tamper('delete from audit.checkpoint where checkpoint_no = 6')
    expect((await trail.verify()).ok).toBe(true)
    await sealOnce(trail.needs, trail.places)
    expect((await tamper('select max(checkpoint_no) as n from audit.checkpoint')).rows[0].n).toBe(6)
    expect((await trail.verify()).ok).toBe(true)
  })
})

test('verifying from a checkpoint looks only at what came after it', async () => {
  expect(await trail.verify({ fromCheckpoint: 4 })).toMatchObject({ ok: true, events: 20, seals: 2 })
  await tamper(`update audit.event set actor_id = 'x' where event_id = ${await eventAt(45)}`)
  expect((await trail.verify({ fromCheckpoint: 4 })).firstBroken).toMatchObject({ kind: 'edited', seal: 5 })
  await expect(trail.verify({ fromCheckpoint: 99 })).rejects.toMatchObject({
    code: 'audit.no_such_checkpoint',
  })
})

test('a restore into another cluster begins an era, and both eras verify', async () => {
  await trail.audit.read(testCtx(), { action: 'chart.unsealed' })
  await tamper('select audit.begin_era()')
  await trail.audit.read(testCtx(), { action: 'chart.open' })
  await trail.sealAll()
  expect(await trail.verify()).toMatchObject({ ok: true, events: 62, unsealed: 0, seals: 8 })
  expect((await tamper('select distinct era from audit.seal order by 1')).rows).toEqual([
    { era: 1 },
    { era: 2 },
  ])
})

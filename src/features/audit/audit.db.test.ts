import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.ts'
import type { Ctx } from '../../platform/ctx.ts'
import { withClient } from '../../platform/db/database.ts'
import { openMetrics } from '../../platform/metrics.ts'
import { type Audit, openAudit } from './audit.ts'

const PERSON = '0190f4a0-0000-7000-8000-000000000001'
const ctx: Ctx = {
  actor: {
    kind: 'user',
    id: 'u1',
    name: 'Ada "Q" Example',
    roles: ['supervisor', 'a"b\\c'],
    permissions: new Set(),
  },
  purpose: 'operations',
  reason: 'monthly check',
  source: { program: 'server', requestId: 'r1', address: '127.0.0.1', sessionId: 's1' },
}

let database: TestDatabase
let audit: Audit

beforeAll(async () => {
  database = await createTestDatabase()
  audit = openAudit({ db: database.db, metrics: openMetrics() })
})
afterAll(async () => {
  await audit.close()
  await database.close()
})

async function eventsOf(action: string) {
  const found = await database.owner.pool.query(
    'select * from audit.event where action = $1 order by event_id',
    [action],
  )
  return found.rows
}

test('a read is in the table when its promise resolves, with everything that the context says', async () => {
  await audit.read(ctx, { action: 'chart.open', personId: PERSON, details: { part: 'timeline', page: 2 } })
  expect(await eventsOf('chart.open')).toMatchObject([
    {
      outcome: 'done',
      actor_id: 'u1',
      actor_name: 'Ada "Q" Example',
      roles: ['supervisor', 'a"b\\c'],
      purpose: 'operations',
      reason: 'monthly check',
      program: 'server',
      address: '127.0.0.1',
      session_id: 's1',
      person_id: PERSON,
      details: { part: 'timeline', page: 2 },
      era: 1,
    },
  ])
})

test('reads that arrive together share commits and none is lost', async () => {
  const reads = Array.from({ length: 500 }, (_, n) =>
    audit.read(ctx, { action: 'chart.burst', details: { n } }),
  )
  await Promise.all(reads)
  const found = await eventsOf('chart.burst')
  expect(found.map((row) => row.details.n)).toEqual(Array.from({ length: 500 }, (_, n) => n))
  expect(new Set(found.map((row) => row.xid)).size).toBeLessThan(20)
  expect(found[499]).toMatchObject({
    roles: ['supervisor', 'a"b\\c'],
    actor_name: 'Ada "Q" Example',
    person_id: null,
  })
})

test('a refusal is recorded as one', async () => {
  await audit.refuse(ctx, { action: 'patient.merge', personId: PERSON })
  expect(await eventsOf('patient.merge')).toMatchObject([{ outcome: 'refused', person_id: PERSON }])
})

test('a write is recorded with its transaction or not at all', async () => {
  const store = async (fail: boolean) =>
    database.db.kysely.transaction().execute(async (tx) => {
      await audit.writeIn(tx, ctx, {
        action: 'note.file',
        subjectKind: 'note',
        subjectId: 'n1',
        details: { fail },
      })
      if (fail) throw new Error('changed my mind')
    })
  await store(false)
  await expect(store(true)).rejects.toThrow('changed my mind')
  expect(await eventsOf('note.file')).toMatchObject([
    { subject_kind: 'note', subject_id: 'n1', details: { fail: false } },
  ])
})

test('many events go in with one statement in the caller’s transaction', async () => {
  await withClient(database.db, async (client) => {
    await audit.writeManyIn(client, ctx, [])
    await audit.writeManyIn(client, ctx, [
      { action: 'import.file', personId: PERSON },
      { action: 'import.file' },
    ])
  })
  const found = await eventsOf('import.file')
  expect(found).toHaveLength(2)
  expect(found[0]?.xid).toBe(found[1]?.xid)
})

test('hostile text changes nothing and does not make the trace fail', async () => {
  const text = `'; drop table audit.event; -- \u0000 \\u0000 \\\\u0000 {"a":1}\n\t\ud800`
  const hostile: Ctx = { ...ctx, reason: text, actor: { ...ctx.actor, roles: [text, ''] } }
  const event = { action: 'chart.hostile', subjectId: text, details: { text } } as const
  await audit.read(hostile, event)
  await Promise.all([audit.read(hostile, event), audit.read(hostile, event), audit.read(hostile, event)])
  const found = await eventsOf('chart.hostile')
  expect(found).toHaveLength(4)
  expect(
    new Set(found.map((row) => JSON.stringify([row.reason, row.roles, row.subject_id, row.details]))).size,
  ).toBe(1)
  expect(found[0]?.details.text).toContain('drop table')
})

test('an id that is no UUID is refused before anything is read', async () => {
  await expect(audit.read(ctx, { action: 'chart.open', personId: '12345' })).rejects.toMatchObject({
    code: 'audit.bad_id',
  })
})

test('one bad event rejects every caller that shares its commit, and the next ones go through', async () => {
  const good = audit.read(ctx, { action: 'chart.before' })
  const bad = audit.read(ctx, { action: 'Not an action' as 'a.b' })
  const sharing = audit.read(ctx, { action: 'chart.sharing' })
  await expect(good).resolves.toBeUndefined()
  await expect(bad).rejects.toMatchObject({ code: 'audit.not_recorded', kind: 'unavailable' })
  await expect(sharing).rejects.toMatchObject({ code: 'audit.not_recorded' })
  await audit.read(ctx, { action: 'chart.after' })
  expect(await eventsOf('chart.sharing')).toEqual([])
  expect(await eventsOf('chart.after')).toHaveLength(1)
})

test('reads still go through while the pool’s every client is taken', async () => {
  const taken = await Promise.all(Array.from({ length: 5 }, () => database.db.pool.connect()))
  try {
    await audit.read(ctx, { action: 'chart.starved' })
  } finally {
    for (const client of taken) client.release()
  }
  expect(await eventsOf('chart.starved')).toHaveLength(1)
})

test('close waits for what was asked for and takes nothing more', async () => {
  const closing = openAudit({ db: database.db, metrics: openMetrics() })
  const asked = Array.from({ length: 50 }, () => closing.read(ctx, { action: 'chart.closing' }))
  await closing.close()
  await Promise.all(asked)
  expect(await eventsOf('chart.closing')).toHaveLength(50)
  await expect(closing.read(ctx, { action: 'chart.closing' })).rejects.toMatchObject({
    code: 'audit.not_recorded',
  })
})

test.each([
  ['update', `update audit.event set actor_id = 'somebody else'`],
  ['delete', 'delete from audit.event'],
  ['truncate', 'truncate audit.event'],
  [
    'choose a transaction id',
    `insert into audit.event (xid, action, actor_kind, actor_id, actor_name, purpose, program, request_id)
    values ('9', 'a.b', 'user', 'u', 'n', 'p', 'cli', 'r')`,
  ],
  [
    'choose a time',
    `insert into audit.event (at, action, actor_kind, actor_id, actor_name, purpose, program, request_id)
    values (now(), 'a.b', 'user', 'u', 'n', 'p', 'cli', 'r')`,
  ],
])('the application’s role may not %s', async (_, statement) => {
  await expect(database.db.pool.query(statement)).rejects.toThrow(pg.DatabaseError)
  await expect(database.db.pool.query(statement)).rejects.toThrow(/permission denied/)
})

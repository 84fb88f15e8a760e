import { PassThrough } from 'node:stream'
import { text } from 'node:stream/consumers'
import { Command } from 'commander'
import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.ts'
import { buildTestCtx, createTestHttpApp, ownPage, type TestHttpApp } from '../../../test/support/http.ts'
import { openTestTrail, type TestTrail, testCtx } from '../../../test/support/trail.ts'
import { nameActions } from './actions.ts'
import { addAuditCommands } from './cli.ts'
import { readTrail } from './read-trail.ts'
import { registerAuditRoutes } from './routes.ts'
import type { TrailEntry, TrailPage } from './schemas.ts'

const ADA = '0190f4a0-0000-7000-8000-000000000001'
const BEN = '0190f4a0-0000-7000-8000-000000000002'
const RECORD = '0190f4a0-0000-7000-8000-00000000000a'
nameActions({ 'chart.open': 'opened the chart' })

let database: TestDatabase
let trail: TestTrail
let http: TestHttpApp

beforeAll(async () => {
  database = await createTestDatabase()
  trail = await openTestTrail(database)
  http = await createTestHttpApp()
  registerAuditRoutes(http.app, deps())
  for (let n = 0; n < 7; n += 1) {
    await trail.audit.read(testCtx({ id: 'u1', name: 'Ada Example' }), {
      action: 'chart.open',
      personId: n % 2 ? ADA : BEN,
    })
  }
  await trail.audit.read(testCtx({ id: 'u2', name: '=cmd|calc' }), { action: 'chart.open', recordId: RECORD })
  await trail.audit.refuse(testCtx({ id: 'u2', name: '=cmd|calc' }), { action: 'chart.open', personId: ADA })
})
afterAll(async () => {
  await http.close()
  await trail.close()
  await database.close()
})

const deps = () => ({ ...trail.needs, audit: trail.audit, places: trail.places })
function post(url: string, payload: object, ...permissions: string[]) {
  return http.app.fastify.inject({ method: 'POST', url, payload, headers: http.as(...permissions) })
}
async function search(filter: object, more: object = {}): Promise<TrailPage> {
  return (await post('/api/audit/events', { filter, ...more }, 'audit.read')).json()
}

describe.each([
  ['POST', '/api/audit/events', {}, { filter: { personId: 'ada' } }, 'audit.read', 'chart.read'],
  ['POST', '/api/audit/chart-access', { personId: ADA }, {}, 'audit.read', 'chart.read'],
  ['POST', '/api/audit/user-activity', { actor: 'u1' }, { actor: '' }, 'audit.read', 'chart.read'],
  // Looking at the trail is not taking it away.
  ['POST', '/api/audit/export', {}, { filter: { from: 'yesterday' } }, 'audit.export', 'audit.read'],
] as const)('%s %s', (method, url, good, malformed, wanted, other) => {
  test('wants a sign-in, the permission and a well-formed question', async () => {
    const ask = (payload: object, headers: Record<string, string>) =>
      http.app.fastify.inject({ method, url, payload, headers })
    const strangers = Object.fromEntries(
      Object.entries(http.as()).filter(([name]) => name !== 'x-test-permissions'),
    )
    expect((await ask(good, strangers)).statusCode).toBe(401)
    expect((await ask(good, http.as(other))).statusCode).toBe(403)
    expect((await ask(malformed, http.as(wanted))).statusCode).toBe(400)
    expect((await ask(good, http.as(wanted))).statusCode).toBe(200)
  })
})

test('who looked at a chart is answered newest first, in words, with refusals', async () => {
  const page: TrailPage = (await post('/api/audit/chart-access', { personId: ADA }, 'audit.read')).json()
  const looks = page.entries.filter((entry) => entry.action === 'chart.open')
  expect(looks.map((entry) => [entry.actorName, entry.sentence, entry.outcome])).toEqual([
    ['=cmd|calc', 'opened the chart', 'refused'],
    ['Ada Example', 'opened the chart', 'done'],
    ['Ada Example', 'opened the chart', 'done'],
    ['Ada Example', 'opened the chart', 'done'],
  ])
})

test('events that named only the MPI record are found with the person’s records', async () => {
  const body = { personId: ADA, recordIds: [RECORD] }
  const page: TrailPage = (await post('/api/audit/chart-access', body, 'audit.read')).json()
  expect(page.entries.filter((entry) => entry.recordId === RECORD)).toHaveLength(1)
})

test('what a user opened is found by id and by whole name', async () => {
  const opened = async (actor: string) => {
    const page: TrailPage = (await post('/api/audit/user-activity', { actor }, 'audit.read')).json()
    return page.entries.length
  }
  expect(await opened('u1')).toBe(7)
  expect(await opened('ada example')).toBe(7)
  expect(await opened('Ada')).toBe(0)
})

test('pages join without a gap or a double, whatever is written meanwhile', async () => {
  const seen: TrailEntry[] = []
  let cursor: string | undefined
  do {
    const page = await search({ action: 'chart.open' }, { limit: 2, ...(cursor ? { cursor } : {}) })
    seen.push(...page.entries)
    cursor = page.next ?? undefined
    await trail.audit.read(testCtx({ id: 'u3', name: 'Cy Example' }), { action: 'chart.paging' })
  } while (cursor)
  expect(new Set(seen.map((entry) => entry.eventId)).size).toBe(9)
  expect(seen).toHaveLength(9)
  expect((await search({ outcome: 'refused', personId: ADA, action: 'chart.open' })).entries).toHaveLength(1)
})

test('a made-up cursor is refused in words', async () => {
  const answer = await post('/api/audit/events', { cursor: 'abc' }, 'audit.read')
  expect([answer.statusCode, answer.json().error.code]).toEqual([400, 'audit.bad_cursor'])
})

test('looking at the trail leaves a trace in it', async () => {
  await search({ personId: BEN })
  const found = await search({ action: 'audit.list', personId: BEN })
  const sentences = found.entries.map((entry) => [entry.sentence, entry.details])
  expect(sentences).toContainEqual(['searched the trail', { filters: ['personId'], later: false }])
})

test('the use case refuses by itself and records that', async () => {
  await expect(readTrail(deps(), buildTestCtx({ id: 'nosy' }), {}, { limit: 5 })).rejects.toMatchObject({
    code: 'audit.not_permitted',
    kind: 'refused',
  })
  expect((await search({ actor: 'nosy', outcome: 'refused' })).entries).toHaveLength(1)
})

test('the CSV holds every row and no formula', async () => {
  const answer = await post('/api/audit/export', { filter: { action: 'chart.open' } }, 'audit.export')
  expect(answer.headers['content-type']).toMatch('text/csv')
  const rows: Record<string, string>[] = parse(answer.body, { columns: true })
  expect(rows).toHaveLength(9)
  expect(rows[0]).toMatchObject({ actorName: "'=cmd|calc", outcome: 'refused', personId: ADA })
})

test('verify now answers at once, shows its progress, and keeps the verdict', async () => {
  await trail.sealAll()
  const started = await post('/api/audit/verification', {}, 'audit.read', 'audit.verify')
  expect(started.json().running).not.toBeNull()
  await expect
    .poll(async () => {
      const headers = http.as('audit.read')
      return (await http.app.fastify.inject({ url: '/api/audit/verification', headers })).json()
    })
    .toMatchObject({ running: null, last: { verdict: { ok: true }, by: 'Rosa Quill' } })
})

test('verify now needs its own permission', async () => {
  expect((await post('/api/audit/verification', {}, 'audit.read')).statusCode).toBe(403)
})

describe('the command line', () => {
  async function run(...args: string[]): Promise<{ out: string; exit: typeof process.exitCode }> {
    const [out, err] = [new PassThrough(), new PassThrough()]
    err.resume()
    const program = new Command().exitOverride()
    const ctx = buildTestCtx({ permissions: ['audit.read', 'audit.export', 'audit.verify'] })
    addAuditCommands(program, (work) => work(deps(), ctx), { out, err })
    const said = text(out)
    process.exitCode = undefined
    await program.parseAsync(['audit', ...args], { from: 'user' })
    out.end()
    const exit = process.exitCode
    process.exitCode = undefined
    return { out: await said, exit }
  }

  test('report prints one line an event, one JSON document, or CSV', async () => {
    expect(
      (await run('report', '--person', BEN, '--action', 'chart.open')).out.trim().split('\n'),
    ).toHaveLength(4)
    const json = JSON.parse((await run('report', '--user', 'Ada Example', '--json')).out)
    expect(json).toHaveLength(7)
    expect(
      (await run('report', '--refused', '--action', 'chart.open', '--csv')).out.trim().split('\n'),
    ).toHaveLength(2)
    expect((await run('report', '--from', '2020-01-01', '--to', '2020-01-02')).out).toMatch(
      'Nothing in the trail',
    )
    await expect(run('report', '--person', 'Ada')).rejects.toMatchObject({ code: 'audit.bad_filter' })
  })

  test('verify exits 0 on a whole trail, and 3 with the first broken event on a broken one', async () => {
    await trail.sealAll()
    const whole = await run('verify', '--json')
    expect([whole.exit, JSON.parse(whole.out).ok]).toEqual([undefined, true])
    await database.owner.pool.query(`update audit.event set purpose = 'legal' where event_id = 3`)
    const broken = await run('verify', '--json')
    expect(broken.exit).toBe(3)
    expect(JSON.parse(broken.out).firstBroken).toMatchObject({ kind: 'edited', eventId: 3 })
    expect((await run('verify')).out).toMatch('BROKEN. Event 3 was changed')
  })
})

test('GET /api/audit/actions says every action in words', async () => {
  const ask = (headers: Record<string, string>) =>
    http.app.fastify.inject({ url: '/api/audit/actions', headers })
  expect((await ask(ownPage)).statusCode).toBe(401)
  expect((await ask(http.as('chart.read'))).statusCode).toBe(403)
  const answer = await ask(http.as('audit.read'))
  expect(answer.statusCode).toBe(200)
  expect(answer.json().actions).toContainEqual({ action: 'chart.open', sentence: 'opened the chart' })
})

import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestDeps, type TestDeps } from '../../../test/support/deps.ts'
import { eventually } from '../../../test/support/eventually.ts'
import { createTestHttpApp, type TestHttpApp } from '../../../test/support/http.ts'
import type { LiveMessage } from './live.ts'
import { registerLiveRoutes } from './live-route.ts'
import { RESYNC } from './open-live.ts'

let given: TestDeps
let http: TestHttpApp
let address: string
beforeAll(async () => {
  given = await createTestDeps()
  http = await createTestHttpApp()
  registerLiveRoutes(http.app, given.deps)
  address = await http.app.listen({ host: '127.0.0.1', port: 0 })
})
afterAll(async () => {
  await http.close()
  await given.close()
})

// Publishes until something arrives: the subscription is ready a moment after it was asked for.
async function hearing(channel: string): Promise<{ heard: LiveMessage[]; stop(): void }> {
  const heard: LiveMessage[] = []
  const stop = given.deps.live.subscribe(channel, (message) => heard.push(message))
  await eventually(async () => {
    await given.deps.live.publish(given.deps.db.kysely, { channel, about: 'ready?' })
    return heard.length > 0
  })
  heard.length = 0
  return { heard, stop }
}

test('a message is heard when the transaction commits, and only on its channel', async () => {
  const { heard, stop } = await hearing('jobs')
  await given.deps.db.kysely.transaction().execute(async (tx) => {
    await given.deps.live.publish(tx, { channel: 'jobs', about: 'job-1', data: { done: 3 } })
    await given.deps.live.publish(tx, { channel: 'worklists', about: 'item-1' })
    expect(heard.some((message) => message.about === 'job-1')).toBe(false)
  })
  await eventually(() => heard.some((message) => message.about === 'job-1'))
  expect(heard.at(-1)).toEqual({ channel: 'jobs', about: 'job-1', data: { done: 3 } })
  stop()
})

test('data too large for a notification is left out', async () => {
  const { heard, stop } = await hearing('large')
  const data = { text: 'x'.repeat(10_000) }
  await given.deps.live.publish(given.deps.db.kysely, { channel: 'large', about: 'one', data })
  await eventually(() => heard.some((message) => message.about === 'one'))
  expect(heard.at(-1)).toEqual({ channel: 'large', about: 'one' })
  stop()
})

test('after a lost connection listeners are told to read again and hear on', async () => {
  const { heard, stop } = await hearing('jobs')
  await given.database.owner.pool.query(
    `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'chartroom live' and datname = current_database()`,
  )
  await eventually(() => heard.some((message) => message.about === RESYNC))
  await given.deps.live.publish(given.deps.db.kysely, { channel: 'jobs', about: 'job-2' })
  await eventually(() => heard.some((message) => message.about === 'job-2'))
  stop()
})

test('a page hears it as server-sent events', async () => {
  const hangUp = new AbortController()
  const answer = await fetch(`${address}/api/live?channels=jobs`, {
    headers: http.as(),
    signal: hangUp.signal,
  })
  expect(answer.headers.get('content-type')).toContain('text/event-stream')
  expect(answer.headers.get('content-security-policy')).toContain("default-src 'self'")
  let text = ''
  const reading = (async () => {
    for await (const chunk of answer.body ?? []) text += Buffer.from(chunk).toString()
  })().catch(() => undefined)
  await eventually(async () => {
    await given.deps.live.publish(given.deps.db.kysely, { channel: 'jobs', about: 'job-3' })
    return text.includes('data: {"channel":"jobs","about":"job-3"}\n\n')
  })
  hangUp.abort()
  await reading
})

test.each([
  ['not signed in', 'jobs', {}, 401],
  ['malformed', 'JOBS!', { 'x-test-permissions': '' }, 400],
  ['somebody else’s channel', 'user:0198', { 'x-test-permissions': '' }, 403],
])('%s', async (_what, channel, headers, status) => {
  const answer = await fetch(`${address}/api/live?channels=${channel}`, { headers })
  expect(answer.status).toBe(status)
})

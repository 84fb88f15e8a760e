import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { createTestDeps, type TestDeps } from '../../../test/support/deps.ts'
import { buildTestCtx, createTestHttpApp, ownPage, type TestHttpApp } from '../../../test/support/http.ts'
import type { PlatformDeps } from '../deps.ts'
import type { JobKind } from './jobs.ts'
import { registerJobRoutes } from './routes.ts'

const SOMEBODY_ELSE = '00000000-0000-7000-8000-0000000000ff'
const kind: JobKind<{ chartId: string }, PlatformDeps> = {
  kind: 'test.route',
  payload: z.object({ chartId: z.string() }),
  run: async () => undefined,
}

let parts: TestDeps
let http: TestHttpApp
beforeAll(async () => {
  parts = await createTestDeps()
  http = await createTestHttpApp()
  registerJobRoutes(http.app, parts.deps)
})
afterAll(async () => {
  await http.close()
  await parts.close()
})

const enqueueAs = (id?: string) =>
  parts.deps.db.kysely
    .transaction()
    .execute((tx) =>
      parts.deps.jobs.enqueue(tx, buildTestCtx(id === undefined ? {} : { id }), kind, { chartId: 'c1' }),
    )
const ask = (method: 'GET' | 'POST', url: string, headers = http.as()) =>
  http.app.fastify.inject({ method, url, headers })

test('whoever started a job sees how it goes, and nothing of what it was given', async () => {
  const jobId = await enqueueAs()
  const answer = await ask('GET', `/api/jobs/${jobId}`)
  expect(answer.statusCode).toBe(200)
  expect(answer.json()).toMatchObject({ jobId, kind: 'test.route', state: 'queued', done: 0 })
  expect(answer.body).not.toContain('c1')
})

test('whoever started a job can cancel it', async () => {
  const jobId = await enqueueAs()
  const answer = await ask('POST', `/api/jobs/${jobId}/cancel`)
  expect([answer.statusCode, answer.json().state]).toEqual([200, 'cancelled'])
})

test('the job of somebody else is not there, unless one looks after the system', async () => {
  const jobId = await enqueueAs(SOMEBODY_ELSE)
  for (const [method, url] of [
    ['GET', `/api/jobs/${jobId}`],
    ['POST', `/api/jobs/${jobId}/cancel`],
  ] as const) {
    const hidden = await ask(method, url)
    expect([hidden.statusCode, hidden.json().error.code]).toEqual([404, 'platform.no_such_job'])
    expect((await ask(method, url, http.as('system.read'))).statusCode).toBe(200)
  }
})

test('a stranger and a malformed id are turned away', async () => {
  expect((await ask('GET', `/api/jobs/${SOMEBODY_ELSE}`, ownPage)).statusCode).toBe(401)
  expect((await ask('GET', '/api/jobs/first')).statusCode).toBe(400)
})

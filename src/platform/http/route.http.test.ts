import { Readable } from 'node:stream'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { createTestHttpApp, ownPage, type TestHttpApp } from '../../../test/support/http.ts'
import { ChartroomError } from '../errors.ts'
import { contract } from './contract.ts'
import { handle } from './route.ts'

const readShelf = contract({
  id: 'shelf.read',
  method: 'GET',
  path: '/api/shelves/:shelfId',
  access: 'shelf.read',
  summary: 'One shelf.',
  params: z.object({ shelfId: z.uuid() }),
  query: z.object({ limit: z.coerce.number().int().min(1).max(100).default(10) }),
  answer: z.object({ shelfId: z.string(), limit: z.number(), reader: z.string() }),
})
const fillShelf = contract({
  id: 'shelf.fill',
  method: 'POST',
  path: '/api/shelves',
  access: 'shelf.write',
  summary: 'Puts volumes on a shelf.',
  body: z.object({ volumes: z.array(z.object({ label: z.string().min(1) })) }),
  answer: z.object({ count: z.number() }),
  bodyBytesMax: 2048,
})
const emptyShelf = contract({
  id: 'shelf.empty',
  method: 'DELETE',
  path: '/api/shelves/:shelfId',
  access: 'signed_in',
  summary: 'Empties a shelf.',
  answer: z.undefined(),
})
const brokenShelf = contract({
  id: 'shelf.break',
  method: 'GET',
  path: '/api/broken',
  access: 'public',
  summary: 'Fails in a way nobody expected.',
  query: z.object({ how: z.string() }),
  answer: z.object({ count: z.number() }),
})
const downloadShelf = contract({
  id: 'shelf.download',
  method: 'GET',
  path: '/api/download',
  access: 'public',
  summary: 'A download.',
  answer: z.string(),
  streams: true,
})
const uploadShelf = contract({
  id: 'shelf.upload',
  method: 'POST',
  path: '/api/upload',
  access: 'shelf.write',
  summary: 'An upload.',
  body: z.object({ files: z.string() }),
  answer: z.object({ bytes: z.number() }),
  upload: true,
})
const knock = contract({
  id: 'door.knock',
  method: 'POST',
  path: '/api/knock',
  access: 'public',
  summary: 'Knocks.',
  answer: z.object({ heard: z.boolean() }),
  rateLimit: { max: 2, seconds: 60 },
})

const SHELF = '0198c000-0000-7000-8000-000000000001'
let http: TestHttpApp
let handled = 0

beforeAll(async () => {
  http = await createTestHttpApp()
  handle(http.app, readShelf, async ({ ctx, params, query }) => {
    handled += 1
    return { shelfId: params.shelfId, limit: query.limit, reader: ctx.actor.name, secret: 'not declared' }
  })
  handle(http.app, fillShelf, async ({ body }) => ({ count: body.volumes.length }))
  handle(http.app, emptyShelf, async () => undefined)
  handle(http.app, brokenShelf, async ({ query }) => {
    if (query.how === 'gone') throw Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' })
    if (query.how === 'known') throw new ChartroomError('conflict', 'shelf.full', 'The shelf is full.')
    if (query.how === 'shape') return { count: 'Nora Fern, born 1950' as unknown as number }
    throw new Error('Key (mrn)=(4711) already exists')
  })
  handle(http.app, downloadShelf, async ({ reply }) =>
    reply.type('text/csv').send(Readable.from(['a,b\n', '1,2\n'])),
  )
  handle(http.app, uploadShelf, async ({ request }) => {
    let bytes = 0
    for await (const part of request.parts()) {
      if (part.type !== 'file') continue
      for await (const chunk of part.file) bytes += (chunk as Buffer).length
    }
    return { bytes }
  })
  handle(http.app, knock, async () => ({ heard: true }))
  await http.app.fastify.ready()
})
afterAll(() => http.close())

const inject = (
  method: 'GET' | 'POST' | 'DELETE',
  url: string,
  headers: Record<string, string>,
  payload?: unknown,
) =>
  http.app.fastify.inject({
    method,
    url,
    headers,
    ...(payload === undefined ? {} : { payload: payload as object }),
  })

describe('who may call', () => {
  test('without a sign-in the answer is 401 and the refusal is written down', async () => {
    const answer = await inject('GET', `/api/shelves/${SHELF}`, ownPage)
    expect(answer.statusCode).toBe(401)
    expect(answer.json().error).toMatchObject({ code: 'platform.not_signed_in', details: {} })
    expect(answer.json().error.correlationId).toBe(answer.headers['x-request-id'])
    expect(http.refused.at(-1)).toEqual({
      actorId: undefined,
      contract: 'shelf.read',
      reason: 'not_signed_in',
    })
  })

  test('without the permission the answer is 403, the refusal is written down and the handler never runs', async () => {
    const before = handled
    const answer = await inject('GET', `/api/shelves/${SHELF}`, http.as('shelf.write'))
    expect(answer.statusCode).toBe(403)
    expect(answer.json().error.details).toEqual({ permission: 'shelf.read' })
    expect(http.refused.at(-1)).toMatchObject({ contract: 'shelf.read', reason: 'not_permitted' })
    expect(handled).toBe(before)
  })

  test('permission is asked before the input is looked at', async () => {
    const answer = await inject(
      'POST',
      '/api/shelves',
      { ...http.as(), 'content-type': 'application/json' },
      '{{{',
    )
    expect(answer.statusCode).toBe(403)
  })

  test('with the permission the handler answers, and undeclared properties do not leave', async () => {
    const answer = await inject('GET', `/api/shelves/${SHELF}?limit=5`, http.as('shelf.read'))
    expect(answer.statusCode).toBe(200)
    expect(answer.json()).toEqual({ shelfId: SHELF, limit: 5, reader: 'Rosa Quill' })
    expect(answer.headers['cache-control']).toBe('no-store')
  })

  test('no cache keeps an answer whichever way its address is written', async () => {
    const answer = await inject('GET', `/%61pi/shelves/${SHELF}?limit=5`, http.as('shelf.read'))
    expect([answer.statusCode, answer.headers['cache-control']]).toEqual([200, 'no-store'])
  })
})

describe('what came in', () => {
  test('every wrong field is named', async () => {
    const answer = await inject('GET', '/api/shelves/seven?limit=0', http.as('shelf.read'))
    expect(answer.statusCode).toBe(400)
    expect(answer.json().error.code).toBe('platform.malformed')
    expect(answer.json().error.details.fields.map((field: { where: string }) => field.where)).toEqual([
      'params.shelfId',
      'query.limit',
    ])
  })

  test('a wrong place inside a body is named by its path', async () => {
    const answer = await inject('POST', '/api/shelves', http.as('shelf.write'), { volumes: [{ label: '' }] })
    expect(answer.statusCode).toBe(400)
    expect(answer.json().error.details.fields[0].where).toBe('body.volumes.0.label')
  })

  test.each([
    ['broken JSON', 'application/json', '{"volumes": [', 400, 'platform.malformed'],
    ['an empty body', 'application/json', '', 400, 'platform.malformed'],
    ['another media type', 'text/plain', 'volumes', 415, 'platform.unsupported_media'],
    [
      'a body that is too large',
      'application/json',
      JSON.stringify({ volumes: ['x'.repeat(3000)] }),
      413,
      'platform.too_large',
    ],
  ])('%s gets a clear answer', async (_what, type, payload, status, code) => {
    const answer = await inject(
      'POST',
      '/api/shelves',
      { ...http.as('shelf.write'), 'content-type': type },
      payload,
    )
    expect(answer.statusCode).toBe(status)
    expect(answer.json().error.code).toBe(code)
  })

  test('__proto__ in a body is refused', async () => {
    const headers = { ...http.as('shelf.write'), 'content-type': 'application/json' }
    const answer = await inject('POST', '/api/shelves', headers, '{"volumes":[],"__proto__":{"admin":true}}')
    expect(answer.statusCode).toBe(400)
  })

  test('a folder of more than a thousand files is taken to its end', async () => {
    const part = 'content-disposition: form-data; name="file"; filename="a.json"\r\n\r\n{}\r\n'
    const payload = `${`--b\r\n${part}`.repeat(1500)}--b--\r\n`
    const headers = { ...http.as('shelf.write'), 'content-type': 'multipart/form-data; boundary=b' }
    expect((await inject('POST', '/api/upload', headers, payload)).json()).toEqual({ bytes: 3000 })
  })

  test('a multipart upload is streamed to the handler', async () => {
    const boundary = 'frontier'
    const file = 'x'.repeat(300_000)
    const payload = `--${boundary}\r\ncontent-disposition: form-data; name="files"; filename="a.ndjson"\r\n\r\n${file}\r\n--${boundary}--\r\n`
    const headers = { ...http.as('shelf.write'), 'content-type': `multipart/form-data; boundary=${boundary}` }
    expect((await inject('POST', '/api/upload', headers, payload)).json()).toEqual({ bytes: 300_000 })
  })
})

describe('what goes out', () => {
  test('an answer of undefined is 204', async () => {
    const answer = await inject('DELETE', `/api/shelves/${SHELF}`, http.as())
    expect([answer.statusCode, answer.body]).toEqual([204, ''])
  })

  test('a streaming route sends by itself', async () => {
    const answer = await inject('GET', '/api/download', {})
    expect([answer.headers['content-type'], answer.body]).toEqual(['text/csv', 'a,b\n1,2\n'])
  })

  test.each([
    ['known', 409, 'shelf.full'],
    ['gone', 503, 'platform.database_away'],
    ['otherwise', 500, 'platform.unexpected'],
    ['shape', 500, 'platform.answer_mismatch'],
  ])('a failure that is %s shows its code and none of its data', async (how, status, code) => {
    const answer = await inject('GET', `/api/broken?how=${how}`, {})
    expect(answer.statusCode).toBe(status)
    expect(answer.json().error.code).toBe(code)
    expect(answer.body).not.toMatch(/4711|Nora/)
  })

  test('the browser is told to run no inline script and to frame nothing', async () => {
    const answer = await inject('GET', '/healthz', {})
    const policy = String(answer.headers['content-security-policy'])
    expect(policy).toContain("script-src 'self';")
    expect(policy).toContain("frame-ancestors 'none'")
  })
})

describe('where it came from', () => {
  test.each([
    ['no header of ours', {}],
    ['another site by the browser’s word', { ...ownPage, 'sec-fetch-site': 'cross-site' }],
    ['a sibling site', { ...ownPage, 'sec-fetch-site': 'same-site' }],
    ['another origin', { 'x-chartroom': '1', origin: 'https://elsewhere.example' }],
    ['an opaque origin', { 'x-chartroom': '1', origin: 'null' }],
  ])('a change with %s is refused', async (_what, headers) => {
    const signedIn = { 'x-test-permissions': 'shelf.write', ...headers } as Record<string, string>
    const answer = await inject('POST', '/api/shelves', signedIn, { volumes: [] })
    expect(answer.statusCode).toBe(403)
    expect(answer.json().error.code).toBe('platform.cross_site')
  })

  test.each([
    ['the same host', { 'x-chartroom': '1', origin: 'http://localhost:80', host: 'localhost:80' }],
    [
      'the public address behind a proxy',
      { 'x-chartroom': '1', origin: 'http://localhost:8080', host: 'inner' },
    ],
    ['a program', { 'x-chartroom': '1' }],
  ])('a change from %s is taken', async (_what, headers) => {
    const signedIn = { 'x-test-permissions': 'shelf.write', ...headers } as Record<string, string>
    expect((await inject('POST', '/api/shelves', signedIn, { volumes: [] })).statusCode).toBe(200)
  })

  test('a correlation id is taken over only when it is a UUID', async () => {
    const given = { 'x-request-id': '0198c000-0000-7000-8000-00000000000F' }
    expect((await inject('GET', '/healthz', given)).headers['x-request-id']).toBe(
      given['x-request-id'].toLowerCase(),
    )
    const smuggled = await inject('GET', '/healthz', { 'x-request-id': 'mrn-4711' })
    expect(smuggled.headers['x-request-id']).not.toBe('mrn-4711')
  })

  test('more requests than a route allows are told to wait', async () => {
    const statuses: number[] = []
    for (let attempt = 0; attempt < 3; attempt += 1) {
      statuses.push((await inject('POST', '/api/knock', ownPage)).statusCode)
    }
    expect(statuses).toEqual([200, 200, 429])
  })
})

describe('for operators and integrators', () => {
  test('metrics answer on this machine and not behind a proxy', async () => {
    expect((await inject('GET', '/metrics', {})).body).toContain('chartroom_request_seconds')
    expect((await inject('GET', '/metrics', { 'x-forwarded-for': '203.0.113.9' })).statusCode).toBe(403)
    const operator = { ...http.as('system.read'), 'x-forwarded-for': '203.0.113.9' }
    expect((await inject('GET', '/metrics', operator)).statusCode).toBe(200)
  })

  test('the OpenAPI document describes every contract', async () => {
    const document = (await inject('GET', '/api/openapi.json', {})).json()
    expect(document.openapi).toBe('3.1.0')
    const operation = document.paths['/api/shelves/{shelfId}'].get
    expect(operation.operationId).toBe('shelf.read')
    expect(operation.parameters.map((parameter: { name: string }) => parameter.name)).toEqual([
      'shelfId',
      'limit',
    ])
    const ids = Object.values(
      document.paths as Record<string, Record<string, { operationId: string }>>,
    ).flatMap((methods) => Object.values(methods).map((described) => described.operationId))
    expect(ids.sort()).toEqual(
      http.app
        .contracts()
        .map((described) => described.id)
        .sort(),
    )
    expect((await inject('GET', '/api/docs', {})).body).toContain('GET /api/shelves/{shelfId}')
  })

  test('an address that nothing serves is a JSON 404 for programs', async () => {
    const answer = await inject('GET', '/api/nothing', {})
    expect([answer.statusCode, answer.json().error.code]).toEqual([404, 'platform.no_such_address'])
  })
})

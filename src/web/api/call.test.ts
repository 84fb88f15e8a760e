import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { contract } from '../../platform/http/contract.ts'
import { onSessionNews, type SessionNews } from '../session/session-events.ts'
import { addressOf, CallError, call } from './call.ts'

const findThings = contract({
  id: 'test.find',
  method: 'POST',
  path: '/api/boxes/:boxId/things',
  access: 'signed_in',
  summary: 'Finds things in a box.',
  params: z.object({ boxId: z.string() }),
  query: z.object({ limit: z.number().optional() }),
  body: z.object({ text: z.string() }),
  answer: z.object({ found: z.number() }),
})

const signIn = contract({
  id: 'test.sign_in',
  method: 'POST',
  path: '/api/sign-in',
  access: 'public',
  summary: 'Signs in.',
  answer: z.unknown(),
})

let server: Server
let seen: {
  method?: string | undefined
  url?: string | undefined
  headers: IncomingMessage['headers']
  body: string
}
let reply: { status: number; body: string }
const realFetch = globalThis.fetch
const news: SessionNews[] = []

// A browser asks its own host; Node must be told which.
beforeAll(async () => {
  server = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += String(chunk)
    seen = { method: request.method, url: request.url, headers: request.headers, body }
    response.writeHead(reply.status, { 'content-type': 'application/json' }).end(reply.body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  globalThis.fetch = (path, init) => realFetch(`http://127.0.0.1:${port}${String(path)}`, init)
  onSessionNews((one) => news.push(one))
})

afterAll(async () => {
  globalThis.fetch = realFetch
  await new Promise((resolve) => server.close(resolve))
})

beforeEach(() => {
  reply = { status: 200, body: '{"found":3}' }
  news.length = 0
})

const ask = () => call(findThings, { params: { boxId: 'a/b' }, query: { limit: 2 }, body: { text: 'x' } })
const refusedWith = async (acting: Promise<unknown>): Promise<CallError> => {
  const thrown = await acting.then(
    () => undefined,
    (error: unknown) => error,
  )
  if (!(thrown instanceof CallError)) throw new Error(`expected a CallError, got ${String(thrown)}`)
  return thrown
}

describe('a call', () => {
  it('sends what the contract says and gives the answer typed', async () => {
    const answer = await ask()
    expect(answer.found).toBe(3)
    expect(seen.method).toBe('POST')
    expect(seen.url).toBe('/api/boxes/a%2Fb/things?limit=2')
    expect(JSON.parse(seen.body)).toEqual({ text: 'x' })
    expect(seen.headers['x-chartroom']).toBe('1')
    expect(seen.headers['content-type']).toBe('application/json')
  })

  it('carries the server’s code, sentence, details and reference', async () => {
    reply = {
      status: 409,
      body: '{"error":{"code":"test.taken","message":"Taken.","details":{"by":"x"},"correlationId":"c-9"}}',
    }
    const error = await refusedWith(ask())
    expect(error).toMatchObject({
      code: 'test.taken',
      message: 'Taken.',
      details: { by: 'x' },
      status: 409,
      correlationId: 'c-9',
    })
    expect(news).toEqual([])
  })

  it.each([
    ['not JSON at all', '<html>'],
    ['an error without a sentence', '{"error":{"code":7}}'],
    ['null', 'null'],
  ])('survives a refusal that is %s', async (_what, body) => {
    reply = { status: 502, body }
    expect(await refusedWith(ask())).toMatchObject({ code: 'web.status_502', status: 502 })
  })

  it.each([
    ['of another shape', '{"found":"three"}'],
    ['cut off', '{"found":'],
    ['empty', ''],
  ])('refuses an answer that is %s', async (_what, body) => {
    reply = { status: 200, body }
    expect(await refusedWith(ask())).toMatchObject({ code: 'web.unexpected_answer' })
  })

  it('says that the session is lost', async () => {
    reply = { status: 401, body: '{"error":{"code":"identity.not_signed_in","message":"Sign in first."}}' }
    await refusedWith(ask())
    expect(news).toEqual(['signed_out'])
  })

  it('says that the session is locked, not lost', async () => {
    reply = { status: 401, body: '{"error":{"code":"identity.session_locked","message":"Locked."}}' }
    await refusedWith(ask())
    expect(news).toEqual(['locked'])
  })

  it('stays signed in when a password was wrong', async () => {
    reply = { status: 401, body: '{"error":{"code":"identity.sign_in_failed","message":"No."}}' }
    await refusedWith(ask())
    expect(news).toEqual([])
  })

  it('leaves a failed sign-in to the sign-in page', async () => {
    reply = { status: 401, body: '{"error":{"code":"identity.sign_in_failed","message":"No."}}' }
    await refusedWith(call(signIn, {}))
    expect(news).toEqual([])
  })

  it('says that nobody answered', async () => {
    const working = globalThis.fetch
    globalThis.fetch = () => realFetch('http://127.0.0.1:1/')
    const error = await refusedWith(ask())
    globalThis.fetch = working
    expect(error).toMatchObject({ code: 'web.unreachable', status: 0 })
  })

  it('ends quietly when it is called off', async () => {
    const aborter = new AbortController()
    aborter.abort()
    const asked = call(findThings, { params: { boxId: '1' }, body: { text: '' }, signal: aborter.signal })
    await expect(asked).rejects.toMatchObject({ name: 'AbortError' })
  })
})

describe('an address', () => {
  it('repeats a parameter for each value of a list and leaves out what is missing', () => {
    expect(addressOf(findThings, { boxId: '1' }, { kind: ['a', 'b'], from: undefined, to: null })).toBe(
      '/api/boxes/1/things?kind=a&kind=b',
    )
  })

  it('is refused without its parameter', () => {
    expect(() => addressOf(findThings, {})).toThrow('boxId')
  })
})

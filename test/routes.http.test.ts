// The whole server, route by route: what each refuses, what it says then, and what its address may hold.
// src/programs/server.http.test.ts walks the same routes as a stranger; the good case is in each feature's own test.
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { z } from 'zod'
import type { HttpApp } from '../src/platform/http/app.ts'
import type { Contract } from '../src/platform/http/contract.ts'
import { buildServer } from '../src/programs/server.ts'
import { type AuditedDeps, createAuditedDeps } from './support/audited.ts'
import { buildTestCtx, ownPage } from './support/http.ts'

const ROOT = join(import.meta.dirname, '..')

// Words for things, never for persons: what stands in an address ends up in histories, proxies and logs.
const HARMLESS =
  /^(id|[A-Za-z]+Id|sort|type|code|section|version|queue|state|rule|limit|after|before|channels|order|facility|priority|scope|due|overdue|kind)$/
const CANDIDATES = ['0198c000-0000-7000-8000-000000000001', 'Patient', '1', 'x']
const WRONG = ['zz!', '-5', 'x'.repeat(5_000)]

let audited: AuditedDeps
let app: HttpApp
let permissions: readonly string[] = []
const everyRoute = () => app.contracts()

beforeAll(async () => {
  audited = await createAuditedDeps()
  app = await buildServer(audited.deps)
  await app.fastify.ready()
  const own = app.authenticator()
  app.setAuthenticator({ ...own, authenticate: async () => buildTestCtx({ permissions }) })
})
afterAll(async () => {
  await app.close()
  await audited.close()
})

type Named = { readonly contract: string; readonly answer: unknown }
type Shape = Readonly<Record<string, z.ZodType>>

const shapeOf = (schema: z.ZodType | undefined): Shape =>
  schema && 'shape' in schema ? (schema.shape as Shape) : {}

function addressOf(contract: Contract, given: Record<string, string> = {}): string {
  const shape = shapeOf(contract.params)
  return contract.path.replaceAll(/:(\w+)/g, (_all, name: string) => {
    const fitting = CANDIDATES.find((value) => shape[name]?.safeParse(value).success ?? true)
    return encodeURIComponent(given[name] ?? fitting ?? 'x')
  })
}

/** A value that the schema of this field refuses. */
function wrongFor(schema: z.ZodType | undefined): string | undefined {
  return WRONG.find((value) => schema?.safeParse(value).success === false)
}

async function ask(contract: Contract, url: string, payload?: { type: string; text: string }) {
  permissions = [contract.access]
  const answer = await app.fastify.inject({
    method: contract.method,
    url,
    headers: { ...ownPage, ...(payload ? { 'content-type': payload.type } : {}) },
    ...(payload ? { payload: payload.text } : {}),
  })
  const error = answer.headers['content-type']?.includes('json') ? answer.json().error : undefined
  return { status: answer.statusCode, error, requestId: String(answer.headers['x-request-id']) }
}

const isSaid = (answer: Awaited<ReturnType<typeof ask>>, status: number) =>
  answer.status === status &&
  /^[a-z]+\.[a-z_]+$/.test(answer.error?.code ?? '') &&
  /^[A-Z].{8,}/.test(answer.error?.message ?? '') &&
  answer.error?.correlationId === answer.requestId

describe('every route', () => {
  test('refuses a parameter of the wrong kind, with a code and a sentence', async () => {
    const wrong: Named[] = []
    for (const contract of everyRoute()) {
      for (const [name, schema] of Object.entries(shapeOf(contract.params))) {
        const value = wrongFor(schema)
        const answer = await ask(contract, addressOf(contract, { [name]: value ?? '' }))
        if (value === undefined || !isSaid(answer, 400))
          wrong.push({ contract: `${contract.id} :${name}`, answer })
      }
    }
    expect(wrong).toEqual([])
  })

  test('refuses a query of the wrong kind, with a code and a sentence', async () => {
    const wrong: Named[] = []
    for (const contract of everyRoute()) {
      for (const [name, schema] of Object.entries(shapeOf(contract.query))) {
        const value = wrongFor(schema)
        const answer = await ask(
          contract,
          `${addressOf(contract)}?${name}=${encodeURIComponent(value ?? '')}`,
        )
        if (value === undefined || !isSaid(answer, 400))
          wrong.push({ contract: `${contract.id} ?${name}`, answer })
      }
    }
    expect(wrong).toEqual([])
  })

  test('refuses a body that is broken or of another shape, with a code and a sentence', async () => {
    const wrong: Named[] = []
    for (const contract of everyRoute().filter((one) => one.body && !one.upload)) {
      for (const text of ['{"cut', '"a text"', '[]', 'null', '{"unheard":1}']) {
        const answer = await ask(contract, addressOf(contract), { type: 'application/json', text })
        if (!isSaid(answer, 400) && !acceptsAnything(contract, text))
          wrong.push({ contract: `${contract.id} ${text}`, answer })
      }
      const asText = await ask(contract, addressOf(contract), { type: 'text/plain', text: 'a=b' })
      if (!isSaid(asText, 400) && !isSaid(asText, 415))
        wrong.push({ contract: `${contract.id} text/plain`, answer: asText })
    }
    expect(wrong).toEqual([])
  })

  test('that takes an upload refuses one that is none', async () => {
    for (const contract of everyRoute().filter((one) => one.upload)) {
      const answer = await ask(contract, addressOf(contract), { type: 'application/json', text: '{}' })
      expect([contract.id, answer.status >= 400 && answer.status < 500, answer.error?.message]).toEqual([
        contract.id,
        true,
        expect.stringMatching(/^[A-Z].{8,}/),
      ])
    }
  })

  test('that asks for a permission leaves each refusal on the trail, with who was refused what', async () => {
    for (const contract of everyRoute().filter((one) => !['public', 'signed_in'].includes(one.access))) {
      permissions = ['nothing.real']
      const answer = await app.fastify.inject({
        method: contract.method,
        url: addressOf(contract),
        headers: ownPage,
      })
      expect([contract.id, answer.statusCode, answer.json().error.code]).toEqual([
        contract.id,
        403,
        'platform.not_permitted',
      ])
    }
    const refusals = await audited.database.owner.pool.query<{ subject_id: string; outcome: string }>(
      `select distinct coalesce(details ->> 'route', subject_id) as subject_id, outcome from audit.event where outcome = 'refused'`,
    )
    const recorded = new Set(refusals.rows.map((row) => row.subject_id))
    const asked = everyRoute().filter((one) => !['public', 'signed_in'].includes(one.access))
    expect(asked.filter((one) => !recorded.has(one.id)).map((one) => one.id)).toEqual([])
  })

  test('has nothing in its address that could name a patient', () => {
    const telling = everyRoute().flatMap((contract) =>
      [...Object.keys(shapeOf(contract.params)), ...Object.keys(shapeOf(contract.query))]
        .filter((name) => !HARMLESS.test(name))
        .map((name) => `${contract.id}: ${name}`),
    )
    expect(telling).toEqual([])
  })

  test('is called in a test of its feature', () => {
    const tests = globSync('src/**/*.{http,db}.test.ts', { cwd: ROOT })
      .filter((file) => !file.endsWith('programs/server.http.test.ts'))
      .map((file) => readFileSync(join(ROOT, file), 'utf8'))
    const untested = everyRoute().filter((contract) => !tests.some((text) => calls(text, contract)))
    expect(untested.map((contract) => contract.id)).toEqual([])
  })
})

function acceptsAnything(contract: Contract, text: string): boolean {
  return !text.endsWith('cut') && contract.body?.safeParse(JSON.parse(text)).success === true
}

/** By its id, or by its address with anything in the place of parameters, or put together from its last word. */
function calls(text: string, contract: Contract): boolean {
  const pattern = contract.path.split('/').map((part) => (part.startsWith(':') ? '[^/\\s]+' : part))
  const last = contract.path.slice(contract.path.lastIndexOf('/'))
  const composed = !last.includes(':') && text.includes(`('${last}')`)
  return composed || text.includes(`'${contract.id}'`) || new RegExp(`${pattern.join('/')}['"\`?]`).test(text)
}

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type AuditedDeps, createAuditedDeps } from '../../test/support/audited.ts'
import { buildTestCtx, ownPage } from '../../test/support/http.ts'
import { PERMISSIONS } from '../features/identity/public.ts'
import type { HttpApp } from '../platform/http/app.ts'
import type { Contract } from '../platform/http/contract.ts'
import { buildServer } from './server.ts'

let audited: AuditedDeps
let app: HttpApp
beforeAll(async () => {
  audited = await createAuditedDeps()
  app = await buildServer(audited.deps)
  await app.fastify.ready()
})
afterAll(async () => {
  await app.close()
  await audited.close()
})

const closed = () => app.contracts().filter((contract) => contract.access !== 'public')
const call = (contract: Contract) =>
  app.fastify.inject({
    method: contract.method,
    url: contract.path.replaceAll(/:\w+/g, 'x'),
    headers: ownPage,
  })
const countRefusals = async () => {
  const { rows } = await audited.database.owner.pool.query<{ refused: number }>(
    `select count(*) as refused from audit.event where outcome = 'refused'`,
  )
  return rows[0]?.refused ?? 0
}

describe('every route', () => {
  test('is more than a few, and each has an id of its own', () => {
    const ids = app.contracts().map((contract) => contract.id)
    expect(ids.length).toBeGreaterThan(20)
    expect(new Set(ids).size).toBe(ids.length)
  })

  test('asks for a permission that some role can have', () => {
    const known = new Set<string>(['public', 'signed_in', ...Object.keys(PERMISSIONS)])
    expect(app.contracts().filter((contract) => !known.has(contract.access))).toEqual([])
  })

  test('that is not public turns away who has not signed in, and the trail says so', async () => {
    const before = await countRefusals()
    for (const contract of closed()) {
      const answer = await call(contract)
      expect([contract.id, answer.statusCode]).toEqual([contract.id, 401])
    }
    expect(await countRefusals()).toBe(before + closed().length)
  })

  test('that changes something turns away a request from another site', async () => {
    for (const contract of app.contracts().filter((one) => one.method !== 'GET')) {
      const { method, path } = contract
      const answer = await app.fastify.inject({ method, url: path.replaceAll(/:\w+/g, 'x') })
      expect([contract.id, answer.json().error.code]).toEqual([contract.id, 'platform.cross_site'])
    }
  })

  test('that asks for a permission turns away whoever lacks it', async () => {
    const own = app.authenticator()
    app.setAuthenticator({ ...own, authenticate: async () => buildTestCtx() })
    for (const contract of closed().filter((one) => one.access !== 'signed_in')) {
      const answer = await call(contract)
      expect([contract.id, answer.statusCode]).toEqual([contract.id, 403])
    }
    app.setAuthenticator(own)
  })

  test('stands in the API description', async () => {
    const document = (await app.fastify.inject({ url: '/api/openapi.json' })).json()
    const described = Object.values(document.paths as Record<string, Record<string, { operationId: string }>>)
      .flatMap((methods) => Object.values(methods).map((one) => one.operationId))
      .sort()
    expect(described).toEqual(
      app
        .contracts()
        .map((contract) => contract.id)
        .sort(),
    )
  })
})

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type AuditedDeps, createAuditedDeps } from '../../../test/support/audited.ts'
import { createTestHttpApp, ownPage, type TestHttpApp } from '../../../test/support/http.ts'
import { clockAt } from '../../platform/clock.ts'
import { createUserForDemo, systemCtx } from '../identity/public.ts'
import { raiseItems } from './raise-items.ts'
import { registerWorkRoutes } from './routes.ts'

let parts: AuditedDeps
let http: TestHttpApp
let itemId: string
let userId: string
const finder = systemCtx('job', 'finder', 'worker')

beforeAll(async () => {
  parts = await createAuditedDeps({ clock: clockAt('2026-05-04T08:00:00Z') })
  http = await createTestHttpApp()
  registerWorkRoutes(http.app, parts.deps)
  const user = await createUserForDemo(parts.deps, finder, {
    userName: 'nila',
    name: 'Nila Brandt',
    roles: ['coder'],
    password: 'violet kettle drum',
  })
  userId = user.userId
  await raise('one')
  const listed = await ask('GET', '/api/work/queues/coding/items', everything())
  itemId = listed.body.items[0].workItemId
})
afterAll(async () => {
  await http.close()
  await parts.close()
})

const raise = (subjectId: string) =>
  parts.deps.db.kysely
    .transaction()
    .execute((tx) =>
      raiseItems(parts.deps, tx, finder, [{ kind: 'code-encounter', subjectKind: 'encounter', subjectId }]),
    )
const everything = () => http.as('work.read', 'work.claim', 'work.assign')

type Body = ReturnType<typeof JSON.parse>
async function ask(
  method: 'GET' | 'POST',
  url: string,
  headers: Record<string, string>,
  body?: object,
): Promise<{ status: number; body: Body }> {
  const answer = await http.app.fastify.inject({
    method,
    url,
    headers,
    ...(body === undefined ? {} : { payload: body }),
  })
  return { status: answer.statusCode, body: answer.json() }
}

type Route = {
  readonly method: 'GET' | 'POST'
  readonly url: () => string
  readonly needs: string
  readonly body?: () => object
  readonly malformed: { readonly url?: string; readonly body?: object }
}
const item = (act: string) => () => `/api/work/items/${itemId}${act}`
const badItem = (act: string) => ({ url: `/api/work/items/nonsense${act}`, body: {} })

// In this order each finds the item as the one before left it.
const routes: Record<string, Route> = {
  'a queue': {
    method: 'GET',
    url: () => '/api/work/queues/coding/items?sort=age&limit=5',
    needs: 'work.read',
    malformed: { url: '/api/work/queues/kitchen/items' },
  },
  'one item': { method: 'GET', url: item(''), needs: 'work.read', malformed: badItem('') },
  'to whom work can be given': {
    method: 'GET',
    url: () => '/api/work/people',
    needs: 'work.assign',
    malformed: {},
  },
  'changing the priority': {
    method: 'POST',
    url: item('/priority'),
    needs: 'work.assign',
    body: () => ({ priority: 2 }),
    malformed: { body: { priority: 6 } },
  },
  'giving it to somebody': {
    method: 'POST',
    url: item('/assign'),
    needs: 'work.assign',
    body: () => ({ userId: null }),
    malformed: { body: { userId: 'nila' } },
  },
  'claiming the next': {
    method: 'POST',
    url: () => '/api/work/claim-next',
    needs: 'work.claim',
    body: () => ({ queue: 'coding' }),
    malformed: { body: { queue: 'kitchen' } },
  },
  'putting it back': {
    method: 'POST',
    url: item('/release'),
    needs: 'work.claim',
    body: () => ({ reason: null }),
    malformed: { body: { reason: '' } },
  },
  claiming: { method: 'POST', url: item('/claim'), needs: 'work.claim', malformed: badItem('/claim') },
  'my work': { method: 'GET', url: () => '/api/work/mine', needs: 'work.read', malformed: {} },
  'the counts': { method: 'GET', url: () => '/api/work/queues', needs: 'work.read', malformed: {} },
  'going on': { method: 'POST', url: item('/renew'), needs: 'work.claim', malformed: badItem('/renew') },
  finishing: {
    method: 'POST',
    url: item('/finish'),
    needs: 'work.claim',
    body: () => ({ outcome: 'coded', reason: null }),
    malformed: { body: { outcome: '', reason: null } },
  },
}

describe.each(Object.entries(routes))('%s over HTTP', (_name, route) => {
  it('asks who it is', async () => {
    expect((await ask(route.method, route.url(), ownPage, route.body?.())).status).toBe(401)
  })

  it('is not for everybody who is signed in', async () => {
    const others = ['work.read', 'work.claim', 'work.assign'].filter((one) => one !== route.needs)
    const { status } = await ask(route.method, route.url(), http.as(...others), route.body?.())
    expect(status).toBe(403)
  })

  // Some take nothing that could be malformed.
  if (Object.keys(route.malformed).length > 0) {
    it('refuses what is malformed, in a sentence', async () => {
      const url = route.malformed.url ?? route.url()
      const { status, body } = await ask(route.method, url, everything(), route.malformed.body)
      expect([status, body.error.code]).toEqual([400, 'platform.malformed'])
    })
  }

  it('answers whoever may', async () => {
    // Supervisors take work of any role; the test's actor has none.
    const { status } = await ask(route.method, route.url(), everything(), route.body?.())
    expect(status).toBe(200)
  })
})

describe('what is told', () => {
  it('a finished item stays finished: everything else is a conflict with a sentence', async () => {
    for (const [act, body] of [
      ['claim', undefined],
      ['release', { reason: null }],
      ['finish', { outcome: 'coded', reason: null }],
      ['cancel', { reason: 'Too late.' }],
      ['assign', { userId }],
      ['priority', { priority: 1 }],
    ] as const) {
      const { status, body: answer } = await ask('POST', item(`/${act}`)(), everything(), body)
      expect([status, answer.error.code]).toEqual([409, 'worklists.closed'])
    }
  })

  it('an item that never was is not found', async () => {
    const url = `/api/work/items/${userId}/claim`
    expect((await ask('POST', url, everything())).body.error.code).toBe('worklists.no_such_item')
  })

  it('nothing to take is an answer, not an error', async () => {
    const { status, body } = await ask('POST', '/api/work/claim-next', everything(), { queue: null })
    expect([status, body]).toEqual([200, { item: null }])
  })

  it('a taken item says what may be done with it, and cancelling is the supervisor’s', async () => {
    await raise('two')
    const taken = await ask('POST', '/api/work/claim-next', everything(), { queue: 'coding' })
    expect(taken.body.item).toMatchObject({
      state: 'claimed',
      holder: { name: 'Rosa Quill' },
      may: { claim: false, release: true, finish: true, direct: true },
    })
    const url = `/api/work/items/${taken.body.item.workItemId}/cancel`
    expect((await ask('POST', url, http.as('work.claim'), { reason: 'No.' })).status).toBe(403)
    expect((await ask('POST', url, ownPage, { reason: 'No.' })).status).toBe(401)
    expect((await ask('POST', url, everything(), { reason: ' ' })).status).toBe(400)
    expect((await ask('POST', url, everything(), { reason: 'Raised twice.' })).body).toMatchObject({
      state: 'cancelled',
      holder: null,
      reason: 'Raised twice.',
    })
  })

  it('work is given to somebody who works items, by name', async () => {
    await raise('three')
    const { items } = (await ask('GET', '/api/work/queues/coding/items', everything())).body
    const url = `/api/work/items/${items[0].workItemId}/assign`
    expect((await ask('POST', url, everything(), { userId })).body.owner).toEqual({
      id: userId,
      name: 'Nila Brandt',
    })
  })
})

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTestHttpApp, ownPage, type TestHttpApp } from '../../../test/support/http.ts'
import {
  MINUTE,
  openTestPeople,
  PASSWORD,
  type TestPeople,
  TOTP_SECRET,
} from '../../../test/support/people.ts'
import { registerIdentityRoutes } from './routes.ts'
import { totpCode } from './totp.ts'
import type { User } from './user.ts'

let people: TestPeople
let http: TestHttpApp
let coder: User
let nextAddress = 1

beforeAll(async () => {
  people = await openTestPeople()
  http = await createTestHttpApp()
  registerIdentityRoutes(http.app, people.deps)
  await people.add('boss', ['administrator'])
  coder = await people.add('ada', ['coder'])
})
afterAll(async () => {
  await http.close()
  await people.close()
})
beforeEach(() => {
  nextAddress += 1
})

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE'
type Body = ReturnType<typeof JSON.parse>
type Answer = { status: number; body: Body; cookie: string }

async function ask(method: Method, url: string, cookie = '', body?: unknown): Promise<Answer> {
  const answer = await http.app.fastify.inject({
    method,
    url,
    headers: { ...ownPage, cookie },
    remoteAddress: `10.1.0.${nextAddress}`,
    ...(body === undefined ? {} : { payload: body as object }),
  })
  const set = [answer.headers['set-cookie'] ?? []].flat()
  return {
    status: answer.statusCode,
    body: answer.body === '' ? undefined : answer.json(),
    cookie: set.map((one) => one.split(';')[0]).join('; '),
  }
}

async function signInAs(userName: string, password = PASSWORD): Promise<string> {
  const { status, cookie } = await ask('POST', '/api/session', '', { userName, password })
  expect(status).toBe(200)
  return cookie
}

describe('signing in over HTTP', () => {
  it('sets a cookie that no script and no other site can use', async () => {
    const answer = await http.app.fastify.inject({
      method: 'POST',
      url: '/api/session',
      headers: ownPage,
      payload: { userName: 'ada', password: PASSWORD },
    })
    const cookies = [answer.headers['set-cookie'] ?? []].flat().join('\n')
    expect(cookies).toMatch(/chartroom_session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict/)
    expect(answer.json()).toEqual({ state: 'signed_in' })
  })

  it('never takes over a token that the browser brought along', async () => {
    const planted = 'chartroom_session=planted'
    const { cookie } = await ask('POST', '/api/session', planted, { userName: 'ada', password: PASSWORD })
    expect(cookie).not.toContain('planted')
    expect((await ask('GET', '/api/session', planted)).status).toBe(401)
  })

  it('tells the screen who it is and what they may do', async () => {
    const { body } = await ask('GET', '/api/session', await signInAs('ada'))
    expect(body).toMatchObject({
      user: { userId: coder.userId, username: 'ada', name: 'Test ada' },
      roles: ['coder'],
      duty: null,
      hasSecondFactor: false,
    })
    expect(body.permissions).toContain('chart.read')
    expect(body.permissions).not.toContain('user.manage')
  })

  it('asks for the second factor in between, and opens nothing before', async () => {
    await people.add('tom', ['supervisor'], TOTP_SECRET)
    const first = await ask('POST', '/api/session', '', { userName: 'tom', password: PASSWORD })
    expect(first.body).toEqual({ state: 'second_factor_required' })
    expect((await ask('GET', '/api/session', first.cookie)).status).toBe(401)
    const code = totpCode(TOTP_SECRET, people.clock.now())
    const wrong = await ask('POST', '/api/session/second-factor', first.cookie, { code: '123' })
    expect(wrong.status).toBe(400)
    const second = await ask('POST', '/api/session/second-factor', first.cookie, { code })
    expect(second.status).toBe(200)
    expect((await ask('GET', '/api/session', second.cookie)).status).toBe(200)
    expect((await ask('POST', '/api/session/second-factor', '', { code })).status).toBe(401)
  })

  it('a locked session opens nothing until it is unlocked, and then everything again', async () => {
    const cookie = await signInAs('ada')
    expect((await ask('POST', '/api/session/lock', cookie)).status).toBe(204)
    const locked = await ask('GET', '/api/session', cookie)
    expect([locked.status, locked.body.error.code]).toEqual([401, 'identity.session_locked'])
    const wrong = await ask('POST', '/api/session/unlock', cookie, { password: 'wrong' })
    expect([wrong.status, wrong.body.error.code]).toEqual([401, 'identity.sign_in_failed'])
    expect((await ask('POST', '/api/session/unlock', cookie, {})).status).toBe(400)
    expect((await ask('POST', '/api/session/unlock', cookie, { password: PASSWORD })).status).toBe(204)
    expect((await ask('GET', '/api/session', cookie)).status).toBe(200)
  })

  it('signing out ends it at once, and doing so twice is no mistake', async () => {
    const cookie = await signInAs('ada')
    expect((await ask('GET', '/api/account/sessions', cookie)).status).toBe(200)
    expect((await ask('POST', '/api/session/sign-out', cookie)).status).toBe(204)
    expect((await ask('GET', '/api/session', cookie)).status).toBe(401)
    expect((await ask('POST', '/api/session/sign-out', cookie)).status).toBe(204)
  })

  it('a session that locked while nobody was there signs out, too', async () => {
    const cookie = await signInAs('ada')
    await ask('POST', '/api/session/lock', cookie)
    expect((await ask('POST', '/api/session/sign-out', cookie)).status).toBe(204)
    expect((await ask('POST', '/api/session/unlock', cookie, { password: PASSWORD })).status).toBe(401)
  })

  it('does not keep an idle session awake with background requests', async () => {
    const cookie = await signInAs('ada')
    people.clock.advance(people.deps.config.idleMinutes * MINUTE)
    const answer = await ask('GET', '/api/account/sessions', cookie)
    expect(answer.body.error.code).toBe('identity.session_locked')
  })
})

const SOMEBODY = '0190f4a0-0000-7000-8000-00000000aaaa'
type Route = { method: Method; url: string; good?: unknown; bad?: unknown; status?: number }

const ownRoutes: Route[] = [
  { method: 'GET', url: '/api/session' },
  { method: 'POST', url: '/api/session/lock', status: 204 },
  {
    method: 'POST',
    url: '/api/account/password',
    good: { present: PASSWORD, next: 'copper lantern tide' },
    bad: {},
    status: 204,
  },
  {
    method: 'POST',
    url: '/api/account/password-check',
    good: { password: PASSWORD },
    bad: { password: '' },
    status: 204,
  },
  { method: 'GET', url: '/api/account/second-factor' },
  { method: 'POST', url: '/api/account/second-factor' },
  { method: 'GET', url: '/api/account/sessions' },
  { method: 'DELETE', url: '/api/account/sessions/not-an-id', status: 400 },
  { method: 'DELETE', url: `/api/account/sessions/${SOMEBODY}`, status: 404 },
  {
    method: 'POST',
    url: '/api/account/second-factor/confirm',
    good: { code: '000000' },
    bad: { code: 7 },
    status: 409,
  },
  {
    method: 'POST',
    url: '/api/account/second-factor/disable',
    good: { code: '000000' },
    bad: {},
    status: 409,
  },
  { method: 'POST', url: '/api/account/backup-codes', good: { code: '000000' }, bad: {}, status: 409 },
]

describe.each(ownRoutes)('$method $url', ({ method, url, good, bad, status }) => {
  it('is closed to somebody who is not signed in', async () => {
    const answer = await ask(method, url, '', good)
    expect(answer.status).toBe(401)
    expect((await people.trail('identity.route_refused')).at(-1)).toMatchObject({ outcome: 'refused' })
  })
  if (bad !== undefined) {
    it('refuses what is malformed', async () => {
      const cookie = await signInAs('ada')
      expect((await ask(method, url, cookie, bad)).status).toBe(400)
    })
  }
  it('does its work', async () => {
    const name = `own${nextAddress}`
    await people.add(name, ['coder'])
    expect((await ask(method, url, await signInAs(name), good)).status).toBe(status ?? 200)
  })
})

const manageRoutes: Route[] = [
  { method: 'GET', url: '/api/users' },
  {
    method: 'POST',
    url: '/api/users',
    good: { userName: 'New.Person', name: 'New Person', roles: ['coder'] },
    bad: { userName: 'x y', name: '', roles: ['king'] },
  },
  {
    method: 'PUT',
    url: '/api/users/:id/roles',
    good: { roles: ['biller'] },
    bad: { roles: ['king'] },
    status: 204,
  },
  { method: 'POST', url: '/api/users/:id/deactivate', status: 204 },
  { method: 'POST', url: '/api/users/:id/reactivate', status: 204 },
  { method: 'POST', url: '/api/users/:id/unlock', status: 204 },
  { method: 'POST', url: '/api/users/:id/reset-second-factor', status: 204 },
  { method: 'POST', url: '/api/users/:id/reset-password' },
  { method: 'GET', url: '/api/users/:id/access-tokens' },
  {
    method: 'POST',
    url: '/api/users/:id/access-tokens',
    good: { label: 'nightly import' },
    bad: { label: '', days: 9999 },
  },
  { method: 'DELETE', url: `/api/access-tokens/${SOMEBODY}`, status: 404 },
  { method: 'GET', url: '/api/sign-in-rules' },
  {
    method: 'PUT',
    url: '/api/sign-in-rules',
    good: { secondFactorRoles: [] },
    bad: { secondFactorRoles: 'all' },
    status: 204,
  },
]

describe.each(manageRoutes)('$method $url', ({ method, url, good, bad, status }) => {
  const about = (id: string) => url.replace(':id', id)
  it('is closed to somebody who is not signed in', async () => {
    expect((await ask(method, about(SOMEBODY), '', good)).status).toBe(401)
  })
  it('is closed to who may not manage users, on the trail', async () => {
    const before = (await people.trail('identity.route_refused')).length
    expect((await ask(method, about(SOMEBODY), await signInAs('ada'), good)).status).toBe(403)
    expect(await people.trail('identity.route_refused')).toHaveLength(before + 1)
  })
  it('refuses what is malformed', async () => {
    const boss = await signInAs('boss')
    if (bad !== undefined) expect((await ask(method, about(SOMEBODY), boss, bad)).status).toBe(400)
    if (url.includes(':id')) {
      expect((await ask(method, about('7'), boss, good)).status).toBe(400)
      const found = await ask(method, about(SOMEBODY), boss, good)
      expect([200, 404]).toContain(found.status)
    }
  })
  it('does its work', async () => {
    const user = await people.add(`managed${nextAddress}`, ['coder'])
    expect((await ask(method, about(user.userId), await signInAs('boss'), good)).status).toBe(status ?? 200)
  })
})

describe('a new user', () => {
  it('signs in with the temporary password and can only choose an own one', async () => {
    const boss = await signInAs('boss')
    const made = await ask('POST', '/api/users', boss, {
      userName: 'una',
      name: 'Una',
      roles: ['supervisor'],
    })
    const again = await ask('POST', '/api/users', boss, { userName: 'UNA', name: 'Una', roles: ['coder'] })
    expect([again.status, again.body.error.code]).toEqual([409, 'identity.user_name_taken'])

    const temporary: string = made.body.temporaryPassword
    const cookie = await signInAs('una', temporary)
    expect((await ask('GET', '/api/session', cookie)).body.duty).toBe('change_password')
    const early = await ask('GET', '/api/account/sessions', cookie)
    expect([early.status, early.body.error.code]).toEqual([403, 'identity.password_change_needed'])

    const change = (next: string, present = temporary) =>
      ask('POST', '/api/account/password', cookie, { present, next })
    expect((await change('copper lantern tide', 'wrong')).body.error.code).toBe('identity.password_wrong')
    for (const weak of [temporary, 'short', 'una una una una', 'Password2026!!']) {
      expect((await change(weak)).body.error.code).toBe('identity.password_weak')
    }
    expect((await change('copper lantern tide')).status).toBe(204)
    expect((await ask('GET', '/api/account/sessions', cookie)).status).toBe(200)
  })

  it('whose role needs a second factor can only set one up', async () => {
    const boss = await signInAs('boss')
    await people.add('vic', ['privacy_officer'])
    const rules = { secondFactorRoles: ['privacy_officer'] }
    expect((await ask('PUT', '/api/sign-in-rules', boss, rules)).status).toBe(204)
    const cookie = await signInAs('vic')
    const early = await ask('GET', '/api/account/sessions', cookie)
    expect(early.body.error.code).toBe('identity.second_factor_needed')

    const begun = await ask('POST', '/api/account/second-factor', cookie)
    expect(begun.body.address).toMatch(/^otpauth:\/\/totp\/Chartroom:vic\?/)
    const bad = await ask('POST', '/api/account/second-factor/confirm', cookie, { code: '000000' })
    expect([bad.status, bad.body.error.code]).toEqual([400, 'identity.code_wrong'])
    const code = totpCode(begun.body.secret, people.clock.now())
    const done = await ask('POST', '/api/account/second-factor/confirm', cookie, { code })
    expect(done.body.backupCodes).toHaveLength(10)
    expect((await ask('GET', '/api/account/sessions', cookie)).status).toBe(200)

    const [backup = ''] = done.body.backupCodes as string[]
    for (const expected of [200, 401]) {
      const step = await ask('POST', '/api/session', '', { userName: 'vic', password: PASSWORD })
      const typed = backup.toUpperCase().replaceAll('-', ' ')
      expect((await ask('POST', '/api/session/second-factor', step.cookie, { code: typed })).status).toBe(
        expected,
      )
    }
    await ask('PUT', '/api/sign-in-rules', boss, { secondFactorRoles: [] })
  })
})

describe('users', () => {
  it('the last administrator can be neither removed nor deactivated, by nobody', async () => {
    const boss = await signInAs('boss')
    const { body } = await ask('GET', '/api/users', boss)
    const id = body.find((user: { userName: string }) => user.userName === 'boss').userId
    for (const [method, path, sent] of [
      ['PUT', 'roles', { roles: ['coder'] }],
      ['POST', 'deactivate', undefined],
    ] as const) {
      const answer = await ask(method, `/api/users/${id}/${path}`, boss, sent)
      expect([answer.status, answer.body.error.code]).toEqual([409, 'identity.last_administrator'])
    }
  })

  it('two administrators who remove each other at once leave one', async () => {
    await people.add('second.boss', ['administrator'])
    const boss = await signInAs('boss')
    const other = await signInAs('second.boss')
    const { body } = await ask('GET', '/api/users', boss)
    const idOf = (name: string) => body.find((user: { userName: string }) => user.userName === name).userId
    const answers = await Promise.all([
      ask('PUT', `/api/users/${idOf('second.boss')}/roles`, boss, { roles: ['coder'] }),
      ask('PUT', `/api/users/${idOf('boss')}/roles`, other, { roles: ['coder'] }),
    ])
    expect(answers.map((answer) => answer.status).sort()).toEqual([204, 409])
    const winner = answers[0]?.status === 204 ? boss : other
    await ask('PUT', `/api/users/${idOf('boss')}/roles`, winner, { roles: ['administrator'] })
  })

  it('a password reset ends the sessions and the lockout', async () => {
    const boss = await signInAs('boss')
    const user = await people.add('wes', ['coder'])
    const cookie = await signInAs('wes')
    for (let round = 0; round < 5; round += 1) {
      await ask('POST', '/api/session', '', { userName: 'wes', password: 'wrong' })
    }
    const list = await ask('GET', '/api/users', boss)
    expect(list.body.find((one: User) => one.userName === 'wes').lockedUntil).not.toBeNull()
    const { body } = await ask('POST', `/api/users/${user.userId}/reset-password`, boss)
    people.clock.advance(999)
    expect((await ask('GET', '/api/session', cookie)).status).toBe(401)
    await signInAs('wes', body.temporaryPassword)
  })

  it('an access token opens what its user may, until it is revoked', async () => {
    const boss = await signInAs('boss')
    const user = await people.add('robot', ['coder'])
    const issued = await ask('POST', `/api/users/${user.userId}/access-tokens`, boss, {
      label: 'feed',
      days: 1,
    })
    const use = async (url: string) => {
      const headers = { ...ownPage, authorization: `Bearer ${issued.body.token}` }
      return (await http.app.fastify.inject({ method: 'GET', url, headers })).statusCode
    }
    expect(await use('/api/account/second-factor')).toBe(200)
    expect(await use('/api/users')).toBe(403)
    await ask('DELETE', `/api/access-tokens/${issued.body.accessTokenId}`, boss)
    expect(await use('/api/account/second-factor')).toBe(401)
  })

  it('ends one of the own sessions from another', async () => {
    await people.add('xia', ['coder'])
    const here = await signInAs('xia')
    const there = await signInAs('xia')
    const { body } = await ask('GET', '/api/account/sessions', here)
    const other = body.find((one: { current: boolean }) => !one.current).sessionId
    expect((await ask('DELETE', `/api/account/sessions/${other}`, here)).status).toBe(204)
    people.clock.advance(999)
    expect((await ask('GET', '/api/session', there)).status).toBe(401)
    expect((await ask('GET', '/api/session', here)).status).toBe(200)
  })

  it('refuses one of the last five passwords', async () => {
    await people.add('yan', ['coder'])
    const cookie = await signInAs('yan')
    const all = [PASSWORD, ...'abcde'].map((one, place) => (place === 0 ? one : `copper lantern tide ${one}`))
    for (let place = 1; place < all.length; place += 1) {
      people.clock.advance(1000)
      const sent = { present: all[place - 1], next: all[place] }
      expect((await ask('POST', '/api/account/password', cookie, sent)).status).toBe(204)
    }
    const sent = (next: string | undefined) => ({ present: all.at(-1), next })
    expect((await ask('POST', '/api/account/password', cookie, sent(all[1]))).status).toBe(400)
    expect((await ask('POST', '/api/account/password', cookie, sent(all[0]))).status).toBe(204)
  })
})

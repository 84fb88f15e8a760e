import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  MINUTE,
  openTestPeople,
  PASSWORD,
  type TestPeople,
  TOTP_SECRET,
} from '../../../test/support/people.ts'
import type { Ctx } from '../../platform/ctx.ts'
import { deactivateUser, unlockUser } from './manage-users.ts'
import { permissionsOf } from './permissions.ts'
import { openSessionResolver } from './session-resolver.ts'
import { finishSignIn, type SignInResult, signIn } from './sign-in.ts'
import { totpCode } from './totp.ts'

let people: TestPeople
let nextAddress = 1

beforeAll(async () => {
  people = await openTestPeople()
})
afterAll(() => people.close())

function stranger(address = `10.0.0.${nextAddress++}`): Ctx {
  return {
    actor: { kind: 'user', id: 'anonymous', name: 'Not signed in', roles: [], permissions: new Set() },
    purpose: 'operations',
    source: { program: 'server', requestId: 'r1', address },
  }
}

const administrator = (): Ctx => ({
  ...stranger(),
  actor: {
    kind: 'user',
    id: 'boss',
    name: 'Boss',
    roles: ['administrator'],
    permissions: permissionsOf(['administrator']),
  },
})

const attempt = (userName: string, password: string, ctx = stranger()) =>
  signIn(people.deps, ctx, { userName, password })

async function sessionOf(userName: string): Promise<string> {
  const result = await attempt(userName, PASSWORD)
  if (result.state !== 'signed_in') throw new Error('a second factor was asked for')
  return result.token
}

function stepOf(result: SignInResult): string {
  if (result.state !== 'second_factor_required') throw new Error('no second factor was asked for')
  return result.stepToken
}

describe('signing in', () => {
  it('opens a session for the right password, whatever the case and spaces of the name, and leaves a trace', async () => {
    const user = await people.add('ada', ['coder'])
    const result = await attempt(' ADA ', PASSWORD)
    expect(result.state).toBe('signed_in')
    const events = await people.trail('identity.signed_in')
    expect(events.at(-1)).toMatchObject({ actor_id: user.userId, outcome: 'done' })
  })

  it('stores no token that would open a session', async () => {
    await people.add('bea', ['coder'])
    const token = await sessionOf('bea')
    const dump = await people.deps.db.pool.query('select s::text as row from identity.session s')
    expect(JSON.stringify(dump.rows)).not.toContain(token)
    expect(JSON.stringify(dump.rows)).not.toContain(Buffer.from(token).toString('hex'))
  })

  it('says the same for a wrong password, an unknown name and a deactivated account', async () => {
    const gone = await people.add('gone', ['coder'])
    await people.add('cora', ['coder'])
    await deactivateUser(people.deps, administrator(), gone.userId)
    const answers = await Promise.all(
      [
        ['cora', 'not the password'],
        ['nobody.at.all', PASSWORD],
        ['gone', PASSWORD],
        ['', PASSWORD],
        ["'; drop table identity.session; --", PASSWORD],
        ['nul\u0000byte', PASSWORD],
      ].map(([name = '', password = '']) => attempt(name, password).catch((thrown: Error) => thrown.message)),
    )
    expect(new Set(answers).size).toBe(1)
    expect(answers[0]).toContain('do not belong together')
  })

  it('takes as long for a name that nobody has', async () => {
    await people.add('dora', ['coder'])
    const timeOf = async (name: string) => {
      const times: number[] = []
      for (let round = 0; round < 12; round += 1) {
        const start = performance.now()
        await attempt(name, 'wrong password').catch(() => undefined)
        times.push(performance.now() - start)
        people.clock.advance(61 * MINUTE)
      }
      return times.sort((a, b) => a - b)[5] ?? 0
    }
    await timeOf('warm.up')
    const known = await timeOf('dora')
    const unknown = await timeOf('nobody.here')
    expect(unknown / known).toBeGreaterThan(0.4)
    expect(unknown / known).toBeLessThan(2.5)
  })

  it('a typed name goes neither to the trail nor to the table of failures', async () => {
    await attempt('my-secret-password-typed-as-name', 'x').catch(() => undefined)
    const found = await people.deps.db.pool.query(
      `select e::text as row from audit.event e union all select f::text from identity.sign_in_failure f`,
    )
    expect(JSON.stringify(found.rows)).not.toContain('my-secret-password')
  })
})

describe('lockout', () => {
  it.each(['eve', 'no.such.person'])(
    'after five failures even the right password waits: %s',
    async (name) => {
      await people.add('eve', ['coder'])
      for (let round = 0; round < 5; round += 1) {
        await expect(attempt(name, 'wrong')).rejects.toMatchObject({ code: 'identity.sign_in_failed' })
      }
      await expect(attempt(name, PASSWORD)).rejects.toMatchObject({
        code: 'identity.locked_out',
        details: { retryAfterSeconds: 60 },
      })
      people.clock.advance(MINUTE)
      await expect(attempt(name, 'wrong')).rejects.toMatchObject({ code: 'identity.sign_in_failed' })
      await expect(attempt(name, PASSWORD)).rejects.toMatchObject({ details: { retryAfterSeconds: 120 } })
      expect((await people.trail('identity.locked_out')).length).toBeGreaterThan(0)
    },
  )

  it('an administrator unlocks', async () => {
    const user = await people.add('fay', ['coder'])
    for (let round = 0; round < 5; round += 1) await attempt('fay', 'wrong').catch(() => undefined)
    await unlockUser(people.deps, administrator(), user.userId)
    expect((await attempt('fay', PASSWORD)).state).toBe('signed_in')
  })

  it('many attempts at once do not slip past the limit', async () => {
    await people.add('gil', ['coder'])
    const answers = await Promise.all(
      Array.from({ length: 20 }, () =>
        attempt('gil', 'wrong').catch((thrown: { code: string }) => thrown.code),
      ),
    )
    expect(answers.filter((code) => code === 'identity.sign_in_failed')).toHaveLength(5)
    expect(answers.filter((code) => code === 'identity.locked_out')).toHaveLength(15)
  })

  it('a right password starts the count afresh', async () => {
    await people.add('hal', ['coder'])
    for (let round = 0; round < 3; round += 1) {
      for (let wrong = 0; wrong < 4; wrong += 1) await attempt('hal', 'wrong').catch(() => undefined)
      expect((await attempt('hal', PASSWORD)).state).toBe('signed_in')
    }
  })

  it('one address that tries many names waits, and others do not', async () => {
    await people.add('ivy', ['coder'])
    const bad = '192.0.2.9'
    for (let round = 0; round < 40; round += 1)
      await attempt(`guess${round}`, 'wrong', stranger(bad)).catch(() => undefined)
    await expect(attempt('ivy', PASSWORD, stranger(bad))).rejects.toMatchObject({
      code: 'identity.locked_out',
    })
    expect((await attempt('ivy', PASSWORD)).state).toBe('signed_in')
  })
})

describe('the second factor', () => {
  const finish = (stepToken: string, code: string) =>
    finishSignIn(people.deps, stranger(), { stepToken, code })

  it('is asked for after the password, and each code opens once', async () => {
    await people.add('jan', ['supervisor'], TOTP_SECRET)
    const first = stepOf(await attempt('jan', PASSWORD))
    const code = totpCode(TOTP_SECRET, people.clock.now())
    expect((await finish(first, code)).state).toBe('signed_in')
    await expect(finish(first, code)).rejects.toMatchObject({ code: 'identity.sign_in_step_expired' })
    const second = stepOf(await attempt('jan', PASSWORD))
    await expect(finish(second, code)).rejects.toMatchObject({ code: 'identity.code_wrong' })
    people.clock.advance(31_000)
    expect((await finish(second, totpCode(TOTP_SECRET, people.clock.now()))).state).toBe('signed_in')
  })

  it('guessing codes locks the account, also with fresh passwords between', async () => {
    await people.add('kim', ['supervisor'], TOTP_SECRET)
    let lockedOut = false
    for (let round = 0; round < 8 && !lockedOut; round += 1) {
      const result = await attempt('kim', PASSWORD).catch((thrown: { code: string }) => thrown.code)
      if (typeof result === 'string') {
        lockedOut = result === 'identity.locked_out'
      } else await finish(stepOf(result), '000000').catch(() => undefined)
    }
    expect(lockedOut).toBe(true)
  })

  it('a step older than five minutes begins anew', async () => {
    await people.add('lea', ['supervisor'], TOTP_SECRET)
    const step = stepOf(await attempt('lea', PASSWORD))
    people.clock.advance(5 * MINUTE)
    await expect(finish(step, totpCode(TOTP_SECRET, people.clock.now()))).rejects.toMatchObject({
      code: 'identity.sign_in_step_expired',
    })
  })

  it('rests sealed in the database', async () => {
    await people.add('mia', ['supervisor'], TOTP_SECRET)
    const found = await people.deps.db.pool.query('select u::text as row from identity.user_account u')
    expect(JSON.stringify(found.rows)).not.toContain(TOTP_SECRET)
  })
})

describe('a session', () => {
  const source = { program: 'server', requestId: 'r1' } as const

  it('locks when nobody asks for long enough, and background requests keep it from nothing', async () => {
    await people.add('nia', ['coder'])
    const token = await sessionOf('nia')
    const resolver = openSessionResolver(people.deps)
    const idleMs = people.deps.config.idleMinutes * MINUTE
    expect((await resolver.resolve(token, source, false))?.state).toBe('open')
    people.clock.advance(idleMs - 1000)
    expect((await resolver.resolve(token, source, true))?.state).toBe('open')
    people.clock.advance(1000)
    expect((await resolver.resolve(token, source, false))?.state).toBe('locked')
    people.clock.advance(10)
    expect((await resolver.resolve(token, source, false))?.state).toBe('locked')
    expect(await people.trail('identity.session_locked')).toHaveLength(1)
  })

  it('ends after twelve hours, however busy', async () => {
    await people.add('ola', ['coder'])
    const token = await sessionOf('ola')
    const resolver = openSessionResolver(people.deps)
    const step = (people.deps.config.idleMinutes * MINUTE) / 2
    for (let spent = step; spent < 12 * 60 * MINUTE; spent += step) {
      people.clock.advance(step)
      expect((await resolver.resolve(token, source, false))?.state).toBe('open')
    }
    people.clock.advance(step)
    expect(await resolver.resolve(token, source, false)).toBeUndefined()
  })

  it('dies within a second of the deactivation, on every server', async () => {
    const user = await people.add('pia', ['coder'])
    const token = await sessionOf('pia')
    const servers = [openSessionResolver(people.deps), openSessionResolver(people.deps)]
    for (const server of servers) expect((await server.resolve(token, source, false))?.state).toBe('open')
    await deactivateUser(people.deps, administrator(), user.userId)
    people.clock.advance(999)
    for (const server of servers) expect(await server.resolve(token, source, false)).toBeUndefined()
  })

  it('is not opened by a token that somebody made up', async () => {
    const resolver = openSessionResolver(people.deps)
    for (const token of ['', 'x', 'é', '\u0000', 'a'.repeat(5000)]) {
      expect(await resolver.resolve(token, source, false)).toBeUndefined()
    }
  })
})

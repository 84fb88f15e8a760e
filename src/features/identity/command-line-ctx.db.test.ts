import { mkdir } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestPeople, type TestPeople } from '../../../test/support/people.ts'
import type { Deps } from '../audit/public.ts'
import { issueAccessToken } from './access-tokens.ts'
import { commandLineCtx, mapFirstAccount, mapOperatingSystemAccount } from './command-line-ctx.ts'
import { createFirstAdministrator } from './create-user.ts'
import { deactivateUser } from './manage-users.ts'
import { systemCtx } from './system-ctx.ts'

const uid = process.getuid?.() ?? 0
const DAY = 86_400_000
let people: TestPeople
let elsewhere: Deps

beforeAll(async () => {
  people = await openTestPeople()
  await mkdir(people.deps.config.dataFolder, { recursive: true })
  elsewhere = { ...people.deps, config: { ...people.deps.config, databaseUrl: 'postgres://db.example/x' } }
})
afterAll(() => people.close())

const as = (name: string, id = uid) => ({ account: { name, uid: id }, token: '' })

describe('on a new installation of somebody’s own database', () => {
  it('an unknown account can make the first administrator and do nothing else, and is then that one', async () => {
    const bare = await commandLineCtx(elsewhere, as('first'))
    expect(bare.actor).toMatchObject({ id: 'os:first', roles: [] })
    expect(bare.actor.permissions.size).toBe(0)

    const { user, temporaryPassword } = await createFirstAdministrator(elsewhere, bare, {
      userName: 'root.admin',
      displayName: 'Root Admin',
    })
    expect(temporaryPassword).toMatch(/^([a-z0-9]{5}-){3}[a-z0-9]{5}$/)
    await mapFirstAccount(elsewhere, bare, user.userId)
    expect((await commandLineCtx(elsewhere, as('first'))).actor).toMatchObject({
      kind: 'command_line',
      id: user.userId,
      roles: ['administrator'],
    })
    await expect(
      createFirstAdministrator(elsewhere, bare, { userName: 'two', displayName: 'Two' }),
    ).rejects.toMatchObject({
      code: 'identity.administrator_exists',
    })
  })

  it('once there is an administrator, an unknown account is turned away', async () => {
    await expect(commandLineCtx(elsewhere, as('mallory'))).rejects.toMatchObject({
      code: 'identity.command_line_unknown',
    })
  })
})

describe('on the embedded database', () => {
  it('the owner of the data folder acts as os:NAME, recorded once', async () => {
    for (let round = 0; round < 2; round += 1) {
      const ctx = await commandLineCtx(people.deps, as('owner'))
      expect(ctx.actor).toMatchObject({ id: 'os:owner', roles: ['administrator', 'records_technician'] })
      expect(ctx.actor.permissions.has('import.run')).toBe(true)
    }
    const mapped = await people.trail('identity.operating_system_account_mapped')
    expect(mapped.filter((event) => event.subject_id === 'owner')).toHaveLength(1)
  })

  it('nobody else does, not even under the owner’s name', async () => {
    await expect(commandLineCtx(people.deps, as('owner', uid + 1))).rejects.toMatchObject({
      code: 'identity.command_line_unknown',
    })
  })
})

describe('a mapped account', () => {
  it('acts as its user until the user is deactivated', async () => {
    const boss = await commandLineCtx(people.deps, as('owner'))
    const user = await people.add('cleo', ['records_technician'])
    await mapOperatingSystemAccount(elsewhere, boss, { accountName: 'cleo-os', userName: 'Cleo' })
    expect((await commandLineCtx(elsewhere, as('cleo-os'))).actor.id).toBe(user.userId)
    await deactivateUser(people.deps, boss, user.userId)
    await expect(commandLineCtx(elsewhere, as('cleo-os'))).rejects.toMatchObject({
      code: 'identity.command_line_unknown',
    })
  })
})

describe('a token', () => {
  it('names its user until it expires, and a wrong one nobody', async () => {
    const boss = await commandLineCtx(people.deps, as('owner'))
    const user = await people.add('dean', ['coder'])
    const { token } = await issueAccessToken(people.deps, boss, { userId: user.userId, label: 'x', days: 2 })
    const use = (text: string) => commandLineCtx(elsewhere, { ...as('anybody'), token: text })
    expect((await use(token)).actor).toMatchObject({
      kind: 'command_line',
      id: user.userId,
      roles: ['coder'],
    })
    await expect(use(`${token}x`)).rejects.toMatchObject({ code: 'identity.access_token_invalid' })
    people.clock.advance(2 * DAY)
    await expect(use(token)).rejects.toMatchObject({ code: 'identity.access_token_invalid' })
  })

  it('is issued by nobody without the right, and not by a job', async () => {
    const user = await people.add('emil', ['coder'])
    const input = { userId: user.userId, label: 'x', days: 2 }
    await expect(issueAccessToken(people.deps, systemCtx('job', 'x', 'worker'), input)).rejects.toMatchObject(
      {
        kind: 'refused',
      },
    )
  })
})

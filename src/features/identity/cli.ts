// `chartroom user list | create | roles | unlock | deactivate | reactivate | token | map`: the same use cases as the
// page, with the same permissions and the same trail.
import { type Command, InvalidArgumentError } from 'commander'
import type { CommandAnswer, CommandLine } from '../../platform/command-line/command-line.ts'
import type { Ctx } from '../../platform/ctx.ts'
import type { Deps } from '../audit/public.ts'
import { issueAccessToken, revokeAccessToken, TOKEN_DAYS_MAX } from './access-tokens.ts'
import { mapFirstAccount, mapOperatingSystemAccount } from './command-line-ctx.ts'
import { createFirstAdministrator, createUser } from './create-user.ts'
import { refusals } from './errors.ts'
import {
  changeRoles,
  deactivateUser,
  type ListedUser,
  listUsers,
  reactivateUser,
  unlockUser,
} from './manage-users.ts'
import { isRole, ROLES, type Role } from './roles.ts'
import { normalUserName } from './user.ts'
import { hasAdministrator } from './user-store.ts'

type Options = { readonly json?: boolean }
type CreateOptions = Options & { readonly name: string; readonly roles?: Role[] }
type TokenOptions = Options & { readonly label: string; readonly days: number }

export function addUserCommands(program: Command, line: CommandLine<Deps>): void {
  const user = program.command('user').description('Users: who may sign in, and as what.')
  const verb = (usage: string, description: string) =>
    user.command(usage).description(description).option('--json', 'print one JSON document')

  verb('list', 'List all users.').action((options: Options) =>
    line.run(options, async (deps, ctx) => {
      const users = await listUsers(deps, ctx)
      return { json: users.map(shown), text: users.map(lineOf).join('\n') }
    }),
  )

  verb('create <user-name>', 'Create a user; prints a temporary password, once.')
    .requiredOption('--name <name>', 'how the person is called')
    .option(
      '--roles <roles>',
      `some of ${ROLES.join(', ')}; the first user is always administrator`,
      roleList,
    )
    .action((userName: string, options: CreateOptions) =>
      line.run(options, (deps, ctx) => create(deps, ctx, userName, options)),
    )

  verb('roles <user-name>', 'Set the roles of a user.')
    .argument('<roles>', `some of ${ROLES.join(', ')}`, roleList)
    .action((userName: string, roles: Role[], options: Options) =>
      line.run(options, (deps, ctx) =>
        onUser(deps, ctx, userName, (userId) => changeRoles(deps, ctx, userId, roles), 'has new roles'),
      ),
    )
  verb('unlock <user-name>', 'End the wait after failed sign-ins.').action(
    (userName: string, options: Options) =>
      line.run(options, (deps, ctx) =>
        onUser(deps, ctx, userName, (userId) => unlockUser(deps, ctx, userId), 'is unlocked'),
      ),
  )
  verb('deactivate <user-name>', 'Close an account; its sessions end.').action(
    (userName: string, options: Options) =>
      line.run(options, (deps, ctx) =>
        onUser(deps, ctx, userName, (userId) => deactivateUser(deps, ctx, userId), 'is deactivated'),
      ),
  )
  verb('reactivate <user-name>', 'Open a closed account again.').action(
    (userName: string, options: Options) =>
      line.run(options, (deps, ctx) =>
        onUser(deps, ctx, userName, (userId) => reactivateUser(deps, ctx, userId), 'is active again'),
      ),
  )

  verb('token <user-name>', 'Issue a token for CHARTROOM_TOKEN; prints it, once.')
    .option('--label <label>', 'what it is for', 'command line')
    .option('--days <days>', `how long it is good, at most ${TOKEN_DAYS_MAX}`, dayCount, 90)
    .action((userName: string, options: TokenOptions) =>
      line.run(options, async (deps, ctx) => {
        const { userId } = await userCalled(deps, ctx, userName)
        const issued = await issueAccessToken(deps, ctx, { userId, label: options.label, days: options.days })
        return { json: { ...issued, expiresAt: issued.expiresAt.toISOString() }, text: issued.token }
      }),
    )
  verb('revoke-token <id>', 'Revoke a token by its id.').action((id: string, options: Options) =>
    line.run(options, async (deps, ctx) => {
      await revokeAccessToken(deps, ctx, id)
      return { json: { accessTokenId: id, revoked: true }, text: 'The token is revoked.' }
    }),
  )
  verb('map <account> <user-name>', 'Let an operating-system account act as a user.').action(
    (accountName: string, userName: string, options: Options) =>
      line.run(options, async (deps, ctx) => {
        await mapOperatingSystemAccount(deps, ctx, { accountName, userName })
        return { json: { accountName, userName }, text: `${accountName} acts as ${userName} from now on.` }
      }),
  )
}

async function create(
  deps: Deps,
  ctx: Ctx,
  userName: string,
  options: CreateOptions,
): Promise<CommandAnswer> {
  const displayName = options.name
  const isFirst = !(await hasAdministrator(deps.db.kysely))
  if (!isFirst && options.roles === undefined) throw refusals.rolesNeeded()
  const { user, temporaryPassword } = isFirst
    ? await createFirstAdministrator(deps, ctx, { userName, displayName })
    : await createUser(deps, ctx, { userName, displayName, roles: options.roles ?? [] })
  const { userId, roles } = user
  if (isFirst) await mapFirstAccount(deps, ctx, userId)
  return {
    json: { userId, userName: user.userName, roles, temporaryPassword },
    text: `Created ${user.userName} (${roles.join(', ')}).\nTemporary password, to be changed at the first sign-in: ${temporaryPassword}`,
  }
}

async function onUser(
  deps: Deps,
  ctx: Ctx,
  userName: string,
  act: (userId: string) => Promise<void>,
  done: string,
): Promise<CommandAnswer> {
  const { userId } = await userCalled(deps, ctx, userName)
  await act(userId)
  return {
    json: { userId, userName: normalUserName(userName), done },
    text: `${normalUserName(userName)} ${done}.`,
  }
}

async function userCalled(deps: Deps, ctx: Ctx, userName: string): Promise<ListedUser> {
  const wanted = normalUserName(userName)
  const found = (await listUsers(deps, ctx)).find((user) => user.userName === wanted)
  if (!found) throw refusals.userNotFound()
  return found
}

function shown(user: ListedUser) {
  const { userId, userName, displayName: name, roles, hasSecondFactor, deactivatedAt, lockedUntil } = user
  return { userId, userName, name, roles, hasSecondFactor, deactivatedAt, lockedUntil }
}

function lineOf(user: ListedUser): string {
  const state = user.deactivatedAt ? 'deactivated' : user.lockedUntil ? 'locked' : 'active'
  return [user.userName.padEnd(20), state.padEnd(12), user.roles.join(',').padEnd(28), user.displayName].join(
    ' ',
  )
}

function roleList(text: string): Role[] {
  const names = text.split(',').map((name) => name.trim())
  const unknown = names.filter((name) => !isRole(name))
  if (unknown.length > 0) throw new InvalidArgumentError(`${unknown.join(', ')}: use ${ROLES.join(', ')}.`)
  return names.filter(isRole)
}

function dayCount(text: string): number {
  const days = Number(text)
  if (Number.isInteger(days) && days >= 1 && days <= TOKEN_DAYS_MAX) return days
  throw new InvalidArgumentError(`Give a whole number of days from 1 to ${TOKEN_DAYS_MAX}.`)
}

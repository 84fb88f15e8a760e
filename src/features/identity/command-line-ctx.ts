// Who acts on the command line: the user whose token is in CHARTROOM_TOKEN, or the one that the operating-system
// account is mapped to. On Chartroom's own database, whoever owns the data folder could read it all anyhow: that
// account acts as os:NAME, and its first use is on the trail.
import { stat } from 'node:fs/promises'
import { userInfo } from 'node:os'
import type { Actor, Ctx, Purpose } from '../../platform/ctx.ts'
import { newId } from '../../platform/ids.ts'
import type { Deps } from '../audit/public.ts'
import { findOperatingSystemAccount, saveOperatingSystemAccount } from './access-token-store.ts'
import { bearerOfToken } from './access-tokens.ts'
import { refusals } from './errors.ts'
import { permissionsOf } from './permissions.ts'
import { requirePermission } from './require-permission.ts'
import type { Role } from './roles.ts'
import { actorOf, normalUserName } from './user.ts'
import { findUser, findUserByName, hasAdministrator } from './user-store.ts'

const OWNER_ROLES: readonly Role[] = ['administrator', 'records_technician']

export type CommandLineOptions = {
  readonly purpose?: Purpose | undefined
  readonly reason?: string | undefined
  /** CHARTROOM_TOKEN, unless given. */
  readonly token?: string | undefined
  /** The account that runs the command, unless given. */
  readonly account?: { readonly name: string; readonly uid: number } | undefined
}

/** Throws `identity.access_token_invalid` or `identity.command_line_unknown`. */
export async function commandLineCtx(deps: Deps, options: CommandLineOptions = {}): Promise<Ctx> {
  const token = options.token ?? process.env.CHARTROOM_TOKEN
  const account = options.account ?? thisAccount()
  const actor = token ? await actorOfToken(deps, token) : await actorOfAccount(deps, account)
  return ctxOf(actor, options)
}

/** Lets an operating-system account act as a user on the command line. */
export async function mapOperatingSystemAccount(
  deps: Deps,
  ctx: Ctx,
  input: { accountName: string; userName: string },
): Promise<void> {
  await requirePermission(deps, ctx, 'user.manage')
  const user = await findUserByName(deps.db.kysely, normalUserName(input.userName))
  if (!user || user.deactivatedAt) throw refusals.userNotFound()
  await saveMapping(deps, ctx, input.accountName, user.userId)
}

/** Whoever made the first administrator of a new installation acts as that one on the command line from then on. */
export async function mapFirstAccount(deps: Deps, ctx: Ctx, userId: string): Promise<void> {
  if (ctx.actor.roles.length > 0 || !ctx.actor.id.startsWith('os:')) return
  await saveMapping(deps, ctx, ctx.actor.name, userId)
}

async function actorOfToken(deps: Deps, token: string): Promise<Actor> {
  const bearer = await bearerOfToken(deps, token.trim())
  if (!bearer) throw refusals.badToken()
  return actorOf(bearer.user, 'command_line')
}

async function actorOfAccount(deps: Deps, account: { name: string; uid: number }): Promise<Actor> {
  const mapping = await findOperatingSystemAccount(deps.db.kysely, account.name)
  if (mapping?.userId) {
    const user = await findUser(deps.db.kysely, mapping.userId)
    if (!user || user.deactivatedAt) throw refusals.unknownAccount(account.name)
    return actorOf(user, 'command_line')
  }
  const actor = ownerActor(account.name)
  if (!(await ownsDataFolder(deps, account.uid))) {
    if (await hasAdministrator(deps.db.kysely)) throw refusals.unknownAccount(account.name)
    // A new installation on somebody's own database: with no right at all, they can make its first administrator.
    return { ...actor, roles: [], permissions: new Set() }
  }
  if (!mapping) await saveMapping(deps, ctxOf(actor, {}), account.name, null)
  return actor
}

async function saveMapping(deps: Deps, ctx: Ctx, accountName: string, userId: string | null): Promise<void> {
  await deps.db.kysely.transaction().execute(async (tx) => {
    await saveOperatingSystemAccount(tx, { accountName, userId, at: deps.clock.now(), by: ctx.actor.id })
    await deps.audit.writeIn(tx, ctx, {
      action: 'identity.operating_system_account_mapped',
      subjectKind: 'operating_system_account',
      subjectId: accountName,
      details: { userId },
    })
  })
}

async function ownsDataFolder(deps: Deps, uid: number): Promise<boolean> {
  if (deps.config.databaseUrl !== undefined) return false
  const folder = await stat(deps.config.dataFolder).catch(() => undefined)
  return folder?.uid === uid
}

function ownerActor(accountName: string): Actor {
  return {
    kind: 'command_line',
    id: `os:${accountName}`,
    name: accountName,
    roles: OWNER_ROLES,
    permissions: permissionsOf(OWNER_ROLES),
  }
}

function thisAccount(): { name: string; uid: number } {
  const { username, uid } = userInfo()
  return { name: username, uid }
}

function ctxOf(actor: Actor, options: CommandLineOptions): Ctx {
  return {
    actor,
    purpose: options.purpose ?? 'operations',
    ...(options.reason === undefined ? {} : { reason: options.reason }),
    source: { program: 'cli', requestId: newId() },
  }
}

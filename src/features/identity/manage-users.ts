// What an administrator does with accounts. Whatever takes rights away ends sessions, on every server within a second.
import type { Ctx } from '../../platform/ctx.ts'
import type { Tx } from '../../platform/db/database.ts'
import type { AuditEvent, Deps } from '../audit/public.ts'
import { replaceBackupCodes, setPassword, setTotp } from './credential-store.ts'
import { refusals } from './errors.ts'
import type { IdentityAction } from './events.ts'
import { accountKey, forgetFailures, selectWaits } from './failure-store.ts'
import { hashPassword } from './password-hash.ts'
import { requirePermission } from './require-permission.ts'
import type { Role } from './roles.ts'
import { readableSecret } from './secret-token.ts'
import { endSessions } from './session-store.ts'
import type { User } from './user.ts'
import { lockAdministrators, lockUser, replaceRoles, selectUsers, setDeactivated } from './user-store.ts'

export type ListedUser = User & { readonly lockedUntil: Date | null }

export async function listUsers(deps: Deps, ctx: Ctx): Promise<ListedUser[]> {
  await requirePermission(deps, ctx, 'user.manage')
  const [users] = await Promise.all([
    selectUsers(deps.db.kysely),
    deps.audit.read(ctx, { action: 'identity.users_listed' }),
  ])
  const keys = users.map((user) => accountKey(user.userName))
  const waits = await selectWaits(deps.db.kysely, keys, deps.clock.now())
  return users.map((user) => ({ ...user, lockedUntil: waits.get(accountKey(user.userName)) ?? null }))
}

export async function changeRoles(
  deps: Deps,
  ctx: Ctx,
  userId: string,
  wanted: readonly Role[],
): Promise<void> {
  const roles = [...new Set(wanted)].sort()
  await onUser(deps, ctx, userId, async (tx, user) => {
    if (!roles.includes('administrator')) await keepAnAdministrator(tx, user)
    await replaceRoles(tx, userId, roles, { at: deps.clock.now(), by: ctx.actor.id })
    return { action: 'identity.roles_changed', details: { before: user.roles, after: roles } }
  })
}

export async function deactivateUser(deps: Deps, ctx: Ctx, userId: string): Promise<void> {
  await onUser(deps, ctx, userId, async (tx, user) => {
    if (user.deactivatedAt) return undefined
    await keepAnAdministrator(tx, user)
    if (user.userId === ctx.actor.id) throw refusals.ownAccount()
    const at = deps.clock.now()
    await setDeactivated(tx, userId, at)
    const ended = await endSessions(tx, { userId }, { at, reason: 'deactivated' })
    return { action: 'identity.user_deactivated', details: { sessionsEnded: ended.length } }
  })
}

export async function reactivateUser(deps: Deps, ctx: Ctx, userId: string): Promise<void> {
  await onUser(deps, ctx, userId, async (tx, user) => {
    if (!user.deactivatedAt) return undefined
    await setDeactivated(tx, userId, null)
    return { action: 'identity.user_reactivated' }
  })
}

/** A new password to hand over, shown once; it must be changed at the next sign-in. */
export async function resetPassword(deps: Deps, ctx: Ctx, userId: string): Promise<string> {
  await requirePermission(deps, ctx, 'user.manage')
  const temporaryPassword = readableSecret(4)
  const hash = await hashPassword(temporaryPassword)
  await onUser(deps, ctx, userId, async (tx, user) => {
    const at = deps.clock.now()
    await setPassword(tx, userId, { hash, at, mustChange: true })
    await forgetFailures(tx, accountKey(user.userName))
    const ended = await endSessions(tx, { userId }, { at, reason: 'password_reset' })
    return { action: 'identity.password_reset', details: { sessionsEnded: ended.length } }
  })
  return temporaryPassword
}

/** For a lost authenticator: the password alone opens the next session. */
export async function resetSecondFactor(deps: Deps, ctx: Ctx, userId: string): Promise<void> {
  await onUser(deps, ctx, userId, async (tx) => {
    await setTotp(tx, userId, null)
    await replaceBackupCodes(tx, userId, [])
    await endSessions(tx, { userId }, { at: deps.clock.now(), reason: 'second_factor_reset' })
    return { action: 'identity.second_factor_reset' }
  })
}

export async function unlockUser(deps: Deps, ctx: Ctx, userId: string): Promise<void> {
  await onUser(deps, ctx, userId, async (tx, user) => {
    await forgetFailures(tx, accountKey(user.userName))
    return { action: 'identity.user_unlocked' }
  })
}

type Done = { readonly action: IdentityAction; readonly details?: AuditEvent['details'] } | undefined

/** Authorise, load and lock; the work decides and writes; what it returns goes on the trail. */
async function onUser(
  deps: Deps,
  ctx: Ctx,
  userId: string,
  work: (tx: Tx, user: User) => Promise<Done>,
): Promise<void> {
  const about = { subjectKind: 'user', subjectId: userId }
  await requirePermission(deps, ctx, 'user.manage', about)
  await deps.db.kysely.transaction().execute(async (tx) => {
    // Before the user's own row, always in this order, so that two administrators never wait for each other.
    await lockAdministrators(tx)
    const user = await lockUser(tx, userId)
    if (!user) throw refusals.userNotFound()
    const done = await work(tx, user)
    if (done) await deps.audit.writeIn(tx, ctx, { ...about, ...done })
  })
}

async function keepAnAdministrator(tx: Tx, user: User): Promise<void> {
  if (!user.roles.includes('administrator') || user.deactivatedAt) return
  const others = (await lockAdministrators(tx)).filter((id) => id !== user.userId)
  if (others.length === 0) throw refusals.lastAdministrator()
}

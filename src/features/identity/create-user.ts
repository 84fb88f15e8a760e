// Making accounts: by an administrator, by the first start, by the demo.
import type { Ctx } from '../../platform/ctx.ts'
import type { Tx } from '../../platform/db/database.ts'
import { newId } from '../../platform/ids.ts'
import type { Deps } from '../audit/public.ts'
import { rememberPassword, setTotp } from './credential-store.ts'
import { refusals } from './errors.ts'
import { hashPassword } from './password-hash.ts'
import { weaknessesOf } from './password-rules.ts'
import { requirePermission } from './require-permission.ts'
import type { Role } from './roles.ts'
import { sealSecret } from './sealed-secret.ts'
import { readableSecret } from './secret-token.ts'
import { normalUserName, USER_NAME, type User, type UserId } from './user.ts'
import { findUserByName, insertUser, lockAdministrators, replaceRoles } from './user-store.ts'

export type NewUser = {
  readonly userName: string
  readonly displayName: string
  readonly roles: readonly Role[]
}

/** Makes an account with a password that is shown once and must be changed at the first sign-in. */
export async function createUser(
  deps: Deps,
  ctx: Ctx,
  input: NewUser,
): Promise<{ user: User; temporaryPassword: string }> {
  await requirePermission(deps, ctx, 'user.manage')

  const temporaryPassword = readableSecret(4)
  const passwordHash = await hashPassword(temporaryPassword)
  const user = await deps.db.kysely
    .transaction()
    .execute((tx) => addUser(deps, tx, ctx, input, { passwordHash, mustChangePassword: true }))
  return { user, temporaryPassword }
}

/**
 * The first account of an installation, by whoever may run its commands. Without a password a temporary one is made.
 * Refused as soon as there is an active administrator.
 */
export async function createFirstAdministrator(
  deps: Deps,
  ctx: Ctx,
  input: Omit<NewUser, 'roles'> & { password?: string | undefined },
): Promise<{ user: User; temporaryPassword: string | undefined }> {
  if (input.password !== undefined) {
    const reasons = weaknessesOf(input.password, normalUserName(input.userName))
    if (reasons.length > 0) throw refusals.weakPassword(reasons)
  }
  const temporaryPassword = input.password === undefined ? readableSecret(4) : undefined
  const passwordHash = await hashPassword(input.password ?? temporaryPassword ?? '')

  const user = await deps.db.kysely.transaction().execute(async (tx) => {
    if ((await lockAdministrators(tx)).length > 0) throw refusals.administratorExists()
    const account = { passwordHash, mustChangePassword: temporaryPassword !== undefined }
    return addUser(deps, tx, ctx, { ...input, roles: ['administrator'] }, account)
  })
  return { user, temporaryPassword }
}

export type DemoUser = {
  readonly userName: string
  readonly name: string
  readonly roles: readonly Role[]
  readonly password: string
  /** Base32; with it the account has a second factor from the start. */
  readonly totpSecret?: string | undefined
}

/** For the synthetic department, whose passwords are printed: makes the account, or leaves the one that is there. */
export async function createUserForDemo(deps: Deps, ctx: Ctx, input: DemoUser): Promise<User> {
  const existing = await findUserByName(deps.db.kysely, normalUserName(input.userName))
  if (existing) return existing
  const passwordHash = await hashPassword(input.password)
  const { totpSecret } = input

  return deps.db.kysely.transaction().execute(async (tx) => {
    const { userName, name: displayName, roles } = input
    const account = { passwordHash, mustChangePassword: false }
    const user = await addUser(deps, tx, ctx, { userName, displayName, roles }, account)
    if (totpSecret === undefined) return user
    const secret = sealSecret(deps.keys, totpSecret, user.userId)
    await setTotp(tx, user.userId, { secret, confirmedAt: deps.clock.now(), lastStep: null })
    await deps.audit.writeIn(tx, ctx, {
      action: 'identity.second_factor_enrolled',
      subjectKind: 'user',
      subjectId: user.userId,
    })
    return { ...user, hasSecondFactor: true }
  })
}

async function addUser(
  deps: Deps,
  tx: Tx,
  ctx: Ctx,
  input: NewUser,
  account: { passwordHash: string; mustChangePassword: boolean },
): Promise<User> {
  const userName = normalUserName(input.userName)
  if (!USER_NAME.test(userName)) throw refusals.badUserName()
  const createdAt = deps.clock.now()
  const userId = newId(createdAt.getTime()) as UserId
  const { displayName } = input
  const roles = [...new Set(input.roles)].sort()

  const row = { userId, userName, displayName, ...account, createdAt, createdBy: ctx.actor.id }
  if (!(await insertUser(tx, row))) throw refusals.userNameTaken()
  await rememberPassword(tx, userId, { hash: account.passwordHash, at: createdAt })
  await replaceRoles(tx, userId, roles, { at: createdAt, by: ctx.actor.id })

  await deps.audit.writeIn(tx, ctx, {
    action: 'identity.user_created',
    subjectKind: 'user',
    subjectId: userId,
    details: { roles },
  })
  const { mustChangePassword } = account
  return {
    userId,
    userName,
    displayName,
    roles,
    mustChangePassword,
    hasSecondFactor: false,
    deactivatedAt: null,
    createdAt,
  }
}

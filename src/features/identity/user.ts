// A user as the rest of Chartroom meets one: never with a password hash or a secret.
import type { Actor, Purpose } from '../../platform/ctx.ts'
import { permissionsOf } from './permissions.ts'
import type { Role } from './roles.ts'

export type UserId = string & { readonly user: unique symbol }

export type User = {
  readonly userId: UserId
  readonly userName: string
  readonly displayName: string
  readonly roles: readonly Role[]
  readonly mustChangePassword: boolean
  readonly hasSecondFactor: boolean
  readonly deactivatedAt: Date | null
  readonly createdAt: Date
}

/** The name as it is stored and compared: `Anna.Berg ` is `anna.berg`. */
export function normalUserName(typed: string): string {
  return typed.normalize('NFKC').trim().toLowerCase()
}

export const USER_NAME = /^[a-z0-9][a-z0-9._@-]{1,63}$/

export function actorOf(
  user: Pick<User, 'userId' | 'displayName' | 'roles'>,
  kind: 'user' | 'command_line' = 'user',
): Actor {
  return {
    kind,
    id: user.userId,
    name: user.displayName,
    roles: user.roles,
    permissions: permissionsOf(user.roles),
  }
}

/** Why somebody with these roles opens charts when nothing else is said. */
export function usualPurpose(roles: readonly string[]): Purpose {
  return roles.includes('clinician') ? 'treatment' : 'operations'
}

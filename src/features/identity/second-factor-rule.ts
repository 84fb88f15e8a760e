// Who must have a second factor: a decision of the site, kept as data. Pure.
import { isRole, type Role } from './roles.ts'

/** The stored decision; anything else than a list of roles means that nobody must. */
export function secondFactorRoles(stored: unknown): readonly Role[] {
  return Array.isArray(stored)
    ? stored.filter((one): one is Role => typeof one === 'string' && isRole(one))
    : []
}

export function needsSecondFactor(roles: readonly string[], required: readonly Role[]): boolean {
  return required.some((role) => roles.includes(role))
}

// What the site decides about signing in.
import type { Ctx } from '../../platform/ctx.ts'
import type { Deps } from '../audit/public.ts'
import { requirePermission } from './require-permission.ts'
import type { Role } from './roles.ts'
import { secondFactorRoles } from './second-factor-rule.ts'
import { findSetting, saveSetting } from './setting-store.ts'

const SECOND_FACTOR_ROLES = 'second_factor_roles'

/** The roles that must have a second factor; none unless the site says so. */
export async function readSecondFactorRoles(deps: Deps, ctx: Ctx): Promise<readonly Role[]> {
  await requirePermission(deps, ctx, 'user.manage')
  return secondFactorRoles(await findSetting(deps.db.kysely, SECOND_FACTOR_ROLES))
}

/** Takes effect at once: whoever must and has none can only set one up. */
export async function changeSecondFactorRoles(deps: Deps, ctx: Ctx, wanted: readonly Role[]): Promise<void> {
  await requirePermission(deps, ctx, 'user.manage')
  const roles = [...new Set(wanted)].sort()
  await deps.db.kysely.transaction().execute(async (tx) => {
    const before = secondFactorRoles(await findSetting(tx, SECOND_FACTOR_ROLES))
    await saveSetting(tx, { name: SECOND_FACTOR_ROLES, value: roles, at: deps.clock.now(), by: ctx.actor.id })
    await deps.audit.writeIn(tx, ctx, {
      action: 'identity.setting_changed',
      subjectKind: 'setting',
      subjectId: SECOND_FACTOR_ROLES,
      details: { before, after: roles },
    })
  })
}

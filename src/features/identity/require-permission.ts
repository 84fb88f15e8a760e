// The first paragraph of every use case: may this actor do this? A refusal is on the trail before it is told.
import type { Ctx } from '../../platform/ctx.ts'
import type { AuditEvent, Deps } from '../audit/public.ts'
import { refusals } from './errors.ts'
import { PERMISSIONS, type Permission } from './permissions.ts'

export type About = Omit<AuditEvent, 'action' | 'details'>

export async function requirePermission(
  deps: Pick<Deps, 'audit'>,
  ctx: Ctx,
  permission: Permission,
  about: About = {},
): Promise<void> {
  if (ctx.actor.permissions.has(permission)) return
  await deps.audit.refuse(ctx, { ...about, action: 'identity.permission_refused', details: { permission } })
  throw refusals.notPermitted(permission, PERMISSIONS[permission])
}

/** For a screen or a rule that only asks: nothing is recorded and nothing thrown. */
export function may(ctx: Ctx, permission: Permission): boolean {
  return ctx.actor.permissions.has(permission)
}

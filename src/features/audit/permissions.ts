// Who may look at the trail and prove it. Identity decides which roles hold these; audit lies below identity, so it
// checks the actor's own set, and records the refusal itself.
import type { Ctx } from '../../platform/ctx.ts'
import type { Audit } from './audit.ts'
import { notPermitted } from './errors.ts'
// Not only its type: the file names the actions when it is loaded.
import { AUDIT_ACTIONS, type AuditAction } from './events.ts'

export type AuditPermission = 'audit.read' | 'audit.export' | 'audit.verify'

export async function requireAuditPermission(
  audit: Audit,
  ctx: Ctx,
  permission: AuditPermission,
  action: AuditAction,
): Promise<void> {
  if (ctx.actor.permissions.has(permission)) return
  await audit.refuse(ctx, { action, details: { permission, wanted: AUDIT_ACTIONS[action] } })
  throw notPermitted(permission)
}

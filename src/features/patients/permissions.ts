// Who may find patients and see who they are.
import type { Ctx } from '../../platform/ctx.ts'
import { ChartroomError } from '../../platform/errors.ts'
import type { Deps } from '../audit/public.ts'

/** What looking up patients needs of the whole. */
export type LookupDeps = Pick<Deps, 'db' | 'clock' | 'audit'>

export type PatientPermission = 'patient.search' | 'patient.read'

/** Refuses, and records the refusal, when the actor's roles don't give the permission. */
export async function requirePatientPermission(
  deps: LookupDeps,
  ctx: Ctx,
  permission: PatientPermission,
): Promise<void> {
  if (ctx.actor.permissions.has(permission)) return
  await deps.audit.refuse(ctx, { action: permission })
  throw new ChartroomError(
    'refused',
    'patients.not_permitted',
    'Your role does not include looking up patients.',
  )
}

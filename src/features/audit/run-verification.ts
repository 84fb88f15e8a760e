// Verifying on request of a person: one at a time in this process, its progress readable, its result kept.
import type { Ctx } from '../../platform/ctx.ts'
import { asChartroomError } from '../../platform/errors.ts'
import type { Keys } from '../../platform/keys/keys.ts'
import type { Deps } from './deps.ts'
import { requireAuditPermission } from './permissions.ts'
import { type VerificationStatus, verdict } from './schemas.ts'
import type { CheckpointPlaces } from './sealing/checkpoint-files.ts'
import { type Verdict, type VerifyOptions, verifyTrail } from './sealing/verify.ts'
import { findLastVerification, insertVerification } from './trail-store.ts'

export type VerificationDeps = Pick<Deps, 'db' | 'audit' | 'clock' | 'log'> & {
  readonly keys: Pick<Keys, 'verify'>
  readonly places: CheckpointPlaces
}

/** Verifies, records that somebody did, and keeps the result. */
export async function runVerification(
  deps: VerificationDeps,
  ctx: Ctx,
  options: VerifyOptions = {},
): Promise<Verdict> {
  await requireAuditPermission(deps.audit, ctx, 'audit.verify', 'audit.verify')
  const result = await verifyTrail(deps, deps.places, options)
  if (!result.ok) deps.log.error({ ...result.firstBroken }, 'audit.broken')
  await insertVerification(deps.db.kysely, {
    verifiedAt: result.verifiedAt,
    actorId: ctx.actor.id,
    actorName: ctx.actor.name,
    verdict: result,
  })
  await deps.audit.read(ctx, {
    action: 'audit.verify',
    details: {
      ok: result.ok,
      events: result.events,
      seals: result.seals,
      kind: result.firstBroken?.kind ?? null,
    },
  })
  return result
}

export type Verifications = {
  start(ctx: Ctx): Promise<VerificationStatus>
  status(): Promise<VerificationStatus>
}

export function openVerifications(deps: VerificationDeps): Verifications {
  let running: { events: number; total: number } | undefined
  let failed: string | null = null

  async function status(): Promise<VerificationStatus> {
    const stored = await findLastVerification(deps.db.kysely)
    const parsed = verdict.safeParse(stored?.verdict)
    const last = stored !== undefined && parsed.success ? { verdict: parsed.data, by: stored.by } : null
    return { running: running === undefined ? null : { ...running }, failed, last }
  }

  return {
    status,
    async start(ctx) {
      await requireAuditPermission(deps.audit, ctx, 'audit.verify', 'audit.verify')
      if (running === undefined) {
        const progress = { events: 0, total: 0 }
        running = progress
        failed = null
        const onProgress = (events: number, total: number) => Object.assign(progress, { events, total })
        runVerification(deps, ctx, { onProgress })
          .catch((thrown: unknown) => {
            failed = asChartroomError(thrown).message
            deps.log.error({ err: String(thrown) }, 'audit.verification_failed')
          })
          .finally(() => {
            running = undefined
          })
      }
      return status()
    },
  }
}

// Setting a second factor up and turning it off. Everybody may have one; the site says who must.
import type { Ctx } from '../../platform/ctx.ts'
import type { Deps } from '../audit/public.ts'
import { countAttempt, forgiveAttempts, recordFailure } from './attempts.ts'
import { countBackupCodes, findCredentials, replaceBackupCodes, setTotp } from './credential-store.ts'
import { refusals } from './errors.ts'
import { requireRecentPassword } from './password-acts.ts'
import { openSecret, sealSecret } from './sealed-secret.ts'
import { newBackupCodes, proveSecondFactor } from './second-factor-proof.ts'
import { newTotpSecret, totpAddress, totpStep } from './totp.ts'

/** A new secret to show as a QR code; it counts for nothing until a code from it is shown. */
export async function beginSecondFactor(deps: Deps, ctx: Ctx): Promise<{ secret: string; address: string }> {
  await requireRecentPassword(deps, ctx)
  const found = await findCredentials(deps.db.kysely, ctx.actor.id)
  if (!found) throw refusals.notSignedIn()
  if (found.hasSecondFactor) throw refusals.secondFactorOn()

  const secret = newTotpSecret()
  const sealed = sealSecret(deps.keys, secret, found.userId)
  await deps.db.kysely
    .transaction()
    .execute((tx) => setTotp(tx, found.userId, { secret: sealed, confirmedAt: null, lastStep: null }))
  return { secret, address: totpAddress(secret, found.userName) }
}

/** The first code turns it on. Returns the backup codes: this once and never again. */
export async function confirmSecondFactor(deps: Deps, ctx: Ctx, code: string): Promise<string[]> {
  const found = await findCredentials(deps.db.kysely, ctx.actor.id)
  if (!found) throw refusals.notSignedIn()
  const sealed = found.totpSecret
  if (found.hasSecondFactor) throw refusals.secondFactorOn()
  if (sealed === null) throw refusals.noSecondFactorBegun()
  const attempt = await countAttempt(deps, ctx, found.userName)

  const at = deps.clock.now()
  const lastStep = totpStep(openSecret(deps.keys, sealed, found.userId), code, at)
  if (lastStep === null) {
    await recordFailure(deps, ctx, attempt, { why: 'code', userId: found.userId })
    throw refusals.wrongNewCode()
  }

  const { codes, hashes } = newBackupCodes(found.userId)
  await deps.db.kysely.transaction().execute(async (tx) => {
    await forgiveAttempts(tx, attempt)
    await setTotp(tx, found.userId, { secret: sealed, confirmedAt: at, lastStep })
    await replaceBackupCodes(tx, found.userId, hashes)
    await deps.audit.writeIn(tx, ctx, about('identity.second_factor_enrolled', found.userId))
  })
  return codes
}

export async function disableSecondFactor(deps: Deps, ctx: Ctx, code: string): Promise<void> {
  await withProof(deps, ctx, code, async (tx, userId) => {
    await setTotp(tx, userId, null)
    await replaceBackupCodes(tx, userId, [])
    await deps.audit.writeIn(tx, ctx, about('identity.second_factor_disabled', userId))
  })
}

/** Makes the former backup codes worthless and returns new ones. */
export async function remakeBackupCodes(deps: Deps, ctx: Ctx, code: string): Promise<string[]> {
  const { codes, hashes } = newBackupCodes(ctx.actor.id)
  await withProof(deps, ctx, code, async (tx, userId) => {
    await replaceBackupCodes(tx, userId, hashes)
    await deps.audit.writeIn(tx, ctx, about('identity.backup_codes_replaced', userId))
  })
  return codes
}

export async function readSecondFactor(
  deps: Deps,
  ctx: Ctx,
): Promise<{ on: boolean; backupCodesLeft: number }> {
  const found = await findCredentials(deps.db.kysely, ctx.actor.id)
  if (!found) throw refusals.notSignedIn()
  return {
    on: found.hasSecondFactor,
    backupCodesLeft: found.hasSecondFactor ? await countBackupCodes(deps.db.kysely, found.userId) : 0,
  }
}

type Work = (tx: Parameters<Deps['audit']['writeIn']>[0], userId: string) => Promise<void>

async function withProof(deps: Deps, ctx: Ctx, code: string, work: Work): Promise<void> {
  await requireRecentPassword(deps, ctx)
  const found = await findCredentials(deps.db.kysely, ctx.actor.id)
  if (!found?.hasSecondFactor) throw refusals.noSecondFactorBegun()
  const attempt = await countAttempt(deps, ctx, found.userName)

  const proven = await deps.db.kysely.transaction().execute(async (tx) => {
    if (!(await proveSecondFactor(deps, tx, found, code))) return false
    await forgiveAttempts(tx, attempt)
    await work(tx, found.userId)
    return true
  })
  if (proven) return

  await recordFailure(deps, ctx, attempt, { why: 'code', userId: found.userId })
  throw refusals.wrongNewCode()
}

function about(action: `identity.${string}`, userId: string) {
  return { action, subjectKind: 'user', subjectId: userId } as const
}

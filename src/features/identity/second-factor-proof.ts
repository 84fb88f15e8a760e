// Whether a code proves the second factor: from the authenticator, each code once, or one of the backup codes.
import type { Tx } from '../../platform/db/database.ts'
import type { Deps } from '../audit/public.ts'
import { type Credentials, takeBackupCode, takeTotpStep } from './credential-store.ts'
import { openSecret } from './sealed-secret.ts'
import { hashOfToken, readableSecret } from './secret-token.ts'
import { totpStep } from './totp.ts'

const BACKUP_CODES = 10

/** In the caller's transaction, which uses the code up. */
export async function proveSecondFactor(
  deps: Deps,
  tx: Tx,
  who: Pick<Credentials, 'userId' | 'totpSecret' | 'hasSecondFactor'>,
  typed: string,
): Promise<'authenticator' | 'backup_code' | undefined> {
  if (!who.hasSecondFactor || who.totpSecret === null) return undefined
  const code = plainCode(typed)
  const now = deps.clock.now()
  const step = totpStep(openSecret(deps.keys, who.totpSecret, who.userId), code, now)
  if (step !== null) return (await takeTotpStep(tx, who.userId, step)) ? 'authenticator' : undefined
  const taken = await takeBackupCode(tx, who.userId, hashOfBackupCode(who.userId, code), now)
  return taken ? 'backup_code' : undefined
}

/** New backup codes: shown once, stored hashed. */
export function newBackupCodes(userId: string): { codes: string[]; hashes: Buffer[] } {
  const codes = Array.from({ length: BACKUP_CODES }, () => readableSecret(3))
  return { codes, hashes: codes.map((code) => hashOfBackupCode(userId, plainCode(code))) }
}

function hashOfBackupCode(userId: string, plain: string): Buffer {
  return hashOfToken(`${userId}:${plain}`)
}

function plainCode(typed: string): string {
  return typed.toLowerCase().replace(/[\s-]/g, '')
}

// SQL for platform.key_fingerprint.
import type { Db } from '../db/database.ts'
import type { KeyFingerprint } from './keys.ts'

export async function listFingerprints(db: Db): Promise<KeyFingerprint[]> {
  const rows = await db
    .selectFrom('platform.key_fingerprint')
    .select(['kind', 'version', 'fingerprint'])
    .execute()
  return rows.map((row) => ({ ...row, kind: row.kind as KeyFingerprint['kind'] }))
}

export async function insertFingerprints(db: Db, fingerprints: readonly KeyFingerprint[]): Promise<void> {
  await db
    .insertInto('platform.key_fingerprint')
    .values([...fingerprints])
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

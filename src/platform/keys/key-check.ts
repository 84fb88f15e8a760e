// A database remembers one-way names of the keys it was used with: opened beside another keys folder, it says so at
// the start instead of at the first blob.
import type { Db } from '../db/database.ts'
import { ChartroomError } from '../errors.ts'
import { insertFingerprints, listFingerprints } from './fingerprint-store.ts'
import type { Keys } from './keys.ts'

/** Throws when a key is missing or another than the database knows; notes new ones. */
export async function checkKeys(db: Db, keys: Keys, keysFolder: string): Promise<void> {
  const present = keys.fingerprints()
  const known = await listFingerprints(db)
  for (const row of known) {
    const key = present.find((one) => one.kind === row.kind && one.version === row.version)
    if (key?.fingerprint === row.fingerprint) continue
    throw new ChartroomError(
      'unavailable',
      key ? 'platform.keys_of_another' : 'platform.key_missing',
      `${key ? 'The keys in' : `The ${row.kind} key ${row.version} is missing from`} ${keysFolder}${key ? ' belong to another database' : ''}. Put back the keys folder that belongs to this database.`,
      { alarming: true },
    )
  }
  await insertFingerprints(db, present)
}

// What becomes of a resource that arrives when its entry may already be here. Importing the same thing twice changes
// nothing; an older version becomes history; anything else replaces the current version, which becomes history.
import type { FilingOutcome, SourceVersion } from './entry.ts'

export type KnownVersions = {
  readonly currentHash: Buffer
  readonly currentUpdatedAt: Date | null
  /** Hashes of all versions that are not current. */
  readonly pastHashes: readonly Buffer[]
}

export type Arrival = { readonly contentHash: Buffer; readonly sourceVersion: SourceVersion }

/** Decides; pure. `known` is undefined for an entry that isn't here yet. */
export function decideVersion(known: KnownVersions | undefined, arrival: Arrival): FilingOutcome {
  if (known === undefined) return 'new'
  if (arrival.contentHash.equals(known.currentHash)) return 'unchanged'
  const age = compareAge(arrival.sourceVersion.updatedAt, known.currentUpdatedAt)
  const seenBefore = known.pastHashes.some((hash) => hash.equals(arrival.contentHash))
  // A version seen before returns as current only when its source says that it is newer than what is here.
  if (seenBefore && age !== 'newer') return 'unchanged'
  return age === 'older' ? 'late' : 'updated'
}

function compareAge(arriving: Date | null, current: Date | null): 'older' | 'newer' | 'unknown' {
  if (arriving === null || current === null) return 'unknown'
  if (arriving.getTime() === current.getTime()) return 'unknown'
  return arriving < current ? 'older' : 'newer'
}

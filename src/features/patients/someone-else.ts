// Would these demographics make two people of one MPI record? Asked before a registration replaces what a source said
// earlier under the same id: two systems that both count their patients 1, 2, 3 must not be poured into each other.
import type { Demographics } from './demographics.ts'
import { nameWords } from './folding.ts'

/**
 * True when both registrations name a birth date and a name, and neither the birth date nor any part of any name is
 * shared. A marriage, a correction or a typing error changes one of these, not all.
 */
export function isSomeoneElse(known: Demographics, arriving: Demographics): boolean {
  if (!known.birthDate || !arriving.birthDate || known.birthDate === arriving.birthDate) return false
  const knownNames = nameParts(known)
  const arrivingNames = nameParts(arriving)
  if (knownNames.size === 0 || arrivingNames.size === 0) return false
  return knownNames.isDisjointFrom(arrivingNames)
}

function nameParts(demographics: Demographics): Set<string> {
  const words = demographics.names.flatMap((name) => [name.family ?? '', ...name.given])
  return new Set(words.flatMap(nameWords).filter((word) => word.length > 1))
}

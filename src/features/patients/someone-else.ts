// Would these demographics make two people of one MPI record? Asked before a registration replaces what a source said
// earlier under the same id: two systems that both count their patients 1, 2, 3 must not be poured into each other.
import type { Demographics, NameFact } from './demographics.ts'
import { nameWords } from './folding.ts'

/**
 * A marriage, a correction or a typing error changes one thing at a time. So it is somebody else when the birth date
 * differs and the surname or the given name differs too, or when no part of any name is shared. What one of the two does
 * not say does not differ.
 */
export function isSomeoneElse(known: Demographics, arriving: Demographics): boolean {
  const surnames = differ(wordsOf(known, surnameOf), wordsOf(arriving, surnameOf))
  const givenNames = differ(wordsOf(known, givenOf), wordsOf(arriving, givenOf))
  if (birthDatesDiffer(known.birthDate, arriving.birthDate)) return surnames || givenNames
  return surnames && givenNames && differ(wordsOf(known, allOf), wordsOf(arriving, allOf))
}

// 1961 and 1961-04-05 may be one date, known to different precision.
function birthDatesDiffer(known: string | undefined, arriving: string | undefined): boolean {
  if (!known || !arriving) return false
  return !known.startsWith(arriving) && !arriving.startsWith(known)
}

const surnameOf = (name: NameFact) => [name.family ?? '']
const givenOf = (name: NameFact) => name.given
const allOf = (name: NameFact) => [name.family ?? '', ...name.given]

function wordsOf(demographics: Demographics, part: (name: NameFact) => readonly string[]): Set<string> {
  return new Set(demographics.names.flatMap(part).flatMap(nameWords))
}

function differ(known: ReadonlySet<string>, arriving: ReadonlySet<string>): boolean {
  return known.size > 0 && arriving.size > 0 && [...known].every((word) => !arriving.has(word))
}

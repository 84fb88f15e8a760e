// Under which keys a record can be found. Keys are lexemes of one tsvector column, a letter naming their kind:
// n word of a name · f its first one or two letters · p its sound · x the word with one letter left out · c the name it is short for · d birth date
// (year, year-month, day and month-day) · q the same when no more than year or month is known · i number · l last four digits of a social security number · t phone · e e-mail.
import { type Demographics, displayName, type NameFact } from './demographics.ts'
import { nameWords, normaliseEmail, normaliseIdentifier, normalisePhone } from './folding.ts'
import { fullNamesOf } from './nicknames.ts'
import type { PartialDate } from './partial-date.ts'
import { soundKeys } from './phonetics.ts'

export type SearchName = {
  readonly use: NameFact['use']
  readonly family: readonly string[]
  readonly given: readonly string[]
}

/** What the scorer compares; kept as JSON beside the keys. */
export type SearchFacts = {
  readonly names: readonly SearchName[]
  readonly birthDate?: PartialDate
  readonly identifiers: readonly { readonly kind: string; readonly value: string }[]
  readonly phones: readonly string[]
  readonly emails: readonly string[]
}

const KEY_LENGTH_MAX = 100

export function searchFacts(demographics: Demographics): SearchFacts {
  const ofKind = (...kinds: string[]) => demographics.telecoms.filter((each) => kinds.includes(each.kind))
  return {
    names: demographics.names.map((name) => ({
      use: name.use,
      family: nameWords(name.family ?? ''),
      given: name.given.flatMap(nameWords),
    })),
    ...(demographics.birthDate ? { birthDate: demographics.birthDate } : {}),
    identifiers: demographics.identifiers.map((each) => ({
      kind: each.kind,
      value: normaliseIdentifier(each.value),
    })),
    phones: ofKind('phone', 'sms', 'pager', 'other')
      .map((each) => normalisePhone(each.value))
      .filter((digits) => digits.length >= 7),
    emails: demographics.telecoms
      .filter((each) => each.value.includes('@'))
      .map((each) => normaliseEmail(each.value)),
  }
}

export function searchKeys(facts: SearchFacts): string[] {
  const keys = new Set<string>()
  for (const name of facts.names) {
    for (const word of name.family) addNameKeys(keys, word)
    for (const word of name.given) {
      addNameKeys(keys, word)
      for (const full of fullNamesOf(word)) keys.add(`c:${full}`)
    }
    if (name.family.length > 1) addNameKeys(keys, name.family.join(''))
    if (name.given.length > 1) keys.add(`n:${name.given.join('')}`)
  }
  for (const key of birthDateKeys(facts.birthDate)) keys.add(key)
  for (const { kind, value } of facts.identifiers) {
    if (value) keys.add(`i:${value}`)
    if (kind === 'SS') keys.add(`l:${value.slice(-4)}`)
  }
  for (const digits of facts.phones) {
    keys.add(`t:${digits}`)
    keys.add(`t:${digits.slice(-7)}`)
    keys.add(`t:${digits.slice(-4)}`)
  }
  for (const email of facts.emails) keys.add(`e:${email}`)
  return [...keys].map((key) => key.slice(0, KEY_LENGTH_MAX))
}

/** Order in lists: family, given, birth date, folded; the blank before the comma puts Smith before Smith Jones. */
export function sortName(demographics: Demographics): string {
  const name = displayName(demographics)
  const family = nameWords(name?.family ?? '').join(' ')
  const given = (name?.given ?? []).flatMap(nameWords).join(' ')
  return `${family} , ${given} ${demographics.birthDate ?? ''}`.slice(0, 200)
}

/** The word with each of its letters left out once: two words one edit apart share one of these or the word itself. */
export function oneLetterLess(word: string): string[] {
  const letters = [...word]
  if (letters.length < 4 || letters.length > 20) return []
  return [...new Set(letters.map((_, at) => letters.toSpliced(at, 1).join('')))]
}

function addNameKeys(keys: Set<string>, word: string): void {
  keys.add(`n:${word}`)
  keys.add(`f:${word.slice(0, 1)}`)
  keys.add(`f:${word.slice(0, 2)}`)
  for (const sound of soundKeys(word)) keys.add(`p:${sound}`)
  for (const shorter of oneLetterLess(word)) keys.add(`x:${shorter}`)
}

function birthDateKeys(date: PartialDate | undefined): string[] {
  if (!date) return []
  const [year, month, day] = date.split('-')
  const keys = [`d:${year}`]
  if (month) keys.push(`d:${year}-${month}`)
  if (day) keys.push(`d:${date}`, `d:-${month}-${day}`)
  else keys.push(`q:${date}`)
  return keys
}

// How well one registration fits what was typed, and why, in words. Every token is compared with every fact of its
// kind; tokens that say much (a number, a whole date) weigh more than an initial. Order does not count. Pure.
import { dateKey, digitsSwapped } from './candidate-query.ts'
import { compareNames, type NameLikeness } from './name-likeness.ts'
import type { SearchFacts } from './search-keys.ts'
import type { DatePattern, Interpretation, Reading, SearchToken } from './search-query.ts'

export type Fit = { readonly score: number; readonly why: readonly string[] }

/** What a number led to outside the registration itself: a visit, an account, a person's own number. */
export type NumberHit = { readonly value: string; readonly why: string }

/** Fits below this are noise. */
export const SCORE_MIN = 0.45

type Match = { readonly strength: number; readonly why: string }
type NameWord = {
  readonly word: string
  readonly role: 'surname' | 'given name'
  readonly isFormer: boolean
  /** One of two surnames, or a middle name: a whole surname or a first name of the same spelling comes before it. */
  readonly isPart: boolean
  /** For two words written as one: how many letters the first has; what ends within it belongs to that word. */
  readonly firstLetters?: number
}

/** The best fit among the interpretations. */
export function scoreCandidate(
  interpretations: readonly Interpretation[],
  facts: SearchFacts,
  hits: readonly NumberHit[] = [],
): Fit {
  const words = nameWordsOf(facts)
  let best: Fit = { score: 0, why: [] }
  for (const tokens of interpretations) {
    const fit = fitOf(tokens, facts, words, hits)
    if (fit.score > best.score) best = fit
  }
  return best
}

function fitOf(
  tokens: Interpretation,
  facts: SearchFacts,
  words: readonly NameWord[],
  hits: readonly NumberHit[],
): Fit {
  const names = assignNames(tokens, words)
  let reached = 0
  let possible = 0
  const why: string[] = []
  for (const token of tokens) {
    const match = names.get(token) ?? bestOf(token.readings.map((reading) => matchFact(reading, facts, hits)))
    if (token.isJoined && !match) return { score: 0, why: [] }
    const weight = weightOf(token)
    possible += weight
    reached += weight * (match?.strength ?? 0)
    if (match) why.push(match.why)
  }
  return { score: possible === 0 ? 0 : round(reached / possible), why: [...new Set(why)] }
}

/** Each word of a name answers at most one token: `john john` wants two Johns. Strongest pairs first. */
function assignNames(tokens: Interpretation, words: readonly NameWord[]): Map<SearchToken, Match> {
  const pairs = tokens.flatMap((token) =>
    token.readings.flatMap((reading) =>
      reading.kind === 'name'
        ? words.flatMap((target) => {
            const likeness = compareNames(reading.word, target.word, target.role === 'given name')
            if (likeness?.how === 'begins' && reading.word.length <= (target.firstLetters ?? 0)) return []
            if (token.isJoined && (likeness?.how === 'sound' || (likeness?.strength ?? 0) < 0.85)) return []
            return likeness ? [{ token, target, match: nameMatch(reading.word, target, likeness) }] : []
          })
        : [],
    ),
  )
  pairs.sort((a, b) => b.match.strength - a.match.strength)
  const assigned = new Map<SearchToken, Match>()
  const used = new Set<NameWord>()
  for (const { token, target, match } of pairs) {
    if (assigned.has(token) || used.has(target)) continue
    assigned.set(token, match)
    used.add(target)
  }
  return assigned
}

function nameMatch(typed: string, target: NameWord, likeness: NameLikeness): Match {
  const role = target.isFormer ? `former ${target.role}` : target.role
  const strength = likeness.strength * (target.isFormer ? 0.94 : 1) * (target.isPart ? 0.97 : 1)
  const shown = capitalised(typed)
  switch (likeness.how) {
    case 'same':
      return { strength, why: `${role} ${shown}` }
    case 'begins':
      return { strength, why: `${role} begins with ${shown}` }
    case 'nickname':
      return { strength, why: `nickname of ${capitalised(likeness.fullName)}` }
    case 'spelling':
      return { strength, why: `${role} spelt nearly like ${shown}` }
    case 'sound':
      return { strength, why: `${role} sounds like ${shown}` }
  }
}

function matchFact(reading: Reading, facts: SearchFacts, hits: readonly NumberHit[]): Match | undefined {
  switch (reading.kind) {
    case 'name':
      return undefined
    case 'date':
      return bestOf(reading.dates.map((date) => matchDate(date, facts.birthDate)))
    case 'number':
      return matchNumber(reading.value, facts, hits)
    case 'phone':
      return bestOf(facts.phones.map((phone) => matchPhone(reading.digits, phone)))
    case 'email':
      return bestOf(facts.emails.map((email) => matchEmail(reading.value, email)))
  }
}

function matchDate(typed: DatePattern, birthDate: string | undefined): Match | undefined {
  if (!birthDate) return undefined
  const [year, month, day] = birthDate.split('-').map(Number)
  const sameYear = typed.year === undefined || typed.year === year
  const sameMonth = typed.month === undefined || typed.month === month
  const sameDay = typed.day === undefined || typed.day === day
  if (sameYear && sameMonth && sameDay) return { strength: 1, why: dateWords(typed) }
  if (month === undefined || day === undefined) return matchPartial(typed, year, month)
  if (typed.month === undefined) {
    return Math.abs((typed.year ?? 0) - (year ?? 0)) === 1
      ? { strength: 0.5, why: `birth year near ${typed.year}` }
      : undefined
  }
  if (typed.day === undefined) return undefined
  if (sameYear && typed.month === day && typed.day === month) {
    return { strength: 0.8, why: 'birth date with day and month swapped' }
  }
  if (typed.year === undefined) return undefined
  if (sameMonth && sameDay) {
    const isNear = digitsApart(String(typed.year), String(year)) === 1
    return { strength: isNear ? 0.7 : 0.4, why: 'birth date but for the year' }
  }
  if (sameYear && digitsApart(dateKey(typed), birthDate) === 1) {
    return { strength: 0.75, why: 'birth date but for one digit' }
  }
  if (sameYear && sameMonth) return { strength: 0.45, why: 'birth month and year' }
  return sameYear ? { strength: 0.3, why: `birth year ${year}` } : undefined
}

function matchPartial(
  typed: DatePattern,
  year: number | undefined,
  month: number | undefined,
): Match | undefined {
  if (typed.year === undefined || typed.year !== year) return undefined
  if (month === undefined) return { strength: 0.7, why: `birth year ${year}, no more is known` }
  return typed.month === month
    ? { strength: 0.8, why: 'birth month and year, the day is not known' }
    : undefined
}

function matchNumber(typed: string, facts: SearchFacts, hits: readonly NumberHit[]): Match | undefined {
  const hit = hits.find((each) => each.value.startsWith(typed))
  if (hit) {
    return hit.value === typed
      ? { strength: 1, why: hit.why }
      : { strength: 0.85, why: `${hit.why} begins so` }
  }
  return bestOf(
    facts.identifiers.map(({ kind, value }) => {
      const label = NUMBER_LABELS[kind] ?? 'number'
      if (value === typed) return { strength: 1, why: label }
      if (typed.length >= 3 && value.startsWith(typed)) return { strength: 0.85, why: `${label} begins so` }
      if (kind === 'SS' && typed.length === 4 && value.endsWith(typed)) {
        return { strength: 0.9, why: `last four digits of the ${label}` }
      }
      if (typed.length < 5) return undefined
      if (typed.length > 5 && typed.slice(0, -1) === value) {
        return { strength: 0.85, why: `${label} without the last digit` }
      }
      return digitsSwapped(typed).includes(value)
        ? { strength: 0.75, why: `${label} with two characters swapped` }
        : undefined
    }),
  )
}

const NUMBER_LABELS: Readonly<Record<string, string>> = {
  MR: 'medical record number',
  SS: 'social security number',
  DL: 'driver’s license number',
  PPN: 'passport number',
  MB: 'insurance member number',
  MC: 'Medicare number',
  MA: 'Medicaid number',
  AN: 'account number',
  VN: 'visit number',
}

function matchPhone(typed: string, phone: string): Match | undefined {
  if (typed === phone) return { strength: 1, why: 'phone number' }
  if (typed.length === 7 && phone.endsWith(typed)) return { strength: 0.95, why: 'phone number' }
  if (typed.length === 4 && phone.endsWith(typed)) {
    return { strength: 0.85, why: 'last four digits of the phone number' }
  }
  if (typed.length === 10 && phone.slice(-7) === typed.slice(-7)) {
    return { strength: 0.75, why: 'phone number with another area code' }
  }
  if (typed.length >= 7 && digitsSwapped(typed).some((digits) => phone.endsWith(digits))) {
    return { strength: 0.75, why: 'phone number with two digits swapped' }
  }
  return undefined
}

function matchEmail(typed: string, email: string): Match | undefined {
  if (typed === email) return { strength: 1, why: 'e-mail address' }
  return email.startsWith(typed) ? { strength: 0.85, why: 'e-mail address begins so' } : undefined
}

function weightOf(token: SearchToken): number {
  return (token.isJoined ? 2 : 1) * Math.max(...token.readings.map(readingWeight))
}

function readingWeight(reading: Reading): number {
  switch (reading.kind) {
    case 'name':
      return reading.word.length === 1 ? 0.4 : reading.word.length === 2 ? 0.7 : 1
    case 'date':
      return Math.max(...reading.dates.map((date) => (date.day === undefined ? 0.7 : 1.2)))
    case 'number':
      return reading.value.length >= 5 ? 1.5 : 0.7
    case 'phone':
      return reading.digits.length >= 7 ? 1.3 : 0.7
    case 'email':
      return 1.5
  }
}

/** The words of all names, two-word names also written as one; a word that stands in several names counts once. */
function nameWordsOf(facts: SearchFacts): NameWord[] {
  const words = new Map<string, NameWord>()
  const current = facts.names.filter((name) => name.use !== 'old' && name.use !== 'maiden')
  const former = facts.names.filter((name) => name.use === 'old' || name.use === 'maiden')
  for (const name of [...current, ...former]) {
    const isFormer = name.use === 'old' || name.use === 'maiden'
    const add = (word: string, role: NameWord['role'], isPart: boolean) => {
      const key = `${role} ${word}`
      if (!words.has(key)) words.set(key, { word, role, isFormer, isPart })
    }
    const addJoined = (parts: readonly string[], role: NameWord['role']) => {
      const [first, ...rest] = parts
      if (first === undefined || rest.length === 0) return
      const key = `${role} ${parts.join('')}`
      const joined = { word: parts.join(''), role, isFormer, isPart: false, firstLetters: first.length }
      if (!words.has(key)) words.set(key, joined)
    }
    for (const word of name.family) add(word, 'surname', name.family.length > 1)
    for (const [at, word] of name.given.entries()) add(word, 'given name', at > 0)
    addJoined(name.family, 'surname')
    addJoined(name.given, 'given name')
  }
  return [...words.values()]
}

const MONTH_NAMES =
  'January February March April May June July August September October November December'.split(' ')

function dateWords({ year, month, day }: DatePattern): string {
  if (month === undefined) return `birth year ${year}`
  const name = MONTH_NAMES[month - 1]
  if (day === undefined) return `born in ${name} ${year}`
  return year === undefined ? `birthday ${day} ${name}` : 'birth date'
}

function digitsApart(one: string, other: string): number {
  if (one.length !== other.length) return Number.POSITIVE_INFINITY
  return [...one].filter((digit, at) => digit !== other[at]).length
}

function bestOf(matches: readonly (Match | undefined)[]): Match | undefined {
  let best: Match | undefined
  for (const match of matches) if (match && match.strength > (best?.strength ?? 0)) best = match
  return best
}

function capitalised(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1)
}

function round(score: number): number {
  return Math.round(score * 1000) / 1000
}

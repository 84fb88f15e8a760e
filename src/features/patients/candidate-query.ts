// From what was typed to the tsquery that fetches candidates. Strict asks for the words as typed (or begun); loose adds
// sounds, one wrong letter, nicknames, neighbouring dates and swapped digits; relaxed lets one token go. Pure.
import { fullNamesOf } from './nicknames.ts'
import { soundKeys } from './phonetics.ts'
import { oneLetterLess } from './search-keys.ts'
import type { DatePattern, Interpretation, Reading, SearchToken } from './search-query.ts'

export type Breadth = 'strict' | 'loose' | 'relaxed'

export type CandidateQuery = {
  /** A tsquery as text. */
  readonly query: string
  /** What the better ones of very many candidates also satisfy. */
  readonly signals: readonly string[]
}

/** Undefined when this breadth asks nothing. */
export function candidateQuery(
  interpretations: readonly Interpretation[],
  breadth: Breadth,
): CandidateQuery | undefined {
  const alternatives = interpretations.flatMap((tokens) =>
    breadth === 'relaxed' ? leavingOneOut(tokens) : [conjunction(tokens, breadth)],
  )
  const distinct = [...new Set(alternatives)].filter(Boolean)
  if (distinct.length === 0) return undefined
  return {
    query: distinct.join(' | '),
    signals: breadth === 'strict' ? [] : signalsOf(interpretations[0] ?? []),
  }
}

// As typed counts twice, one letter off once; sound alone is no signal.
function signalsOf(tokens: Interpretation): string[] {
  return tokens.flatMap((token) => {
    const near = token.readings.flatMap((reading) =>
      reading.kind === 'name' ? [...strictKeys(reading), ...spellingKeys(reading.word)] : [],
    )
    const typed = tokenKeys(token, 'strict').join(' | ')
    return near.length ? [typed, near.join(' | ')] : [typed]
  })
}

function conjunction(tokens: Interpretation, breadth: 'strict' | 'loose' | 'looseNames'): string {
  return tokens
    .map((token) => {
      const isName = token.readings.some((reading) => reading.kind === 'name')
      const own = breadth === 'looseNames' ? (isName ? 'loose' : 'strict') : breadth
      return `(${tokenKeys(token, own).join(' | ')})`
    })
    .join(' & ')
}

// Of two tokens the one left must be rare enough to stand alone: a number, a whole date, an address, a full word.
function leavingOneOut(tokens: Interpretation): string[] {
  if (tokens.length < 2) return []
  return tokens.flatMap((_, at) => {
    const rest = tokens.toSpliced(at, 1)
    return rest.some(isTelling) ? [conjunction(rest, tokens.length > 2 ? 'looseNames' : 'strict')] : []
  })
}

function isTelling(token: SearchToken): boolean {
  return token.readings.some((reading) => {
    if (reading.kind === 'name') return reading.word.length > 2
    if (reading.kind === 'date') return reading.dates.some((date) => date.day !== undefined)
    return true
  })
}

function tokenKeys(token: SearchToken, breadth: 'strict' | 'loose'): string[] {
  const keys = token.readings.flatMap((reading) =>
    breadth === 'strict' ? strictKeys(reading) : [...strictKeys(reading), ...looseKeys(reading)],
  )
  return [...new Set(keys)]
}

function strictKeys(reading: Reading): string[] {
  switch (reading.kind) {
    case 'name':
      return [reading.word.length <= 2 ? exact(`f:${reading.word}`) : begun(`n:${reading.word}`)]
    case 'date':
      return reading.dates.map((date) => exact(`d:${dateKey(date)}`))
    case 'number':
      return [
        reading.value.length < 3 ? exact(`i:${reading.value}`) : begun(`i:${reading.value}`),
        ...(reading.value.length === 4 ? [exact(`l:${reading.value}`)] : []),
      ]
    case 'phone':
      return [exact(`t:${reading.digits}`)]
    case 'email':
      return [begun(`e:${reading.value}`)]
  }
}

function looseKeys(reading: Reading): string[] {
  switch (reading.kind) {
    case 'name':
      return looseNameKeys(reading.word)
    case 'date':
      return reading.dates.flatMap(looseDateKeys)
    case 'number':
      return reading.value.length < 5
        ? []
        : [
            ...digitsSwapped(reading.value).map((value) => exact(`i:${value}`)),
            ...(reading.value.length > 5 ? [exact(`i:${reading.value.slice(0, -1)}`)] : []),
          ]
    case 'phone':
      return reading.digits.length < 7
        ? []
        : [...digitsSwapped(reading.digits), reading.digits.slice(-7)].map((digits) => exact(`t:${digits}`))
    case 'email':
      return []
  }
}

function looseNameKeys(word: string): string[] {
  return [
    ...soundKeys(word).map((sound) => exact(`p:${sound}`)),
    ...fullNamesOf(word).map((full) => exact(`c:${full}`)),
    ...spellingKeys(word),
  ]
}

function spellingKeys(word: string): string[] {
  return [
    ...(word.length >= 3 ? [exact(`x:${word}`)] : []),
    ...oneLetterLess(word).flatMap((each) => [exact(`n:${each}`), exact(`x:${each}`)]),
  ]
}

function looseDateKeys({ year, month, day }: DatePattern): string[] {
  if (year !== undefined && month === undefined) return [exact(`d:${year - 1}`), exact(`d:${year + 1}`)]
  const keys: string[] = []
  if (year !== undefined) keys.push(exact(`q:${year}`))
  if (year !== undefined && month !== undefined) keys.push(exact(`d:${year}-${two(month)}`))
  if (year !== undefined && month !== undefined && day !== undefined) {
    keys.push(exact(`d:-${two(month)}-${two(day)}`))
    if (day <= 12) keys.push(exact(`d:${year}-${two(day)}-${two(month)}`))
    for (const other of datesOneDigitAway(year, month, day)) keys.push(exact(`d:${other}`))
  }
  return keys
}

/** `1951-03-04`, `1951-03`, `1951`, or `-03-04` where the year is open. */
export function dateKey({ year, month, day }: DatePattern): string {
  const parts = [year === undefined ? '' : String(year)]
  if (month !== undefined) parts.push(two(month))
  if (day !== undefined) parts.push(two(day))
  return parts.join('-')
}

function datesOneDigitAway(year: number, month: number, day: number): string[] {
  const months = [month - 1, month + 1, month + 10, month - 10].filter((each) => each >= 1 && each <= 12)
  return months.map((each) => dateKey({ year, month: each, day }))
}

export function digitsSwapped(value: string): string[] {
  if (value.length > 12) return []
  const letters = [...value]
  const swapped = letters.slice(1).map((_, at) => {
    const copy = [...letters]
    copy[at] = letters[at + 1] ?? ''
    copy[at + 1] = letters[at] ?? ''
    return copy.join('')
  })
  return [...new Set(swapped)].filter((each) => each !== value)
}

function two(part: number): string {
  return String(part).padStart(2, '0')
}

function exact(key: string): string {
  return `'${key.slice(0, 100).replaceAll('\\', '\\\\').replaceAll("'", "''")}'`
}

function begun(key: string): string {
  return `${exact(key)}:*`
}

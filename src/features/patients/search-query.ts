// What a line typed into the search box may mean. A line has one or more interpretations (June may be a name or a
// month), each a list of tokens, each token one or more readings (1980 may be a year or the end of a number). Pure.
import { nameWords, normaliseEmail, normaliseIdentifier, normalisePhone } from './folding.ts'
import { daysInMonth } from './partial-date.ts'

/** A date of which any part may be missing. */
export type DatePattern = { readonly year?: number; readonly month?: number; readonly day?: number }

export type Reading =
  | { readonly kind: 'name'; readonly word: string }
  | { readonly kind: 'date'; readonly dates: readonly DatePattern[] }
  | { readonly kind: 'number'; readonly value: string }
  | { readonly kind: 'phone'; readonly digits: string }
  | { readonly kind: 'email'; readonly value: string }

export type SearchToken = {
  readonly text: string
  readonly readings: readonly Reading[]
  /** Two neighbouring words read as one: a guess, which counts only when it hits. */
  readonly isJoined?: true
}

/** All tokens of one interpretation are meant to be true of the person sought. */
export type Interpretation = readonly SearchToken[]

export const SEARCH_LENGTH_MAX = 200
const TOKENS_MAX = 8
const YEAR_MIN = 1880

const MONTHS: Readonly<Record<string, number>> = {}
const MONTH_WORDS = [
  'january jan enero ene',
  'february feb febrero',
  'march mar marzo',
  'april apr abril abr',
  'may mayo',
  'june jun junio',
  'july jul julio',
  'august aug agosto ago',
  'september sep sept septiembre setiembre',
  'october oct octubre',
  'november nov noviembre',
  'december dec diciembre dic',
]
for (const [at, words] of MONTH_WORDS.entries()) {
  for (const word of words.split(' ')) (MONTHS as Record<string, number>)[word] = at + 1
}
const MONTH = Object.keys(MONTHS)
  .toSorted((a, b) => b.length - a.length)
  .join('|')

const LABEL =
  /(?<![\p{L}\p{N}])(?:dob|born|mrn|ssn|phone|tel|acct|account|visit|#)\s*(?:[:#]\s*|(?=\s*\d))/giu
const WRITTEN_DATES = [
  `(?<day>\\d{1,2})(?:st|nd|rd|th)?[\\s.-]*(?:de\\s+)?(?<month>${MONTH})\\.?,?[\\s-]*(?:de\\s+)?(?<year>\\d{4}|\\d{2})?`,
  `(?<month>${MONTH})\\.?[\\s-]*(?<day>\\d{1,2})(?:st|nd|rd|th)?(?:[\\s,-]+(?<year>\\d{4}))?`,
  `(?<month>${MONTH})\\.?,?[\\s-]*(?:de\\s+)?(?<year>\\d{4})`,
  `(?<year>\\d{4})[\\s-]+(?<month>${MONTH})(?:[\\s-]+(?<day>\\d{1,2}))?`,
].map((pattern) => new RegExp(`(?<![\\p{L}\\p{N}/-])${pattern}(?![\\p{L}\\p{N}/-])`, 'iu'))

const PHONE = /(?<![\w/.-])(?:\+1[\s.-]*|1[\s.-]+)?\(?\d{3}\)?[\s.-]*\d{3}[\s.-]*\d{4}(?![\w/-])/
const LOCAL_PHONE = /(?<![\w/.-])\d{3}[.-]\d{4}(?![\w/-])/
const SOCIAL_SECURITY_NUMBER = /(?<![\w/.-])\d{3}[ -]\d{2}[ -]\d{4}(?![\w/-])/

/** Never throws; a line without a letter or digit has no interpretation. `today` bounds two-figure years. */
export function parseSearch(line: string, today: string): Interpretation[] {
  const yearMax = Number(today.slice(0, 4))
  const text = line.slice(0, SEARCH_LENGTH_MAX).normalize('NFKC').replace(LABEL, ' ')
  const lifted: SearchToken[] = []
  const plain = liftNumbers(text, lifted)
  const withoutMonths = [...lifted, ...wordTokens(plain, yearMax)]
  const dated = liftWrittenDate(plain, yearMax)
  const readings = dated
    ? [[...lifted, dated.token, ...wordTokens(dated.rest, yearMax)], withoutMonths]
    : [withoutMonths]
  const complete = readings.map(dropIncomplete).filter((tokens) => tokens.length > 0)
  return complete.flatMap((tokens) => [tokens, ...withNeighboursJoined(tokens)])
}

// Telephone and social security numbers may hold blanks, so they are taken out before the line is cut into words.
function liftNumbers(text: string, into: SearchToken[]): string {
  let rest = text
  for (const pattern of [PHONE, SOCIAL_SECURITY_NUMBER, LOCAL_PHONE]) {
    for (let match = pattern.exec(rest); match && into.length < TOKENS_MAX; match = pattern.exec(rest)) {
      const [found] = match
      into.push({ text: found, readings: digitReadings(found, 0) })
      rest = `${rest.slice(0, match.index)} ${rest.slice(match.index + found.length)}`
    }
  }
  return rest
}

function liftWrittenDate(text: string, yearMax: number): { token: SearchToken; rest: string } | undefined {
  for (const pattern of WRITTEN_DATES) {
    const match = pattern.exec(text)
    if (!match?.groups) continue
    const month = MONTHS[match.groups.month?.toLowerCase() ?? '']
    const day = match.groups.day === undefined ? undefined : Number(match.groups.day)
    const years = match.groups.year === undefined ? [undefined] : fullYears(match.groups.year, yearMax)
    const dates = years.flatMap((year) => validDate(year, month, day))
    if (dates.length === 0) continue
    const rest = `${text.slice(0, match.index)} ${text.slice(match.index + match[0].length)}`
    return { token: { text: match[0].trim(), readings: [{ kind: 'date', dates }] }, rest }
  }
  return undefined
}

function wordTokens(text: string, yearMax: number): SearchToken[] {
  return text
    .split(/[\s,;]+/)
    .filter(Boolean)
    .flatMap((piece) => pieceTokens(piece, yearMax))
    .slice(0, TOKENS_MAX)
}

function pieceTokens(piece: string, yearMax: number): SearchToken[] {
  if (/^[^@\s]+@[^@\s]*$/.test(piece)) {
    return [{ text: piece, readings: [{ kind: 'email', value: normaliseEmail(piece) }] }]
  }
  if (!/\p{N}/u.test(piece)) {
    return nameWords(piece).map((word) => ({ text: word, readings: [{ kind: 'name', word }] }))
  }
  const dates = numericDates(piece, yearMax)
  const readings: Reading[] = dates.length ? [{ kind: 'date', dates }] : []
  if (!piece.includes('/')) readings.push(...digitReadings(piece, readings.length))
  return readings.length ? [{ text: piece, readings }] : []
}

function digitReadings(text: string, readingsBefore: number): Reading[] {
  const value = normaliseIdentifier(text)
  const readings: Reading[] = value.length >= 3 || readingsBefore > 0 ? [{ kind: 'number', value }] : []
  const digits = normalisePhone(text)
  const isPhone =
    /^[\d\s().+-]+$/.test(text) && (digits.length === 7 || digits.length === 10 || digits.length === 4)
  if (isPhone) readings.push({ kind: 'phone', digits })
  return readings
}

/** `03/04/1951` both ways, `3-4-51`, ISO, `19510304`, `03041951`, `1951`, `03/1951`, `3/4`. */
function numericDates(piece: string, yearMax: number): DatePattern[] {
  const iso = /^(\d{4})[-/.](\d{1,2})(?:[-/.](\d{1,2}))?$/.exec(piece)
  if (iso) return validDate(Number(iso[1]), Number(iso[2]), iso[3] === undefined ? undefined : Number(iso[3]))
  const parted = /^(\d{1,2})[-/.](\d{1,2})(?:[-/.](\d{4}|\d{2})?)?$/.exec(piece)
  if (parted) {
    const years = parted[3] === undefined ? [undefined] : fullYears(parted[3], yearMax)
    const started = parted[3] === '19' || parted[3] === '20' ? [undefined] : []
    return bothOrders(Number(parted[1]), Number(parted[2]), [...years, ...started])
  }
  const monthYear = /^(\d{1,2})[-/.](\d{4})$/.exec(piece)
  if (monthYear) return validDate(Number(monthYear[2]), Number(monthYear[1]), undefined)
  if (!/^\d+$/.test(piece)) return []
  const part = (from: number, to: number) => Number(piece.slice(from, to))
  if (piece.length === 4) return fullYears(piece, yearMax).map((year) => ({ year }))
  if (piece.length === 6) {
    return bothOrders(part(0, 2), part(2, 4), fullYears(piece.slice(4), yearMax))
  }
  if (piece.length === 8) {
    const yearFirst = fullYears(piece.slice(0, 4), yearMax).flatMap((year) =>
      validDate(year, part(4, 6), part(6, 8)),
    )
    return [...yearFirst, ...bothOrders(part(0, 2), part(2, 4), fullYears(piece.slice(4), yearMax))]
  }
  return []
}

function bothOrders(first: number, second: number, years: readonly (number | undefined)[]): DatePattern[] {
  return years.flatMap((year) => [
    ...validDate(year, first, second),
    ...(first === second ? [] : validDate(year, second, first)),
  ])
}

function validDate(
  year: number | undefined,
  month: number | undefined,
  day: number | undefined,
): DatePattern[] {
  if (month === undefined || month < 1 || month > 12) return []
  if (day !== undefined && (day < 1 || day > daysInMonth(year ?? 2000, month))) return []
  if (year !== undefined && year < YEAR_MIN) return []
  return [{ ...(year === undefined ? {} : { year }), month, ...(day === undefined ? {} : { day }) }]
}

/** A four-figure year as it is; a two-figure one in this century and the last, nobody being born tomorrow. */
function fullYears(text: string, yearMax: number): number[] {
  const year = Number(text)
  const candidates = text.length === 4 ? [year] : [1900 + year, 2000 + year]
  return candidates.filter((each) => each >= YEAR_MIN && each <= yearMax)
}

// While someone types `smith 03`, the 03 says nothing yet; alone it stays, so that the line means something.
function dropIncomplete(tokens: Interpretation): Interpretation {
  const complete = tokens.filter((token) => token.readings.length > 0)
  return complete.slice(0, TOKENS_MAX)
}

// `mac donald`, `o brien` and `mary ann` may be stored as one word.
function withNeighboursJoined(tokens: Interpretation): Interpretation[] {
  const joined: Interpretation[] = []
  for (const [at, token] of tokens.entries()) {
    const next = tokens[at + 1]
    const first = nameOf(token)
    const second = next && nameOf(next)
    if (!first || !second || first.length > 6 || second.length < 2) continue
    const word = first + second
    joined.push([
      ...tokens.slice(0, at),
      { text: word, readings: [{ kind: 'name', word }], isJoined: true },
      ...tokens.slice(at + 2),
    ])
  }
  return joined.slice(0, 3)
}

function nameOf(token: SearchToken): string | undefined {
  const [reading] = token.readings
  return reading?.kind === 'name' ? reading.word : undefined
}

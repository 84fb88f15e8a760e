// Dates of birth as people know them: a year, a month of a year, or a day. FHIR R4 `date` and HL7 v2 allow all three.

/** `YYYY`, `YYYY-MM` or `YYYY-MM-DD`, checked against the calendar. */
export type PartialDate = string & { readonly partialDate: unique symbol }

export type Precision = 'year' | 'month' | 'day'

const PATTERN = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/

/** The date, or undefined when the text is none (29 February of a common year, month 13, year 0). */
export function parsePartialDate(text: string): PartialDate | undefined {
  const match = PATTERN.exec(text)
  if (!match) return undefined
  const [, year, month, day] = match
  if (Number(year) < 1) return undefined
  if (month !== undefined && (Number(month) < 1 || Number(month) > 12)) return undefined
  if (day !== undefined && (Number(day) < 1 || Number(day) > daysInMonth(Number(year), Number(month)))) {
    return undefined
  }
  return text as PartialDate
}

export function precisionOf(date: PartialDate): Precision {
  if (date.length === 4) return 'year'
  return date.length === 7 ? 'month' : 'day'
}

export function daysInMonth(year: number, month: number): number {
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
  return [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0
}

/**
 * Completed years between two dates. When the month or day of either is unknown the age is the lower of the two
 * that are possible and `isExact` is false, unless both possibilities agree. Undefined when `on` lies before `birth`.
 */
export function ageInYears(
  birth: PartialDate,
  on: PartialDate,
): { readonly years: number; readonly isExact: boolean } | undefined {
  const oldest = completedYears(earliestDay(birth), latestDay(on))
  const youngest = completedYears(latestDay(birth), earliestDay(on))
  if (oldest < 0) return undefined
  return { years: Math.max(0, youngest), isExact: oldest === youngest }
}

/** First day that the date may stand for. */
export function earliestDay(date: PartialDate): string {
  return (
    `${date}-01-01`.slice(0, 4) + (date.length >= 7 ? date.slice(4, 7) : '-01') + (date.slice(7) || '-01')
  )
}

/** Last day that the date may stand for. */
export function latestDay(date: PartialDate): string {
  if (date.length === 10) return date
  const year = date.slice(0, 4)
  const month = date.length === 7 ? date.slice(5, 7) : '12'
  return `${year}-${month}-${String(daysInMonth(Number(year), Number(month))).padStart(2, '0')}`
}

function completedYears(birthDay: string, onDay: string): number {
  const years = Number(onDay.slice(0, 4)) - Number(birthDay.slice(0, 4))
  return onDay.slice(5) < birthDay.slice(5) ? years - 1 : years
}

// Days as whole numbers since 1970-01-01 and clock times of a facility; no Date, so nothing depends on the machine's zone.

/** Days since 1970-01-01. */
export type Day = number

/** A wall-clock moment at a facility. */
export type Moment = { readonly day: Day; readonly minute: number }

/** A United States time zone: its offset in winter, and whether it moves its clocks. */
export type Zone = {
  readonly name: string
  readonly winterOffsetMinutes: number
  readonly hasSummerTime: boolean
}

export type Civil = { readonly year: number; readonly month: number; readonly day: number }

export function dayOf(year: number, month: number, day: number): Day {
  const shifted = month <= 2 ? year - 1 : year
  const era = Math.floor(shifted / 400)
  const yearOfEra = shifted - era * 400
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1
  return (
    era * 146097 +
    yearOfEra * 365 +
    Math.floor(yearOfEra / 4) -
    Math.floor(yearOfEra / 100) +
    dayOfYear -
    719468
  )
}

export function civilOf(day: Day): Civil {
  const shifted = day + 719468
  const era = Math.floor(shifted / 146097)
  const dayOfEra = shifted - era * 146097
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36524) - Math.floor(dayOfEra / 146096)) /
      365,
  )
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153)
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1,
  }
}

/** Reads `2026-11-23`; refuses anything that is no calendar day. */
export function dayFromIso(text: string): Day {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text)
  const day = match ? dayOf(Number(match[1]), Number(match[2]), Number(match[3])) : Number.NaN
  if (isoDate(day) !== text) throw new RangeError(`"${text}" is no date. Write it like 2026-11-23.`)
  return day
}

export function isoDate(day: Day): string {
  const civil = civilOf(day)
  return `${String(civil.year).padStart(4, '0')}-${two(civil.month)}-${two(civil.day)}`
}

/** `2026-11-23T14:05:00-06:00`: the facility's clock with its offset on that day. */
export function isoInstant(moment: Moment, zone: Zone): string {
  const day = moment.day + Math.floor(moment.minute / 1440)
  const minute = ((moment.minute % 1440) + 1440) % 1440
  const offset = offsetMinutes(day, minute, zone)
  const sign = offset < 0 ? '-' : '+'
  const size = Math.abs(offset)
  return `${isoDate(day)}T${two(Math.floor(minute / 60))}:${two(minute % 60)}:00${sign}${two(Math.floor(size / 60))}:${two(size % 60)}`
}

/** The clock time as a note prints it: `2026-11-23 14:05`. */
export function clockText(moment: Moment): string {
  const minute = ((moment.minute % 1440) + 1440) % 1440
  return `${isoDate(moment.day + Math.floor(moment.minute / 1440))} ${two(Math.floor(minute / 60))}:${two(minute % 60)}`
}

export function plusMinutes(moment: Moment, minutes: number): Moment {
  const total = moment.minute + minutes
  return { day: moment.day + Math.floor(total / 1440), minute: ((total % 1440) + 1440) % 1440 }
}

export function isBefore(one: Moment, other: Moment): boolean {
  return one.day < other.day || (one.day === other.day && one.minute < other.minute)
}

export function ageOn(birth: Day, day: Day): number {
  const born = civilOf(birth)
  const now = civilOf(day)
  const hadBirthday = now.month > born.month || (now.month === born.month && now.day >= born.day)
  return now.year - born.year - (hadBirthday ? 0 : 1)
}

/** 0 is Sunday. */
export function weekday(day: Day): number {
  return (((day + 4) % 7) + 7) % 7
}

/** The day itself, or the Monday after it. */
export function onWorkingDay(day: Day): Day {
  const name = weekday(day)
  return name === 6 ? day + 2 : name === 0 ? day + 1 : day
}

function offsetMinutes(day: Day, minute: number, zone: Zone): number {
  if (!zone.hasSummerTime) return zone.winterOffsetMinutes
  const year = civilOf(day).year
  const start = nthSunday(year, 3, 2)
  const end = nthSunday(year, 11, 1)
  const isSummer =
    (day > start && day < end) || (day === start && minute >= 120) || (day === end && minute < 120)
  return zone.winterOffsetMinutes + (isSummer ? 60 : 0)
}

function nthSunday(year: number, month: number, count: number): Day {
  const first = dayOf(year, month, 1)
  return first + ((7 - weekday(first)) % 7) + 7 * (count - 1)
}

function two(value: number): string {
  return value < 10 ? `0${value}` : String(value)
}

// Equality and order of FHIRPath values. Where precision, time zone or unit leave the answer open it is undefined, and an
// open answer never refuses a record.

const dateTime =
  /^(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d)(?:\.(\d+))?)?)?(Z|[+-]\d\d:\d\d)?)?)?$/

type Span = Readonly<{ from: number; to: number; hasZone: boolean }>

/** The first and last instant that a date of any precision can mean. */
export function spanOf(text: string): Span | undefined {
  const match = dateTime.exec(text)
  if (match === null) return undefined
  const [, year, month, day, hour, minute, second, fraction, zone] = match
  const part = (value: string | undefined, otherwise: number) =>
    value === undefined ? otherwise : Number(value)
  const from = Date.UTC(
    Number(year),
    part(month, 1) - 1,
    part(day, 1),
    part(hour, 0),
    part(minute, 0),
    part(second, 0),
    fraction === undefined ? 0 : Math.floor(Number(`0.${fraction}`) * 1000),
  )
  const to =
    month === undefined
      ? Date.UTC(Number(year) + 1, 0, 1) - 1
      : day === undefined
        ? Date.UTC(Number(year), Number(month), 1) - 1
        : hour === undefined
          ? from + 86_400_000 - 1
          : second === undefined
            ? from + 59_999
            : fraction === undefined
              ? from + 999
              : from
  const shift = zone === undefined || zone === 'Z' ? 0 : zoneMinutes(zone) * 60_000
  return { from: from - shift, to: to - shift, hasZone: zone !== undefined }
}

function zoneMinutes(zone: string): number {
  const sign = zone.startsWith('-') ? -1 : 1
  return sign * (Number(zone.slice(1, 3)) * 60 + Number(zone.slice(4, 6)))
}

const ZONE_DOUBT_MS = 14 * 3_600_000

/** Below zero, zero, above zero; undefined when it cannot be said. */
export function compareValues(a: unknown, b: unknown): number | undefined {
  if (typeof a === 'number' && typeof b === 'number') return a - b
  if (typeof a === 'string' && typeof b === 'string') {
    const left = spanOf(a)
    const right = spanOf(b)
    if (left === undefined || right === undefined) return a < b ? -1 : a > b ? 1 : 0
    if (a === b) return 0
    const doubt = left.hasZone === right.hasZone ? 0 : ZONE_DOUBT_MS
    if (left.to + doubt < right.from) return -1
    if (left.from - doubt > right.to) return 1
    return left.from === right.from && left.to === right.to && doubt === 0 ? 0 : undefined
  }
  if (isQuantity(a) && isQuantity(b)) {
    const sameUnit =
      a.code !== undefined
        ? a.code === b.code && a.system === b.system
        : a.unit === b.unit && b.code === undefined
    return sameUnit ? a.value - b.value : undefined
  }
  return undefined
}

type Quantity = Readonly<{ value: number; unit?: unknown; system?: unknown; code?: unknown }>

function isQuantity(value: unknown): value is Quantity {
  return typeof value === 'object' && value !== null && 'value' in value && typeof value.value === 'number'
}

export function isEqual(a: unknown, b: unknown): boolean {
  if (a === b) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  if (Array.isArray(a) !== Array.isArray(b)) return false
  const left = a as Record<string, unknown>
  const right = b as Record<string, unknown>
  const keys = Object.keys(left)
  return keys.length === Object.keys(right).length && keys.every((key) => isEqual(left[key], right[key]))
}

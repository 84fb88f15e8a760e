// Reading values out of JSON that may be anything.

export function objectOf(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : undefined
}

export function arrayOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

/** A text that is not empty, else null. */
export function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null
}

/** The first instant of a FHIR date or dateTime of any precision (a date without a zone begins in UTC), else null. */
export function dateOf(value: unknown): Date | null {
  if (typeof value !== 'string' || !/^\d{4}(-\d{2}(-\d{2}(T.*)?)?)?$/.test(value)) return null
  const date = new Date(value)
  return Number.isNaN(date.getTime()) ? null : date
}

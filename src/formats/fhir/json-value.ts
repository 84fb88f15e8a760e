// Reading values out of a parsed resource that may hold anything.

export type JsonObject = Readonly<Record<string, unknown>>

export function objectOf(value: unknown): JsonObject | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as JsonObject)
    : undefined
}

/** A list as it is, a single value as a list of one, nothing as an empty list. */
export function listOf(value: unknown): readonly unknown[] {
  if (value === undefined || value === null) return []
  return Array.isArray(value) ? value : [value]
}

/** The same, objects only. */
export function objectsOf(value: unknown): readonly JsonObject[] {
  return listOf(value)
    .map(objectOf)
    .filter((object) => object !== undefined)
}

/** A text that is not empty. */
export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}

export function numberOf(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined
}

/** Every value at a path, through lists on the way: `participant.actor`. */
export function valuesAt(resource: unknown, path: readonly string[]): readonly unknown[] {
  let values: readonly unknown[] = [resource]
  for (const name of path) values = values.flatMap((value) => listOf(objectOf(value)?.[name]))
  return values
}

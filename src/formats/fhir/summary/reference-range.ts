// The range that a value is held against, and whether it lies outside.

import { type JsonObject, listOf, numberOf, objectOf, objectsOf, textOf } from '../json-value.ts'
import { plainCodeOf } from './concept.ts'
import type { SummaryValue } from './value.ts'

export type Range = Readonly<{ low: number | null; high: number | null }>

/** The normal range, or the only one. A range in another unit than the value's says nothing about it and is left out. */
export function rangeOf(observation: JsonObject): Range {
  const ranges = objectsOf(observation.referenceRange)
  const range = ranges.find((candidate) => plainCodeOf(candidate.type) === 'normal') ?? ranges[0]
  if (range === undefined) return { low: null, high: null }
  const value = objectOf(observation.valueQuantity)
  return { low: boundOf(range.low, value), high: boundOf(range.high, value) }
}

function boundOf(bound: unknown, value: JsonObject | undefined): number | null {
  const quantity = objectOf(bound)
  const number = numberOf(quantity?.value)
  if (number === undefined) return null
  const unit = unitOf(quantity)
  const own = unitOf(value)
  return unit === undefined || own === undefined || unit === own ? number : null
}

function unitOf(quantity: JsonObject | undefined): string | undefined {
  return textOf(quantity?.code) ?? textOf(quantity?.unit)
}

const normal = new Set(['N', 'NEG', 'ND', 'NR', 'WR', 'IND', 'S', 'normal'])

/** The source's own flag (`H`, `LL`, `A` …), else `H` or `L` when the number lies outside its range. Null for normal. */
export function abnormalFlag(
  observation: JsonObject,
  value: SummaryValue | null,
  range: Range,
): string | null {
  const interpretations = [
    ...listOf(observation.interpretation),
    ...listOf(observation.component).flatMap((component) => listOf(objectOf(component)?.interpretation)),
  ]
  const flags = interpretations.flatMap((interpretation) => plainCodeOf(interpretation) ?? [])
  const flag = flags.find((candidate) => !normal.has(candidate))
  if (flag !== undefined) return flag
  if (flags.length > 0 || value?.number === undefined) return null
  if (range.high !== null && value.number > range.high) return 'H'
  return range.low !== null && value.number < range.low ? 'L' : null
}

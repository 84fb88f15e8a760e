// The last value of each measurement with the ones before it, from a page of observations. Pure.
import type { EntryLine } from '../schemas.ts'

export type LatestMeasurement = {
  readonly latest: EntryLine
  /** Numbers of the same measurement in the same unit, oldest first, the latest included. */
  readonly values: readonly number[]
}

/** Observations come newest first; what stands first in the page stands first in the answer. */
export function latestMeasurements(entries: readonly EntryLine[]): readonly LatestMeasurement[] {
  const found = new Map<string, { latest: EntryLine; values: number[] }>()
  for (const entry of entries) {
    if (entry.kind !== 'Observation' || entry.voided || entry.valueText === null) continue
    const key = entry.code ?? entry.title
    const measurement = found.get(key)
    if (measurement === undefined)
      found.set(key, { latest: entry, values: entry.valueNumber === null ? [] : [entry.valueNumber] })
    else if (entry.valueNumber !== null && entry.valueUnit === measurement.latest.valueUnit)
      measurement.values.unshift(entry.valueNumber)
  }
  return [...found.values()]
}

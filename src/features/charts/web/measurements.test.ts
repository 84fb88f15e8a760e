import { expect, test } from 'vitest'
import type { EntryLine } from '../schemas.ts'
import { latestMeasurements } from './latest-measurements.ts'
import { sparklinePath } from './sparkline-path.ts'

const observation = (code: string, valueNumber: number | null, more: Partial<EntryLine> = {}) =>
  ({
    kind: 'Observation',
    code,
    title: code,
    valueNumber,
    valueText: String(valueNumber),
    valueUnit: 'kg',
    voided: false,
    ...more,
  }) as EntryLine

test('each measurement is told once, with its values oldest first', () => {
  const found = latestMeasurements([
    observation('weight', 82),
    observation('height', 181),
    observation('weight', 80),
    observation('weight', 79),
  ])
  expect(found.map((one) => [one.latest.code, one.latest.valueNumber, one.values])).toEqual([
    ['weight', 82, [79, 80, 82]],
    ['height', 181, [181]],
  ])
})

test('another unit, a voided value and a value without a number stay out of the line', () => {
  const found = latestMeasurements([
    observation('weight', 82),
    observation('weight', 180, { valueUnit: 'lb' }),
    observation('weight', 81, { voided: true }),
    observation('weight', null),
  ])
  expect(found.map((one) => one.values)).toEqual([[82]])
})

test('the line runs from the left edge to the right, low at the bottom', () => {
  expect(sparklinePath([1, 3, 2], 60, 20)).toEqual({ line: 'M3 17L30 3L57 10', last: { x: 57, y: 10 } })
})

test('values that are all the same run through the middle', () => {
  expect(sparklinePath([5, 5], 60, 20).line).toBe('M3 10L57 10')
})

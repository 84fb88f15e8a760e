import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { describePartialDate, formatInstant, formatPartialDate } from './date-format.ts'

describe('a partial date', () => {
  it.each([
    ['1951', '1951'],
    ['1951-03', 'Mar 1951'],
    ['1951-03-05', '05 Mar 1951'],
    ['2026-12-31', '31 Dec 2026'],
    ['1951-13', '1951-13'],
    ['unknown', 'unknown'],
    ['', ''],
  ])('%s is written %s', (value, written) => {
    expect(formatPartialDate(value)).toBe(written)
  })

  it.each([
    ['1951', '1951, month and day not recorded'],
    ['1951-03', 'March 1951, day not recorded'],
    ['1951-03-05', 'Monday 5 March 1951'],
  ])('%s is described as %s', (value, words) => {
    expect(describePartialDate(value).replace(',', '')).toBe(words.replace(',', ''))
  })

  it('never throws, whatever a source wrote', () => {
    fc.assert(
      fc.property(fc.string(), (value) => {
        formatPartialDate(value)
      }),
    )
  })
})

describe('an instant', () => {
  const at = new Date('2026-03-01T04:30:15Z')
  const now = new Date('2026-03-01T05:00:15Z')

  it.each([
    ['America/Chicago', 'full', '28 Feb 2026 22:30'],
    ['America/Chicago', 'date', '28 Feb 2026'],
    ['America/Chicago', 'time', '22:30'],
    ['UTC', 'seconds', '01 Mar 2026 04:30:15'],
    ['UTC', 'relative', '30 min ago'],
  ] as const)('in %s as %s is %s', (zone, show, written) => {
    expect(formatInstant(at, zone, show, now)).toBe(written)
  })

  it('shows midnight as 00:00, not 24:00', () => {
    expect(formatInstant(new Date('2026-03-01T00:00:00Z'), 'UTC', 'time', now)).toBe('00:00')
  })

  it.each([
    [0, 'now'],
    [5 * 60_000, 'in 5 min'],
    [-3 * 3_600_000, '3 h ago'],
    [-10 * 86_400_000, '10 days ago'],
    [-400 * 86_400_000, '25 Jan 2025'],
  ])('%d ms from now is %s', (ms, written) => {
    expect(formatInstant(new Date(now.getTime() + ms), 'UTC', 'relative', now)).toBe(written)
  })

  it('says so when it is none', () => {
    expect(formatInstant(new Date('nonsense'), 'UTC', 'full', now)).toBe('not a date')
  })
})

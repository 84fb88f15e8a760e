import { describe, expect, it } from 'vitest'
import { ageInWords, ageingOf } from './ageing.ts'
import { dayAt, daysAfter, daysBetween, dueInWords } from './due-date.ts'

describe('the day at the facility', () => {
  it.each([
    ['2026-05-05T04:59:59Z', 'America/Chicago', '2026-05-04'],
    ['2026-05-05T05:00:00Z', 'America/Chicago', '2026-05-05'],
    ['2026-05-04T21:30:00Z', 'Asia/Kolkata', '2026-05-05'],
    ['2026-12-31T23:30:00Z', 'UTC', '2026-12-31'],
  ])('%s in %s is %s', (now, timeZone, day) => {
    expect(dayAt(new Date(now), timeZone)).toBe(day)
  })
})

describe('days', () => {
  it.each([
    ['2026-02-27', 2, '2026-03-01'],
    ['2028-02-27', 2, '2028-02-29'],
    ['2026-12-31', 1, '2027-01-01'],
    // The night in which the clock changes is a day like any other.
    ['2026-03-07', 2, '2026-03-09'],
  ])('%s and %d days is %s', (day, days, after) => {
    expect(daysAfter(day, days)).toBe(after)
    expect(daysBetween(day, after)).toBe(days)
  })

  it.each([
    ['2026-05-04', 'today'],
    ['2026-05-05', 'tomorrow'],
    ['2026-05-06', 'in 2 days'],
    ['2026-05-03', '1 day overdue'],
    ['2026-04-30', '4 days overdue'],
  ])('due on %s is said as %s', (dueOn, words) => {
    expect(dueInWords(dueOn, '2026-05-04')).toBe(words)
  })
})

describe('ageing', () => {
  it.each([
    ['raised today, due in ten days', '2026-05-04', '2026-05-14', { days: 0, share: 0, tone: 'calm' }],
    ['half of its time gone', '2026-04-29', '2026-05-09', { days: 5, share: 0.5, tone: 'calm' }],
    ['due tomorrow', '2026-04-25', '2026-05-05', { days: 9, share: 0.9, tone: 'soon' }],
    ['due today', '2026-05-03', '2026-05-04', { days: 1, share: 1, tone: 'soon' }],
    ['overdue', '2026-04-24', '2026-05-03', { days: 10, share: 1, tone: 'late' }],
    ['due before it was raised', '2026-05-04', '2026-05-01', { days: 0, share: 1, tone: 'late' }],
  ])('%s', (_name, openedOn, dueOn, ageing) => {
    expect(ageingOf(openedOn, dueOn, '2026-05-04')).toEqual(ageing)
  })

  it('is said in words', () => {
    expect([0, 1, 12].map(ageInWords)).toEqual(['new', '1 day', '12 days'])
  })
})

import { expect, test } from 'vitest'
import type { EntryLine } from '../schemas.ts'
import { dayOf, timelineRows } from './timeline-rows.ts'

const entry = (entryId: string, occurredFrom: string | null, sortAt = '2020-01-01T00:00:00.000Z') =>
  ({ entryId, occurredFrom, sortAt }) as EntryLine

test('years and months stand above their entries, and a day is written once', () => {
  const rows = timelineRows(
    [
      entry('a', '2020-03-05T10:00:00Z'),
      entry('b', '2020-03-05T08:00:00Z'),
      entry('c', '2020-02-29'),
      entry('d', '2019-02'),
      entry('e', '2018'),
    ],
    'America/Chicago',
  )
  expect(
    rows.map((row) => (row.is === 'entry' ? `${row.repeats ? '·' : row.day} ${row.key}` : row.label)),
  ).toEqual([
    '2020',
    'Mar 2020',
    '05 Mar 2020 a',
    '· b',
    'Feb 2020',
    '29 Feb 2020 c',
    '2019',
    'Feb 2019',
    'Feb 2019 d',
    '2018',
    '2018, month not recorded',
    '2018 e',
  ])
  expect(new Set(rows.map((row) => row.key)).size).toBe(rows.length)
})

test('an instant belongs to the day of the facility, not of Greenwich', () => {
  expect(dayOf(entry('a', '2020-03-01T03:00:00Z'), 'America/Chicago')).toBe('29 Feb 2020')
})

test('entries without a date are told apart from those that have one', () => {
  const rows = timelineRows([entry('a', null), entry('b', null), entry('c', '2018-05-02')], 'UTC')
  expect(rows.map((row) => (row.is === 'entry' ? row.day : row.label))).toEqual([
    'Without a date',
    'No date',
    'No date',
    '2018',
    'May 2018',
    '02 May 2018',
  ])
})

test('a date that is none does not break the list', () => {
  expect(dayOf(entry('a', 'some day in spring', '2021-07-09T12:00:00.000Z'), 'UTC')).toBe('09 Jul 2021')
})

import { describe, expect, it } from 'vitest'
import {
  ageInYears,
  earliestDay,
  latestDay,
  type PartialDate,
  parsePartialDate,
  precisionOf,
} from './partial-date.ts'

const date = (text: string) => parsePartialDate(text) as PartialDate

describe('partial dates', () => {
  it.each(['1951', '1951-03', '1951-03-04', '2000-02-29', '0001-01-01'])('takes %s', (text) => {
    expect(parsePartialDate(text)).toBe(text)
  })

  it.each([
    '',
    '51',
    '1951-3',
    '1951-13',
    '1951-00',
    '1900-02-29',
    '1951-04-31',
    '0000',
    '1951-03-04T10:00:00Z',
  ])('refuses %s', (text) => {
    expect(parsePartialDate(text)).toBeUndefined()
  })

  it('knows how precise it is and which days it may stand for', () => {
    expect(['1951', '1951-02', '1951-02-03'].map((text) => precisionOf(date(text)))).toEqual([
      'year',
      'month',
      'day',
    ])
    expect([earliestDay(date('1951')), latestDay(date('1951'))]).toEqual(['1951-01-01', '1951-12-31'])
    expect([earliestDay(date('1952-02')), latestDay(date('1952-02'))]).toEqual(['1952-02-01', '1952-02-29'])
  })

  it.each([
    ['1980-03-04', '2020-03-03', 39, true],
    ['1980-03-04', '2020-03-04', 40, true],
    ['2000-02-29', '2001-02-28', 0, true],
    ['1980', '2020-06-01', 39, false],
    ['1980', '2020-12-31', 40, true],
    ['1980-03', '2020-04-01', 40, true],
    ['2020-03-04', '2020-03-04', 0, true],
  ])('makes a person born %s on %s %i years old (exactly: %s)', (birth, on, years, isExact) => {
    expect(ageInYears(date(birth), date(on))).toEqual({ years, isExact })
  })

  it('has no age before the birth', () => {
    expect(ageInYears(date('2020-03-04'), date('2020-03-03'))).toBeUndefined()
  })
})

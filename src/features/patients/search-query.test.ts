import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dateKey } from './candidate-query.ts'
import { parseSearch, type Reading } from './search-query.ts'

const TODAY = '2026-11-23'

// One line per token: its readings as `kind:what`, the first interpretation only.
function read(line: string): string[] {
  return (parseSearch(line, TODAY)[0] ?? []).map((token) => token.readings.map(shown).join(' | '))
}

function shown(reading: Reading): string {
  switch (reading.kind) {
    case 'name':
      return `name ${reading.word}`
    case 'date':
      return `date ${reading.dates.map(dateKey).join(' ')}`
    case 'number':
      return `number ${reading.value}`
    case 'phone':
      return `phone ${reading.digits}`
    case 'email':
      return `email ${reading.value}`
  }
}

describe('reading what was typed', () => {
  it.each<[string, string[]]>([
    ['smith j 1980', ['name smith', 'name j', 'date 1980 | number 1980 | phone 1980']],
    ['john smyth', ['name john', 'name smyth']],
    ['Smith, John', ['name smith', 'name john']],
    ["O'Brien-Lee", ['name obrien', 'name lee']],
    ['Núñez MÜLLER', ['name nunez', 'name muller']],
    ['Петров', ['name петров']],
    ['03/04/1951', ['date 1951-03-04 1951-04-03']],
    ['3/4/51', ['date 1951-03-04 1951-04-03']],
    ['3/4/15', ['date 1915-03-04 1915-04-03 2015-03-04 2015-04-03']],
    ['13/04/1951', ['date 1951-04-13']],
    ['04-13-1951', ['date 1951-04-13 | number 4131951']],
    ['29.02.1952', ['date 1952-02-29 | number 29021952']],
    ['1951-03-04', ['date 1951-03-04 | number 19510304']],
    ['1951-03', ['date 1951-03 | number 195103']],
    ['03/1951', ['date 1951-03']],
    ['3/4', ['date -03-04 -04-03']],
    ['3/4/', ['date -03-04 -04-03']],
    ['19510304', ['date 1951-03-04 | number 19510304']],
    ['03041951', ['date 1951-03-04 1951-04-03 | number 3041951']],
    ['1951', ['date 1951 | number 1951 | phone 1951']],
    ['4 Mar 1951', ['date 1951-03-04']],
    ['4th of nothing', ['number 4TH', 'name of', 'name nothing']],
    ['Mar 4, 1951', ['date 1951-03-04']],
    ['4-mar-1951', ['date 1951-03-04']],
    ['mar 1951', ['date 1951-03']],
    ['1951 mar', ['date 1951-03']],
    ['1951-mar-04', ['date 1951-03-04']],
    ['March 4th 1951 smith', ['date 1951-03-04', 'name smith']],
    ['4 de marzo de 1951', ['date 1951-03-04']],
    ['0012345', ['number 12345 | phone 0012345']],
    ['00-123-45', ['number 12345 | phone 0012345']],
    ['mrn: 0012345', ['number 12345 | phone 0012345']],
    ['dob 3/4/1951 smith', ['date 1951-03-04 1951-04-03', 'name smith']],
    ['999-84-4261', ['number 999844261']],
    ['999 84 4261 smith', ['number 999844261', 'name smith']],
    ['(555) 010-2030', ['number 5550102030 | phone 5550102030']],
    ['+1 555.010.2030 ana', ['number 15550102030 | phone 5550102030', 'name ana']],
    ['1980 0001001', ['date 1980 | number 1980 | phone 1980', 'number 1001 | phone 0001001']],
    ['555-2030', ['number 5552030 | phone 5552030']],
    ['Ana@Example.org', ['email ana@example.org']],
    ['V-0009812', ['number V0009812']],
    ['22bbe238-220e-495c-8abc-0ce3aa28a605', ['number 22BBE238220E495C8ABC0CE3AA28A605']],
    ['smith 03', ['name smith']],
    ['smith 03/', ['name smith']],
    ['31/31/1951', []],
    ['1870', ['number 1870 | phone 1870']],
    ['2051', ['number 2051 | phone 2051']],
    ['  ,; -- ', []],
    ['', []],
  ])('reads “%s”', (line, tokens) => {
    expect(read(line)).toEqual(tokens)
  })

  it('takes a month that is also a name both ways', () => {
    const [dated, named] = parseSearch('june 1951', TODAY)
    expect(dated?.map((token) => token.readings.map(shown))).toEqual([['date 1951-06']])
    expect(named?.map((token) => shown(token.readings[0] as Reading))).toEqual(['name june', 'date 1951'])
  })

  it('also reads neighbouring short words as one', () => {
    const words = parseSearch('mac donald ann', TODAY).map((tokens) =>
      tokens.map((token) => token.text).join(' '),
    )
    expect(words).toEqual(['mac donald ann', 'macdonald ann', 'mac donaldann'])
  })

  it('never throws, whatever is typed, and keeps to a few tokens', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 400 }), (line) => {
        for (const tokens of parseSearch(line, TODAY)) {
          expect(tokens.length).toBeLessThanOrEqual(8)
          for (const token of tokens) expect(token.readings.length).toBeGreaterThan(0)
        }
      }),
    )
  })
})

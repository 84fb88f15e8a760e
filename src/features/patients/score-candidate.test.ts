import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { buildDraft } from './build-draft.ts'
import { foldText, nameWords, normaliseIdentifier, normalisePhone } from './folding.ts'
import { compareNames } from './name-likeness.ts'
import { areFormsOfOneName, fullNamesOf, NICKNAME_PAIRS } from './nicknames.ts'
import { soundKeys } from './phonetics.ts'
import { SCORE_MIN, scoreCandidate } from './score-candidate.ts'
import { oneLetterLess, searchFacts, searchKeys } from './search-keys.ts'
import { parseSearch } from './search-query.ts'

const TODAY = '2026-11-23'
const facts = searchFacts(
  buildDraft({
    family: 'Smith',
    given: 'John Allen',
    born: '1980-03-04',
    mrn: '0012345',
    phone: '(555) 010-2030',
  }).demographics,
)
const score = (line: string) => scoreCandidate(parseSearch(line, TODAY), facts)

describe('the score of a registration', () => {
  it.each<[string, string[]]>([
    ['smith', ['surname Smith']],
    ['john', ['given name John']],
    ['smi', ['surname begins with Smi']],
    ['smyth', ['surname spelt nearly like Smyth']],
    ['smidt', ['surname sounds like Smidt']],
    ['jack smith', ['nickname of John', 'surname Smith']],
    ['1980', ['birth year 1980']],
    ['1981 smith', ['birth year near 1981', 'surname Smith']],
    ['mar 1980', ['born in March 1980']],
    ['3/4', ['birthday 4 March']],
    ['1980-03-04', ['birth date']],
    ['1980-04-03', ['birth date with day and month swapped']],
    ['1980-03-14', ['birth date but for one digit']],
    ['1981-03-04 smith', ['birth date but for the year', 'surname Smith']],
    ['12345', ['medical record number']],
    ['123', ['medical record number begins so']],
    ['123459', ['medical record number without the last digit']],
    ['12354', ['medical record number with two characters swapped']],
    ['555-010-2030', ['phone number']],
    ['555-010-2003', ['phone number with two digits swapped']],
    ['2030', ['last four digits of the phone number']],
  ])('gives reasons for “%s”', (line, why) => {
    const fit = score(line)
    expect(fit.why).toEqual(why)
    expect(fit.score).toBeGreaterThanOrEqual(SCORE_MIN)
  })

  it.each(['jones', 'smith jones baker', '1955', '99999', 'john john john john'])(
    'finds “%s” to be noise',
    (line) => {
      expect(score(line).score).toBeLessThan(SCORE_MIN)
    },
  )

  it('falls as what was typed moves away', () => {
    const lines = ['smith john', 'smith jack', 'smith jon', 'smyth jon', 'smyth jones']
    const scores = lines.map((line) => score(line).score)
    expect(scores[0]).toBe(1)
    expect(scores.toSorted((a, b) => b - a)).toEqual(scores)
  })

  it('lies between 0 and 1 and does not depend on the order of the tokens', () => {
    const token = fc.constantFrom(
      'smith',
      'smyth',
      'jack',
      'allen',
      '1980',
      '12345',
      'xyz',
      '3/4/1980',
      'baker',
    )
    fc.assert(
      fc.property(fc.uniqueArray(token, { minLength: 1, maxLength: 5 }), (tokens) => {
        const there = score(tokens.join(' ')).score
        expect(there).toBeGreaterThanOrEqual(0)
        expect(there).toBeLessThanOrEqual(1)
        expect(score(tokens.toReversed().join(' ')).score).toBe(there)
      }),
    )
  })
})

describe('keys', () => {
  it('let two words one slip apart meet', () => {
    const letters = fc.string({ unit: fc.constantFrom(...'abcdeilmnorst'), minLength: 4, maxLength: 12 })
    fc.assert(
      fc.property(letters, fc.nat(), fc.constantFrom('drop', 'double', 'other', 'swap'), (word, at, slip) => {
        const place = at % word.length
        const slipped = slipAt(word, place, slip)
        if (slipped.length < 4) return
        const reached = new Set([word, ...oneLetterLess(word)])
        expect([slipped, ...oneLetterLess(slipped)].some((each) => reached.has(each))).toBe(true)
      }),
    )
  })

  it('hold every fact of a registration, once', () => {
    const keys = searchKeys(facts)
    expect(new Set(keys).size).toBe(keys.length)
    for (const key of [
      'n:smith',
      'f:s',
      'f:sm',
      'p:SM0',
      'c:john',
      'd:1980-03-04',
      'd:-03-04',
      'i:12345',
      't:2030',
    ]) {
      expect(keys).toContain(key)
    }
  })

  it.each([
    ['smith', 'smyth'],
    ['jimenez', 'ximenes'],
    ['jimenez', 'gimenez'],
    ['muller', 'mueller'],
    ['schmidt', 'schmitt'],
    ['kowalski', 'kowalsky'],
    ['nguyen', 'nguen'],
    ['xu', 'hsu'],
    ['vasquez', 'basques'],
    ['catherine', 'kathryn'],
    ['stephen', 'steven'],
  ])('hear %s and %s alike', (one, other) => {
    expect(soundKeys(one).some((key) => soundKeys(other).includes(key))).toBe(true)
  })

  it('have no sound for other scripts and single letters', () => {
    expect([soundKeys('петров'), soundKeys('j'), soundKeys('')]).toEqual([[], [], []])
  })
})

describe('folding', () => {
  it.each([
    ['Núñez', 'nunez'],
    ['Søren Łukasz Weiß', 'soren lukasz weiss'],
    ['ﬁne', 'fine'],
    ['Петров', 'петров'],
  ])('reads %s as %s', (text, folded) => {
    expect(foldText(text)).toBe(folded)
  })

  it('cuts names into words and numbers to what counts', () => {
    expect(nameWords("O'Brien-Lee  de la Cruz, Jr.")).toEqual(['obrien', 'lee', 'de', 'la', 'cruz', 'jr'])
    expect(['00-12 3a', '000', '0', ' - '].map(normaliseIdentifier)).toEqual(['123A', '0', '0', ''])
    expect(['+1 (555) 010-2030', '555.010.2030 ext 7', '010-2030'].map(normalisePhone)).toEqual([
      '5550102030',
      '5550102030',
      '0102030',
    ])
  })
})

describe('nicknames', () => {
  it('are some hundred pairs, all folded and none doubled', () => {
    expect(NICKNAME_PAIRS).toBeGreaterThan(400)
    expect(fullNamesOf('beth')).toEqual(['bethany', 'elizabeth'])
    expect(areFormsOfOneName('pepe', 'jose')).toBe(true)
    expect(areFormsOfOneName('jose', 'jose')).toBe(false)
    expect(areFormsOfOneName('pepe', 'john')).toBe(false)
  })

  it('count for given names only', () => {
    expect(compareNames('jack', 'john', true)).toMatchObject({ how: 'nickname', fullName: 'john' })
    expect(compareNames('bill', 'william', false)).toBeUndefined()
  })
})

function slipAt(word: string, at: number, slip: string): string {
  const [before, letter, after] = [word.slice(0, at), word[at] ?? '', word.slice(at + 1)]
  if (slip === 'drop') return before + after
  if (slip === 'double') return before + letter + letter + after
  if (slip === 'other') return `${before}z${after}`
  return before + (word[at + 1] ?? '') + letter + word.slice(at + 2)
}

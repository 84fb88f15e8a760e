import { expect, test } from 'vitest'
import { unitWords, valueWords } from './unit-words.ts'

test.each([
  ['mm[Hg]', 'mmHg'],
  ['Cel', '°C'],
  ['[degF]', '°F'],
  ['10*3/uL', '10³/µL'],
  ['10*6/uL', '10⁶/µL'],
  ['10*12/L', '10¹²/L'],
  ['10^9/L', '10⁹/L'],
  ['mL/min/{1.73_m2}', 'mL/min/1.73 m²'],
  ['[lb_av]', 'lb'],
  ['[in_i]', 'in'],
  ['kg/m2', 'kg/m²'],
  ['/min', 'per min'],
  ['/uL', 'per µL'],
  ['{beats}/min', 'beats/min'],
  ['ug/dL', 'µg/dL'],
  ['m[IU]/L', 'mIU/L'],
  ['u[iU]/mL', 'µIU/mL'],
  ['g/dL', 'g/dL'],
  ['mmol/L', 'mmol/L'],
  ['fL', 'fL'],
  ['%', '%'],
  ['1', ''],
  ['[pH]', 'pH'],
  ['kg.m2', 'kg·m²'],
  ['mL/kg/h', 'mL/kg/h'],
  ['{score}', 'score'],
  ['score', 'score'],
  ['mm Hg', 'mm Hg'],
  ['USD', 'USD'],
  ['constructor', 'constructor'],
  ['', ''],
  ['a{b', 'a{b'],
])('%s reads %s', (unit, words) => {
  expect(unitWords(unit)).toBe(words)
})

test('a value is read with its unit in words, whatever stands before it', () => {
  expect(valueWords({ valueText: '128/82 mm[Hg]', valueUnit: 'mm[Hg]' })).toBe('128/82 mmHg')
  expect(valueWords({ valueText: '<0.5 10*3/uL', valueUnit: '10*3/uL' })).toBe('<0.5 10³/µL')
  expect(valueWords({ valueText: '6.4 %', valueUnit: '%' })).toBe('6.4 %')
  expect(valueWords({ valueText: '7 1', valueUnit: '1' })).toBe('7')
})

test('words without a unit stay as they are', () => {
  expect(valueWords({ valueText: 'Never smoker', valueUnit: null })).toBe('Never smoker')
  expect(valueWords({ valueText: null, valueUnit: 'mg' })).toBeNull()
  expect(valueWords({ valueText: 'about 3 tablets', valueUnit: 'mg' })).toBe('about 3 tablets')
})

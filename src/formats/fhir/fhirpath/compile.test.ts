import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { definitionsUrl, parseDefinitions } from '../definitions/definitions.ts'
import { compareValues } from './compare.ts'
import { type Choices, compilePath } from './compile.ts'

const choices: Choices = {
  of: (property) => (/^value[A-Z]/.test(property) ? 'value' : undefined),
  has: (choice) => choice === 'value',
}

const resource = {
  resourceType: 'Observation',
  status: 'final',
  flag: true,
  off: false,
  count: 3,
  valueQuantity: { value: 5, unit: 'mg' },
  name: [{ given: ['Ann', 'B'], family: 'Doe' }, { given: ['A'] }],
  _only: { extension: [{ url: 'x', valueString: 'y' }] },
  contained: [{ resourceType: 'Patient', id: 'p' }],
  subject: { reference: '#p' },
  dates: ['2020', '2020-05'],
}

function evaluated(expression: string): unknown {
  return compilePath(expression, choices)([resource], { resource, rootResource: resource, context: resource })
}

describe('FHIRPath', () => {
  test.each<[string, unknown[]]>([
    ['status', ['final']],
    ['Observation.status', ['final']],
    ['Patient.status', []],
    ['name.given', ['Ann', 'B', 'A']],
    ['name.first().given', ['Ann', 'B']],
    ['name.tail().given', ['A']],
    ['name[1].given', ['A']],
    ['name.where(family.exists()).given.count()', [2]],
    ["name.exists(family = 'Doe')", [true]],
    ['name.all(family.exists())', [false]],
    ['name.select(given).isDistinct()', [true]],
    ['value.unit', ['mg']],
    ['value is Quantity', [true]],
    ['value is string', [false]],
    ['(value as Quantity).value', [5]],
    ['value.ofType(Quantity).value', [5]],
    ['missing is string', []],
    ['only.exists()', [true]],
    ['only.hasValue()', [false]],
    ['status.hasValue()', [true]],
    ['missing.empty()', [true]],
    ['missing = 1', []],
    ['missing.not()', []],
    ['flag and missing', []],
    ['off and missing', [false]],
    ['flag or missing', [true]],
    ['missing implies off', []],
    ['off implies missing', [true]],
    ['missing implies flag', [true]],
    ['flag xor off', [true]],
    ['flag and off or flag', [true]],
    ['flag implies off or flag', [true]],
    ["status in ('draft' | 'final')", [true]],
    ["('draft' | 'final') contains status", [true]],
    ['count > 2 and count <= 3', [true]],
    ['count + 1', [4]],
    ["status & missing & 'x'", ['finalx']],
    ["status.startsWith('fi')", [true]],
    ["status.matches('^[a-z]+$')", [true]],
    ["status.replaceMatches('i.*', '')", ['f']],
    ["status.contains('ina')", [true]],
    ['status.substring(3)', ['al']],
    ['iif(flag, 1, 2)', [1]],
    ['iif(missing, 1, 2)', [2]],
    ['subject.resolve().id', ['p']],
    ['%resource.contained.id', ['p']],
    ['name.given.combine(name.given).isDistinct()', [false]],
    ['name.given.intersect(%resource.name.first().given)', ['Ann', 'B']],
    ['children().given.count()', [3]],
    ['descendants().given.count()', [3]],
    ["'5'.toInteger() + 1", [6]],
    ['(flag | off).allFalse()', [false]],
    ['-1 < 0', [true]],
    ['{}', []],
    ['%ucum', ['http://unitsofmeasure.org']],
  ])('%s', (expression, expected) => {
    expect(evaluated(expression)).toEqual(expected)
  })

  test.each(['status.', 'status ~~ 1', 'foo(', 'unknownFunction()', '%unknown', '1 2'])(
    '“%s” is refused',
    (expression) => {
      expect(() => compilePath(expression, choices)).toThrow(/FHIRPath/)
    },
  )

  test('every invariant of R4 can be compiled', () => {
    const definitions = parseDefinitions(readFileSync(definitionsUrl, 'utf8'))
    const expressions = Object.values(definitions.constraints).map(({ expression }) => expression)
    for (const expression of expressions) expect(() => compilePath(expression, choices)).not.toThrow()
    expect(expressions.length).toBeGreaterThan(150)
  })
})

describe('order', () => {
  test.each<[unknown, unknown, number | undefined]>([
    [1, 2, -1],
    ['2020-01-01', '2020-01-02', -1],
    ['2020', '2020-05', undefined],
    ['2020', '2021-05', -1],
    ['2020-05-01', '2020-05-01', 0],
    ['2020-01-01T10:00:00Z', '2020-01-01T11:00:00+02:00', 1],
    ['2020-01-01T10:00:00Z', '2020-01-01T12:00:00+02:00', 0],
    ['2020-01-01T23:30:00-10:00', '2020-01-01', undefined],
    ['2020-01-05', '2020-01-01T10:00:00Z', 1],
    ['a', 'b', -1],
    [{ value: 1, unit: 'g' }, { value: 2, unit: 'g' }, -1],
    [{ value: 1, unit: 'g' }, { value: 2, unit: 'mg' }, undefined],
    [1, 'a', undefined],
  ])('of %j and %j is %s', (a, b, expected) => {
    const order = compareValues(a, b)
    expect(order === undefined ? undefined : Math.sign(order)).toBe(expected)
  })
})

import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { encounterReferenceOf, patientReferenceOf, referencesOf } from '../compartment.ts'
import { definitionsUrl, parseDefinitions } from '../definitions/definitions.ts'
import { summarise } from '../summary.ts'
import { createValidator } from './validator.ts'

const folder = new URL('../../../../node_modules/hl7.fhir.r4.examples/', import.meta.url)
const validator = createValidator(parseDefinitions(readFileSync(definitionsUrl, 'utf8')))

const examples = [
  'Patient-example',
  'Observation-blood-pressure',
  'Encounter-f001',
  'MedicationRequest-medrx0301',
  'Claim-100150',
  'ExplanationOfBenefit-EB3500',
  'CarePlan-example',
  'Bundle-bundle-example',
  'Questionnaire-f201',
  'ValueSet-example-extensional',
].map((name) => JSON.parse(readFileSync(new URL(`${name}.json`, folder), 'utf8')) as Record<string, unknown>)

const strange = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }),
  fc.constantFrom(
    null,
    [],
    {},
    [null],
    [[]],
    '',
    0,
    -1,
    1e300,
    true,
    { resourceType: 'Patient' },
    { reference: '#' },
  ),
)

/** The example with the values that `pick` chooses replaced. */
function changed(value: unknown, pick: () => boolean, by: () => unknown, depth = 0): unknown {
  if (depth > 0 && pick()) return by()
  if (Array.isArray(value)) return value.map((item) => changed(item, pick, by, depth + 1))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, changed(inner, pick, by, depth + 1)]),
  )
}

test('whatever JSON stands in a resource, it is judged and never breaks the reader', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...examples),
      fc.array(strange, { minLength: 1 }),
      fc.array(fc.nat(40), { minLength: 5 }),
      (example, values, gaps) => {
        let turn = 0
        let left = gaps[0] as number
        const pick = () => {
          left -= 1
          if (left > 0) return false
          turn += 1
          left = (gaps[turn % gaps.length] as number) + 1
          return true
        }
        const resource = changed(example, pick, () => values[turn % values.length]) as Record<string, unknown>
        for (const { path, message } of validator.validate(resource)) {
          expect(typeof path).toBe('string')
          expect(message).toMatch(/\.$/)
        }
        expect(typeof summarise(resource).title).toBe('string')
        expect(summarise(resource).title).not.toBe('')
        patientReferenceOf(resource)
        encounterReferenceOf(resource)
        for (const { reference } of referencesOf(resource)) expect(reference).not.toBe('')
      },
    ),
    { numRuns: 1500 },
  )
})

test('no JSON value at all breaks the validator', () => {
  fc.assert(fc.property(fc.jsonValue(), (value) => Array.isArray(validator.validate(value))))
})

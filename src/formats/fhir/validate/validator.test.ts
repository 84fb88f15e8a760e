import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { definitionsUrl, parseDefinitions } from '../definitions/definitions.ts'
import { hasErrors } from './finding.ts'
import { createValidator } from './validator.ts'

const validator = createValidator(parseDefinitions(readFileSync(definitionsUrl, 'utf8')))

const patient = {
  resourceType: 'Patient',
  id: 'p1',
  name: [{ family: 'Doe', given: ['Ann'] }],
  birthDate: '1980-02-29',
}
const observation = {
  resourceType: 'Observation',
  status: 'final',
  code: { coding: [{ system: 'http://loinc.org', code: '8480-6' }] },
  subject: { reference: 'Patient/p1' },
  valueQuantity: { value: 120, unit: 'mmHg', system: 'http://unitsofmeasure.org', code: 'mm[Hg]' },
}

function found(resource: unknown): string[] {
  return validator.validate(resource).map(({ severity, rule, path }) => `${severity} ${rule} ${path}`)
}

describe('a valid resource has no findings', () => {
  test.each([
    ['a patient', patient],
    ['an observation', observation],
    [
      'extensions on primitives',
      { ...patient, _birthDate: { extension: [{ url: 'http://x', valueString: 'y' }] } },
    ],
    [
      'a list of primitives with a hole',
      {
        ...patient,
        name: [
          { given: ['Ann', null], _given: [null, { extension: [{ url: 'http://x', valueCode: 'y' }] }] },
        ],
      },
    ],
    [
      'a missing required value with a reason',
      {
        ...observation,
        status: undefined,
        _status: { extension: [{ url: 'http://x', valueCode: 'unknown' }] },
      },
    ],
    ['dates of any precision', { ...patient, birthDate: '1980', deceasedDateTime: '2020-05' }],
    [
      'open ends that cannot be compared',
      { ...patient, address: [{ period: { start: '2020-05-01', end: '2020' } }] },
    ],
  ])('%s', (_, resource) => {
    expect(found(JSON.parse(JSON.stringify(resource)))).toEqual([])
  })
})

describe('each kind of mistake is found at its place', () => {
  test.each<[string, unknown, string]>([
    ['no object', 7, 'error structure '],
    ['a list', [], 'error structure '],
    ['no resourceType', { id: 'x' }, 'error structure '],
    ['an unknown type', { resourceType: 'Foo' }, 'error structure '],
    ['a type that is no resource', { resourceType: 'HumanName' }, 'error structure '],
    ['a prototype name as type', { resourceType: 'constructor' }, 'error structure '],
    ['an unknown property', { ...patient, colour: 'red' }, 'error structure Patient.colour'],
    [
      'an unknown property further in',
      { ...patient, name: [{ familly: 'x' }] },
      'error structure Patient.name[0].familly',
    ],
    [
      'a property called __proto__',
      JSON.parse('{"resourceType":"Patient","__proto__":{"a":1}}'),
      'error structure Patient.__proto__',
    ],
    ['an impossible date', { ...patient, birthDate: '2023-02-30' }, 'error structure Patient.birthDate'],
    [
      'a leap day in a common year',
      { ...patient, birthDate: '1900-02-29' },
      'error structure Patient.birthDate',
    ],
    [
      'a date with a time zone missing',
      { ...patient, deceasedDateTime: '2020-01-01T10:00:00' },
      'error structure Patient.deceasedDateTime',
    ],
    ['text for a boolean', { ...patient, active: 'true' }, 'error structure Patient.active'],
    [
      'text for a number',
      { ...observation, valueQuantity: { value: '120' } },
      'error structure Observation.valueQuantity.value',
    ],
    ['an empty text', { ...patient, name: [{ family: '' }] }, 'error structure Patient.name[0].family'],
    [
      'a null character',
      { ...patient, name: [{ family: 'a\u0000b' }] },
      'error structure Patient.name[0].family',
    ],
    ['null', { ...patient, gender: null }, 'error structure Patient.gender'],
    ['an id that is too long', { ...patient, id: 'x'.repeat(65) }, 'error structure Patient.id'],
    ['an empty list', { ...patient, name: [] }, 'error cardinality Patient.name'],
    ['a single value for a list', { ...patient, name: { family: 'x' } }, 'error cardinality Patient.name'],
    ['a list for a single value', { ...patient, gender: ['female'] }, 'error cardinality Patient.gender'],
    ['a missing element', { ...observation, status: undefined }, 'error cardinality Observation.status'],
    [
      'a missing choice',
      {
        resourceType: 'MedicationRequest',
        status: 'active',
        intent: 'order',
        subject: { reference: 'Patient/1' },
      },
      'error cardinality MedicationRequest.medication[x]',
    ],
    ['an empty object', { ...patient, maritalStatus: {} }, 'error invariant ele-1 Patient.maritalStatus'],
    ['two values of a choice', { ...observation, valueString: 'high' }, 'error choice Observation.value[x]'],
    [
      'a code outside its value set',
      { ...patient, gender: 'femail' },
      'error required-binding Patient.gender',
    ],
    [
      'a status outside its value set',
      { ...observation, status: 'done' },
      'error required-binding Observation.status',
    ],
    [
      'a concept outside its value set',
      {
        resourceType: 'Condition',
        subject: { reference: 'Patient/1' },
        clinicalStatus: { coding: [{ system: 'http://x', code: 'active' }] },
      },
      'error required-binding Condition.clinicalStatus',
    ],
    [
      'a broken media type',
      { ...patient, photo: [{ contentType: 'picture' }] },
      'error required-binding Patient.photo[0].contentType',
    ],
    [
      'a value beside its reason for absence',
      { ...observation, dataAbsentReason: { text: 'x' } },
      'error invariant obs-6 Observation',
    ],
    [
      'a period that ends before it begins',
      { ...patient, name: [{ text: 'x', period: { start: '2020-02-01', end: '2020-01' } }] },
      'error invariant per-1 Patient.name[0].period',
    ],
    [
      'an extension with neither value nor extensions',
      { ...patient, extension: [{ url: 'http://x' }] },
      'error invariant ext-1 Patient.extension[0]',
    ],
    [
      'a pointer to nothing contained',
      { ...patient, managingOrganization: { reference: '#o' } },
      'error invariant ref-1 Patient.managingOrganization',
    ],
    [
      'something contained that nothing points to',
      { ...patient, contained: [{ resourceType: 'Organization', id: 'o', name: 'x' }] },
      'error invariant dom-3 Patient.contained[0]',
    ],
    [
      'a mistake in a contained resource',
      {
        ...patient,
        contained: [{ resourceType: 'Organization', id: 'o', naem: 'x' }],
        managingOrganization: { reference: '#o' },
      },
      'error structure Patient.contained[0].naem',
    ],
    [
      'a mistake in a bundle',
      { resourceType: 'Bundle', type: 'collection', entry: [{ resource: { ...patient, gender: 'x' } }] },
      'error required-binding Bundle.entry[0].resource.gender',
    ],
    [
      'a reference to a strange type',
      { ...patient, managingOrganization: { reference: 'Patient/2' } },
      'warning reference-type Patient.managingOrganization',
    ],
    [
      'a script in the narrative',
      {
        ...patient,
        text: {
          status: 'generated',
          div: '<div xmlns="http://www.w3.org/1999/xhtml">x<script>1</script></div>',
        },
      },
      'warning narrative Patient.text.div',
    ],
  ])('%s', (_, resource, expected) => {
    const json: unknown = resource === undefined ? undefined : JSON.parse(JSON.stringify(resource))
    const isOddity = String(expected).includes('__proto__')
    expect(found(isOddity ? resource : json)).toContain(expected)
  })
})

test('only errors refuse a resource', () => {
  expect(
    hasErrors(validator.validate({ ...patient, managingOrganization: { reference: 'Patient/2' } })),
  ).toBe(false)
  expect(hasErrors(validator.validate({ ...patient, gender: 'x' }))).toBe(true)
})

test('a message names the place, the value and what may stand there', () => {
  const [finding] = validator.validate({ ...patient, gender: 'femail' })
  expect(finding?.message).toBe(
    'Patient.gender holds “femail”, which is not in the value set administrative-gender (male, female, other, unknown).',
  )
})

test('a resource that is wrong everywhere gets a list that ends', () => {
  const name = Array.from({ length: 1000 }, () => ({ colour: 'red' }))
  expect(validator.validate({ ...patient, name })).toHaveLength(100)
})

test('one validation leaves nothing behind for the next', () => {
  validator.validate({ ...patient, gender: 'x' })
  expect(validator.validate(patient)).toEqual([])
})

import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import {
  encounterReferenceOf,
  isDirectoryType,
  patientCandidatesOf,
  patientReferenceOf,
  referencesOf,
} from './compartment.ts'
import { definitionsUrl, parseDefinitions } from './definitions/definitions.ts'
import { ownerPaths } from './patient-owner.ts'

const definitions = parseDefinitions(readFileSync(definitionsUrl, 'utf8'))
const to = (reference: string) => ({ reference })

describe('the chart that a resource belongs to', () => {
  test.each([
    [
      'an observation',
      { resourceType: 'Observation', subject: to('Patient/1'), performer: [to('Patient/2')] },
      'Patient/1',
    ],
    ['an immunization', { resourceType: 'Immunization', patient: to('urn:uuid:1') }, 'urn:uuid:1'],
    [
      'a coverage is its beneficiary’s, not its policy holder’s',
      {
        resourceType: 'Coverage',
        policyHolder: to('Patient/9'),
        beneficiary: to('Patient/1'),
        payor: [to('Patient/9')],
      },
      'Patient/1',
    ],
    [
      'an appointment is the participating patient’s',
      {
        resourceType: 'Appointment',
        participant: [{ actor: to('Practitioner/1') }, { actor: to('Patient/2') }],
      },
      'Patient/2',
    ],
    [
      'a provenance is that of the patient among its targets',
      { resourceType: 'Provenance', target: [to('Observation/1'), to('Patient/1')] },
      'Patient/1',
    ],
    [
      'a provenance without one is that of its target',
      { resourceType: 'Provenance', target: [to('Observation/1')] },
      'Observation/1',
    ],
    ['a device that is somebody’s', { resourceType: 'Device', patient: to('Patient/1') }, 'Patient/1'],
    [
      'an observation about a place still says what it is about',
      { resourceType: 'Observation', subject: to('Location/1') },
      'Location/1',
    ],
    [
      'a task is for somebody',
      { resourceType: 'Task', for: to('http://example.org/fhir/Patient/4') },
      'http://example.org/fhir/Patient/4',
    ],
  ])('%s', (_, resource, reference) => {
    expect(patientReferenceOf(resource)?.reference).toBe(reference)
  })

  test.each([
    ['an organization', { resourceType: 'Organization' }],
    ['a patient', { resourceType: 'Patient', link: [{ other: to('Patient/2') }] }],
    ['a practitioner’s schedule', { resourceType: 'Schedule', actor: [to('Practitioner/1')] }],
    ['a supply for a ward', { resourceType: 'SupplyRequest', deliverTo: to('Location/1') }],
    ['an observation without subject', { resourceType: 'Observation' }],
    ['a name on Object.prototype', { resourceType: 'constructor' }],
  ])('%s names none', (_, resource) => {
    expect(patientReferenceOf(resource)).toBeUndefined()
  })

  test('its place is named', () => {
    const resource = {
      resourceType: 'Appointment',
      participant: [{ actor: to('Practitioner/1') }, { actor: to('Patient/2') }],
    }
    expect(patientReferenceOf(resource)?.path).toBe('Appointment.participant[1].actor')
  })

  test('candidates of unknown type come before those that are plainly no patient', () => {
    const resource = {
      resourceType: 'Appointment',
      participant: [
        { actor: to('Practitioner/1') },
        { actor: to('urn:uuid:1') },
        { actor: to('urn:uuid:2') },
      ],
    }
    expect(patientCandidatesOf(resource).map(({ reference }) => reference)).toEqual([
      'urn:uuid:1',
      'urn:uuid:2',
      'Practitioner/1',
    ])
  })
})

describe('the table of owners', () => {
  test('covers every type of HL7’s patient compartment', () => {
    const missing = Object.keys(definitions.patientCompartment).filter(
      (type) => !Object.hasOwn(ownerPaths, type) && type !== 'Patient' && type !== 'Group',
    )
    expect(missing).toEqual([])
  })

  test('names only elements that HL7 lists for the compartment, where it lists any', () => {
    for (const [type, paths] of Object.entries(ownerPaths)) {
      const listed = definitions.patientCompartment[type]
      if (listed === undefined) continue
      const official = listed.flatMap((parameter) => parameter.paths)
      for (const path of paths) {
        expect(official.some((listedPath) => listedPath.startsWith(`${type}.${path}`))).toBe(true)
      }
    }
  })

  test('names only elements that exist', () => {
    for (const [type, paths] of Object.entries(ownerPaths)) {
      for (const path of paths) {
        const [first] = path.split('.')
        expect(definitions.types[type]?.properties.map(({ name }) => name)).toContain(first)
      }
    }
  })
})

test.each([
  ['Organization', true],
  ['Practitioner', true],
  ['Location', true],
  ['Medication', true],
  ['Group', true],
  ['Device', true],
  ['ValueSet', true],
  ['StructureDefinition', true],
  ['Patient', false],
  ['Observation', false],
  ['Binary', false],
  ['Bundle', false],
  ['List', false],
])('%s belongs to the directory: %s', (type, expected) => {
  expect(isDirectoryType(type)).toBe(expected)
})

test.each([
  [{ resourceType: 'Condition', encounter: to('Encounter/1') }, 'Encounter/1'],
  [{ resourceType: 'DocumentReference', context: { encounter: [to('Encounter/2')] } }, 'Encounter/2'],
  [{ resourceType: 'MedicationStatement', context: to('Encounter/3') }, 'Encounter/3'],
  [{ resourceType: 'MedicationStatement', context: to('EpisodeOfCare/3') }, undefined],
  [{ resourceType: 'Claim', item: [{ encounter: [to('urn:uuid:4')] }] }, 'urn:uuid:4'],
  [{ resourceType: 'Patient' }, undefined],
])('the encounter of %j is %s', (resource, expected) => {
  expect(encounterReferenceOf(resource)).toBe(expected)
})

test('all literal references are found with their places, those inside contained resources too', () => {
  const resource = {
    resourceType: 'MedicationRequest',
    contained: [{ resourceType: 'Medication', id: 'm', manufacturer: to('Organization/1') }],
    medicationReference: to('#m'),
    subject: { reference: 'Patient/1', type: 'Patient', identifier: { value: 'x' } },
    extension: [{ url: 'http://x', valueReference: to('Device/1') }],
    reasonReference: [to('Condition/1'), { display: 'no reference' }],
  }
  expect(referencesOf(resource)).toEqual([
    { path: 'MedicationRequest.contained[0].manufacturer', reference: 'Organization/1' },
    {
      path: 'MedicationRequest.subject',
      reference: 'Patient/1',
      type: 'Patient',
      identifier: { value: 'x' },
    },
    { path: 'MedicationRequest.extension[0].valueReference', reference: 'Device/1' },
    { path: 'MedicationRequest.reasonReference[0]', reference: 'Condition/1' },
  ])
})

test('addresses of documents are no references', () => {
  const education = { resourceType: 'Immunization', education: [{ reference: 'http://example.org/leaflet' }] }
  expect(referencesOf(education)).toEqual([])
})

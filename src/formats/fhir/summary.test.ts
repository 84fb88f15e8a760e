import { describe, expect, test } from 'vitest'
import { summarise } from './summary.ts'

const loinc = (code: string, display: string) => ({ coding: [{ system: 'http://loinc.org', code, display }] })
const quantity = (value: number, unit: string) => ({ value, unit })

describe('an observation', () => {
  const glucose = {
    resourceType: 'Observation',
    id: 'o1',
    meta: { versionId: '3', lastUpdated: '2024-05-02T00:00:00Z', security: [{ code: 'R' }, { code: 'HIV' }] },
    status: 'final',
    category: [{ coding: [{ code: 'laboratory' }] }],
    code: loinc('2339-0', 'Glucose'),
    encounter: { reference: 'Encounter/1' },
    effectiveDateTime: '2024-05',
    issued: '2024-05-01T10:00:00Z',
    valueQuantity: quantity(120, 'mg/dL'),
    referenceRange: [{ low: quantity(70, 'mg/dL'), high: quantity(100, 'mg/dL') }],
  }

  test('gives all its columns', () => {
    expect(summarise(glucose)).toEqual({
      kind: 'Observation',
      status: 'final',
      category: 'laboratory',
      code: { system: 'http://loinc.org', code: '2339-0', display: 'Glucose' },
      title: 'Glucose',
      occurredStart: '2024-05',
      occurredEnd: null,
      occurredPrecision: 'month',
      recordedAt: '2024-05-01T10:00:00Z',
      value: { number: 120, unit: 'mg/dL', text: '120 mg/dL' },
      low: 70,
      high: 100,
      abnormal: 'H',
      severity: null,
      criticality: null,
      encounter: 'Encounter/1',
      sourceId: 'o1',
      lastUpdated: '2024-05-02T00:00:00Z',
      versionId: '3',
      securityLabels: ['R', 'HIV'],
    })
  })

  test.each([
    ['below its range', { valueQuantity: quantity(50, 'mg/dL') }, 'L'],
    ['at the upper bound', { valueQuantity: quantity(100, 'mg/dL') }, null],
    ['at the lower bound', { valueQuantity: quantity(70, 'mg/dL') }, null],
    ['in another unit than its range', { valueQuantity: quantity(500, 'mmol/L') }, null],
    ['flagged by its source', { interpretation: [{ coding: [{ code: 'HH' }] }] }, 'HH'],
    [
      'called normal by its source, outside the printed range',
      { interpretation: [{ coding: [{ code: 'N' }] }] },
      null,
    ],
  ])('%s', (_, change, abnormal) => {
    expect(summarise({ ...glucose, ...change }).abnormal).toBe(abnormal)
  })

  test.each([
    ['a concept', { valueCodeableConcept: { text: 'Never smoker' } }, { text: 'Never smoker' }],
    ['a text', { valueString: 'cloudy' }, { text: 'cloudy' }],
    ['a truth', { valueBoolean: false }, { text: 'No' }],
    ['a whole number', { valueInteger: 3 }, { number: 3, text: '3' }],
    ['zero', { valueQuantity: quantity(0, 'mg') }, { number: 0, unit: 'mg', text: '0 mg' }],
    [
      'less than',
      { valueQuantity: { value: 5, comparator: '<', unit: 'mg' } },
      { number: 5, unit: 'mg', text: '<5 mg' },
    ],
    [
      'many digits',
      { valueQuantity: quantity(173.45484138, 'cm') },
      { number: 173.45484138, unit: 'cm', text: '173.455 cm' },
    ],
    [
      'a ratio',
      { valueRatio: { numerator: { value: 1 }, denominator: { value: 128 } } },
      { text: '1 : 128' },
    ],
    ['a range', { valueRange: { low: { value: 1 }, high: { value: 2 } } }, { text: '1 – 2' }],
    ['nothing, with the reason', { dataAbsentReason: { text: 'refused' } }, { text: 'No value (refused)' }],
    ['nothing at all', {}, null],
  ])('with %s', (_, value, expected) => {
    const { valueQuantity: _removed, ...rest } = glucose
    expect(summarise({ ...rest, ...value }).value).toEqual(expected)
  })

  test('of blood pressure reads as people write it', () => {
    const pressure = {
      resourceType: 'Observation',
      code: loinc('85354-9', 'Blood pressure'),
      component: [
        { code: loinc('8462-4', 'Diastolic'), valueQuantity: quantity(80, 'mmHg') },
        { code: loinc('8480-6', 'Systolic'), valueQuantity: quantity(120, 'mmHg') },
      ],
    }
    expect(summarise(pressure).value).toEqual({ unit: 'mmHg', text: '120/80 mmHg' })
  })

  test('with other components lists them', () => {
    const apgar = {
      resourceType: 'Observation',
      code: { text: 'Apgar' },
      component: [
        { code: { text: 'Colour' }, valueInteger: 2 },
        { code: { text: 'Pulse' }, valueInteger: 1 },
      ],
    }
    expect(summarise(apgar).value).toEqual({ text: 'Colour: 2; Pulse: 1' })
  })
})

describe('titles', () => {
  test.each([
    [
      { resourceType: 'Condition', code: { coding: [{ code: '1', display: 'Asthma (disorder)' }] } },
      'Asthma',
    ],
    [{ resourceType: 'Condition', code: { coding: [{ code: 'I10' }] } }, 'I10'],
    [
      { resourceType: 'MedicationRequest', medicationCodeableConcept: { text: 'Aspirin 81 mg' } },
      'Aspirin 81 mg',
    ],
    [
      {
        resourceType: 'MedicationRequest',
        contained: [{ resourceType: 'Medication', id: 'm', code: { text: 'Ibuprofen' } }],
        medicationReference: { reference: '#m' },
      },
      'Ibuprofen',
    ],
    [{ resourceType: 'MedicationRequest', medicationReference: { reference: 'Medication/1' } }, 'Medication'],
    [{ resourceType: 'Immunization', vaccineCode: { text: 'Influenza' } }, 'Influenza'],
    [
      { resourceType: 'Encounter', class: { code: 'IMP', display: 'inpatient encounter' } },
      'inpatient encounter',
    ],
    [{ resourceType: 'Encounter', type: [{ text: 'Admission' }], class: { code: 'IMP' } }, 'Admission'],
    [{ resourceType: 'DocumentReference', content: [{ attachment: { title: 'Letter' } }] }, 'Letter'],
    [
      { resourceType: 'Coverage', payor: [{ display: 'Acme Health' }], type: { text: 'PPO' } },
      'Acme Health, PPO',
    ],
    [{ resourceType: 'Claim', type: { coding: [{ code: 'professional' }] } }, 'Claim (professional)'],
    [{ resourceType: 'Claim', item: [{ productOrService: { text: 'Visit' } }] }, 'Claim: Visit'],
    [
      {
        resourceType: 'FamilyMemberHistory',
        relationship: { text: 'Mother' },
        condition: [{ code: { text: 'Stroke' } }],
      },
      'Mother: Stroke',
    ],
    [{ resourceType: 'Patient', name: [{ given: ['Ann', 'B'], family: 'Doe' }] }, 'Ann B Doe'],
    [{ resourceType: 'Practitioner', name: [{ text: 'Dr Roe' }] }, 'Dr Roe'],
    [{ resourceType: 'Organization', name: 'General' }, 'General'],
    [{ resourceType: 'CarePlan', category: [{ text: 'Diabetes' }, { text: 'Diet' }] }, 'Diabetes, Diet'],
    [{ resourceType: 'Goal', description: { text: 'HbA1c < 7' } }, 'HbA1c < 7'],
    [
      {
        resourceType: 'ImagingStudy',
        series: [{ modality: { display: 'X-ray' }, bodySite: { display: 'Wrist' } }],
      },
      'X-ray, Wrist',
    ],
    [{ resourceType: 'QuestionnaireResponse' }, 'Questionnaire response'],
    [{ resourceType: 'VisionPrescription' }, 'Vision prescription'],
    [{}, 'Resource'],
  ])('of %j is “%s”', (resource, title) => {
    expect(summarise(resource).title).toBe(title)
  })
})

describe('status', () => {
  test.each([
    [{ resourceType: 'Condition', clinicalStatus: { coding: [{ code: 'resolved' }] } }, 'resolved'],
    [
      { resourceType: 'Condition', verificationStatus: { coding: [{ code: 'entered-in-error' }] } },
      'entered-in-error',
    ],
    [{ resourceType: 'Goal', lifecycleStatus: 'active' }, 'active'],
    [{ resourceType: 'Procedure', status: 'completed' }, 'completed'],
    [{ resourceType: 'Patient' }, null],
  ])('of %j is %s', (resource, status) => {
    expect(summarise(resource).status).toBe(status)
  })
})

describe('when it happened', () => {
  test.each([
    [{ resourceType: 'Condition', onsetDateTime: '2011', abatementDateTime: '2012-03' }, '2011', '2012-03'],
    [{ resourceType: 'Condition', onsetAge: { value: 5 }, recordedDate: '2020-01-01' }, '2020-01-01', null],
    [
      { resourceType: 'Procedure', performedPeriod: { start: '2020-01-01', end: '2020-01-02' } },
      '2020-01-01',
      '2020-01-02',
    ],
    [{ resourceType: 'Encounter', period: { start: '2020-01-01' } }, '2020-01-01', null],
    [{ resourceType: 'MedicationRequest', authoredOn: '2020-01-01' }, '2020-01-01', null],
    [
      {
        resourceType: 'DocumentReference',
        date: '2020-02-01T00:00:00Z',
        context: { period: { start: '2020-01-01' } },
      },
      '2020-01-01',
      null,
    ],
    [{ resourceType: 'Specimen', collection: { collectedDateTime: '2020-01-01' } }, '2020-01-01', null],
    [
      { resourceType: 'Goal', startDate: '2020-01-01', target: [{ dueDate: '2021-01-01' }] },
      '2020-01-01',
      '2021-01-01',
    ],
    [
      { resourceType: 'Observation', effectiveTiming: { event: ['2020-01-01', '2020-01-05'] } },
      '2020-01-01',
      '2020-01-05',
    ],
    [{ resourceType: 'Immunization', occurrenceString: 'in childhood' }, null, null],
    [{ resourceType: 'Patient', birthDate: '1980-01-01' }, null, null],
  ])('%j', (resource, start, end) => {
    const summary = summarise(resource)
    expect([summary.occurredStart, summary.occurredEnd]).toEqual([start, end])
  })
})

test('an allergy tells its worst reaction and its criticality', () => {
  const summary = summarise({
    resourceType: 'AllergyIntolerance',
    criticality: 'high',
    reaction: [{ severity: 'mild' }, { severity: 'severe' }],
  })
  expect([summary.severity, summary.criticality]).toEqual(['severe', 'high'])
})

test('a dosage without text is put into words', () => {
  const dosage = {
    timing: { repeat: { frequency: 2, period: 1, periodUnit: 'd' } },
    doseAndRate: [{ doseQuantity: { value: 1, unit: 'tablet' } }],
    asNeededBoolean: true,
  }
  expect(summarise({ resourceType: 'MedicationRequest', dosageInstruction: [dosage] }).value).toEqual({
    text: '1 tablet, 2 × per day, as needed',
  })
})

test('a report gives its conclusion, else how many results it holds', () => {
  const report = { resourceType: 'DiagnosticReport', id: 'r', status: 'final', code: loinc('58410-2', 'CBC') }
  const results = [{ reference: 'Observation/1' }, { reference: 'Observation/2' }]
  expect(summarise({ ...report, conclusion: 'No anaemia', result: results })?.value?.text).toBe('No anaemia')
  expect(summarise({ ...report, result: results })?.value?.text).toBe('2 results')
  expect(summarise({ ...report, result: results.slice(1) })?.value?.text).toBe('1 result')
  expect(summarise(report)?.value).toBeNull()
})

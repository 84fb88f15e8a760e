// One invented person's chart as a source would send it: an admission with everything that a chart page shows.
type Resource = { resourceType: string; id: string; [element: string]: unknown }

const patient = { reference: 'Patient/p1' }
const encounter = { reference: 'Encounter/e1' }
const loinc = 'http://loinc.org'
const snomed = 'http://snomed.info/sct'
const interpretation = 'http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation'

const concept = (system: string, code: string, display: string) => ({
  coding: [{ system, code, display }],
  text: display,
})

const state = (system: string, code: string) => ({
  coding: [{ system: `http://terminology.hl7.org/CodeSystem/${system}`, code }],
})

const observation = (id: string, category: string, more: Record<string, unknown>): Resource => ({
  resourceType: 'Observation',
  id,
  status: 'final',
  category: [state('observation-category', category)],
  subject: patient,
  ...more,
})

function document(id: string, title: string, contentType: string, content: string | Buffer): Resource {
  return {
    resourceType: 'DocumentReference',
    id,
    status: 'current',
    type: { text: title },
    subject: patient,
    date: '2026-03-07T15:00:00-06:00',
    author: [{ reference: 'Practitioner/d1', display: 'Dr. Cleo Marsh' }],
    context: { encounter: [encounter] },
    content: [{ attachment: { contentType, title, data: Buffer.from(content).toString('base64') } }],
  }
}

/** A picture of one pixel. */
const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==',
  'base64',
)

/** The first version; in the second the pneumonia is resolved. */
export function inventedChart(version: 1 | 2): string {
  const isLater = version === 2
  const resources: Resource[] = [
    {
      resourceType: 'Patient',
      id: 'p1',
      identifier: [
        {
          type: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v2-0203', code: 'MR' }] },
          system: 'urn:example:harbour:mrn',
          value: '0041-7731',
        },
      ],
      name: [{ use: 'official', family: 'Quillan', given: ['Adelaide', 'Rose'] }],
      gender: 'female',
      birthDate: '1951-03-05',
    },
    { resourceType: 'Practitioner', id: 'd1', name: [{ family: 'Marsh', given: ['Cleo'] }] },
    {
      resourceType: 'Encounter',
      id: 'e1',
      status: 'finished',
      class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'IMP' },
      type: [{ text: 'Admission for pneumonia' }],
      subject: patient,
      period: { start: '2026-03-02T09:10:00-06:00', end: '2026-03-07T14:00:00-06:00' },
      participant: [{ individual: { reference: 'Practitioner/d1' } }],
    },
    {
      resourceType: 'Condition',
      id: 'c1',
      meta: { versionId: String(version), lastUpdated: `2026-04-0${version}T10:00:00Z` },
      clinicalStatus: state('condition-clinical', isLater ? 'resolved' : 'active'),
      code: concept(snomed, '233604007', 'Pneumonia'),
      subject: patient,
      encounter,
      onsetDateTime: '2026-03-02',
      ...(isLater ? { abatementDateTime: '2026-03-20' } : {}),
      text: {
        status: 'generated',
        div: '<div xmlns="http://www.w3.org/1999/xhtml"><p>Pneumonia of the right lower lobe</p></div>',
      },
    },
    {
      resourceType: 'Condition',
      id: 'c2',
      clinicalStatus: state('condition-clinical', 'active'),
      code: concept(snomed, '44054006', 'Type 2 diabetes mellitus'),
      subject: patient,
      onsetDateTime: '2011',
    },
    {
      resourceType: 'AllergyIntolerance',
      id: 'a1',
      clinicalStatus: state('allergyintolerance-clinical', 'active'),
      criticality: 'high',
      code: concept(snomed, '91936005', 'Allergy to penicillin'),
      patient,
      reaction: [{ manifestation: [{ text: 'Anaphylaxis' }], severity: 'severe' }],
    },
    {
      resourceType: 'MedicationRequest',
      id: 'm1',
      status: 'active',
      intent: 'order',
      medicationCodeableConcept: { text: 'Metformin 500 mg tablet' },
      subject: patient,
      authoredOn: '2012-01-09',
      dosageInstruction: [{ text: 'One tablet twice a day with meals' }],
    },
    ...[4.1, 4.4, 5.6].map((value, day) =>
      observation(`k${day}`, 'laboratory', {
        code: concept(loinc, '2823-3', 'Potassium'),
        encounter,
        effectiveDateTime: `2026-03-0${day + 3}T07:30:00-06:00`,
        valueQuantity: { value, unit: 'mmol/L', system: 'http://unitsofmeasure.org', code: 'mmol/L' },
        referenceRange: [{ low: { value: 3.5, unit: 'mmol/L' }, high: { value: 5.1, unit: 'mmol/L' } }],
      }),
    ),
    observation('culture', 'laboratory', {
      code: concept(loinc, '600-7', 'Blood culture'),
      effectiveDateTime: '2026-03-03T07:40:00-06:00',
      valueCodeableConcept: { text: 'Streptococcus pneumoniae' },
      interpretation: [{ coding: [{ system: interpretation, code: 'POS' }] }],
    }),
    observation('weight', 'vital-signs', {
      code: concept(loinc, '29463-7', 'Body weight'),
      effectiveDateTime: '2026-03-03T06:00:00-06:00',
      valueQuantity: { value: 72.5, unit: 'kg', system: 'http://unitsofmeasure.org', code: 'kg' },
    }),
    document('n1', 'Discharge summary', 'text/plain', 'Discharged home in good condition.'),
    document('n2', 'Chest film', 'image/png', PIXEL),
  ]
  return JSON.stringify({
    resourceType: 'Bundle',
    type: 'collection',
    entry: resources.map((resource) => ({
      fullUrl: `urn:example:harbour:${resource.resourceType}:${resource.id}`,
      resource,
    })),
  })
}

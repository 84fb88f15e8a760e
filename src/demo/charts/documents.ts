// Notes as DocumentReferences with their text inside.
import type { CodeableConcept, DocumentReference } from '@medplum/fhirtypes'
import type { Moment } from '../calendar.ts'
import type { PractitionerFacts } from '../department.ts'
import { LOINC, OID } from '../tables/codes.ts'
import type { Sensitivity } from '../tables/condition-row.ts'
import {
  coding,
  concept,
  instantAt,
  metaAt,
  nextId,
  practitionerRef,
  put,
  type RecordChart,
  type Ref,
} from './record-chart.ts'

const TYPES = {
  'clinic-note': ['11506-3', 'Progress note'],
  'emergency-note': ['34111-5', 'Emergency department note'],
  'history-and-physical': ['34117-2', 'History and physical note'],
  'discharge-summary': ['18842-5', 'Discharge summary'],
  'operative-note': ['11504-8', 'Operative note'],
  'radiology-report': ['18748-4', 'Diagnostic imaging study'],
} as const

export type DocumentKind = keyof typeof TYPES

const CLINICAL_NOTE: CodeableConcept[] = [
  {
    coding: [
      coding(
        'http://hl7.org/fhir/us/core/CodeSystem/us-core-documentreference-category',
        'clinical-note',
        'Clinical Note',
      ),
    ],
  },
]

export type DocumentFacts = {
  readonly kind: DocumentKind | 'unindexed'
  readonly text: string
  readonly moment: Moment
  readonly author: PractitionerFacts
  readonly encounter?: Ref
  readonly isSigned: boolean
  readonly sensitivity?: Sensitivity | undefined
}

export function putDocument(chart: RecordChart, facts: DocumentFacts): { reference: string } {
  const id = nextId(chart, 'doc')
  const { facility } = chart.record
  const title = facts.kind === 'unindexed' ? 'Received by fax' : TYPES[facts.kind][1]
  const document: DocumentReference & { id: string } = {
    resourceType: 'DocumentReference',
    id,
    meta: metaAt(chart, facts.moment, facts.sensitivity),
    masterIdentifier: { system: OID.document, value: id },
    status: 'current',
    ...(facts.kind === 'unindexed'
      ? { description: 'Received by fax, not indexed yet' }
      : {
          docStatus: facts.isSigned ? ('final' as const) : ('preliminary' as const),
          type: concept(LOINC, TYPES[facts.kind][0], TYPES[facts.kind][1]),
          category: CLINICAL_NOTE,
          author: [practitionerRef(facts.author)],
          ...(facts.isSigned ? { authenticator: practitionerRef(facts.author) } : {}),
        }),
    subject: chart.subject,
    date: instantAt(chart, facts.moment),
    custodian: { reference: `Organization/${facility.key}`, display: facility.name },
    content: [
      {
        attachment: {
          contentType: 'text/plain',
          data: Buffer.from(facts.text, 'utf8').toString('base64'),
          size: Buffer.byteLength(facts.text, 'utf8'),
          title,
          creation: instantAt(chart, facts.moment),
        },
      },
    ],
    ...(facts.encounter === undefined ? {} : { context: { encounter: [facts.encounter] } }),
  }
  return put(chart, document)
}

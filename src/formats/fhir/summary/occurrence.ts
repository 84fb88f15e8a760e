// When it happened and when it was written down, as the source gave it: "2011" stays "2011".

import { type JsonObject, listOf, objectOf, textOf } from '../json-value.ts'

export type Occurrence = Readonly<{ start: string | null; end: string | null }>

/** Elements that say when, the most telling first; `effective` stands for effectiveDateTime, effectivePeriod and so on. */
const byKind: Readonly<Record<string, readonly string[]>> = {
  AllergyIntolerance: ['onset', 'recordedDate', 'lastOccurrence'],
  Appointment: ['start'],
  AuditEvent: ['period', 'recorded'],
  CarePlan: ['period', 'created'],
  Claim: ['billablePeriod', 'created'],
  ClaimResponse: ['created'],
  ClinicalImpression: ['effective', 'date'],
  Communication: ['sent', 'received'],
  CommunicationRequest: ['occurrence', 'authoredOn'],
  Condition: ['onset', 'recordedDate'],
  Consent: ['dateTime'],
  DeviceUseStatement: ['timing', 'recordedOn'],
  DocumentReference: ['date'],
  ExplanationOfBenefit: ['billablePeriod', 'created'],
  Goal: ['start', 'statusDate'],
  ImagingStudy: ['started'],
  Immunization: ['occurrence', 'recorded'],
  MedicationDispense: ['whenHandedOver', 'whenPrepared'],
  MedicationStatement: ['effective', 'dateAsserted'],
  NutritionOrder: ['dateTime'],
  Patient: [],
  Provenance: ['occurred', 'recorded'],
  QuestionnaireResponse: ['authored'],
  ServiceRequest: ['occurrence', 'authoredOn'],
  Task: ['executionPeriod', 'authoredOn'],
}

/** For every other kind: whatever of these it has. */
const usual = [
  'effective',
  'occurrence',
  'performed',
  'onset',
  'period',
  'servicePeriod',
  'started',
  'start',
  'date',
  'dateTime',
  'authoredOn',
  'authored',
  'created',
  'occurred',
  'collected',
  'issued',
  'recorded',
  'recordedDate',
  'sent',
  'detected',
  'identified',
]

const recordedElements = [
  'recordedDate',
  'issued',
  'recorded',
  'authoredOn',
  'authored',
  'dateAsserted',
  'dateRecorded',
  'created',
  'date',
  'dateTime',
]

export function occurrenceOf(kind: string, resource: JsonObject): Occurrence {
  const elements = Object.hasOwn(byKind, kind) ? (byKind[kind] ?? usual) : usual
  const context = kind === 'DocumentReference' ? spanned(objectOf(resource.context)?.period) : undefined
  const collected = kind === 'Specimen' ? named(objectOf(resource.collection) ?? {}, 'collected') : undefined
  const found = context ?? collected ?? firstOf(resource, elements)
  const end = found?.end ?? endOf(kind, resource)
  return { start: found?.start ?? null, end: end ?? null }
}

type Found = { start: string | undefined; end: string | undefined }

function firstOf(resource: JsonObject, elements: readonly string[]): Found | undefined {
  for (const element of elements) {
    const found = named(resource, element)
    if (found !== undefined) return found
  }
  return undefined
}

function named(object: JsonObject, element: string): Found | undefined {
  return (
    spanned(object[element]) ??
    spanned(object[`${element}DateTime`]) ??
    spanned(object[`${element}Period`]) ??
    spanned(object[`${element}Instant`]) ??
    spanned(object[`${element}Date`]) ??
    timed(object[`${element}Timing`])
  )
}

const dateLike = /^\d{4}(-\d\d(-\d\d(T.*)?)?)?$/

function spanned(value: unknown): Found | undefined {
  if (typeof value === 'string') return dateLike.test(value) ? { start: value, end: undefined } : undefined
  const period = objectOf(value)
  const start = textOf(period?.start)
  const end = textOf(period?.end)
  return start === undefined && end === undefined ? undefined : { start: start ?? end, end }
}

function timed(value: unknown): Found | undefined {
  const timing = objectOf(value)
  if (timing === undefined) return undefined
  const events = listOf(timing.event).flatMap((event) => textOf(event) ?? [])
  if (events.length > 0) return { start: events[0], end: events.length > 1 ? events.at(-1) : undefined }
  return spanned(objectOf(timing.repeat)?.boundsPeriod)
}

function endOf(kind: string, resource: JsonObject): string | undefined {
  switch (kind) {
    case 'Condition':
      return textOf(resource.abatementDateTime) ?? named(resource, 'abatement')?.end
    case 'Appointment':
      return textOf(resource.end)
    case 'Goal': {
      const [target] = listOf(resource.target)
      return textOf(objectOf(target)?.dueDate)
    }
    default:
      return undefined
  }
}

export function recordedAtOf(resource: JsonObject): string | null {
  for (const element of recordedElements) {
    const value = resource[element]
    if (typeof value === 'string' && dateLike.test(value)) return value
  }
  return textOf(objectOf(resource.meta)?.lastUpdated) ?? null
}

export type Precision = 'year' | 'month' | 'day' | 'time'

export function precisionOf(text: string): Precision {
  if (text.length === 4) return 'year'
  if (text.length === 7) return 'month'
  return text.length === 10 ? 'day' : 'time'
}

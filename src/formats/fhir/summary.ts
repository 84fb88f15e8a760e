// The few columns drawn out of a resource for lists and search. The resource itself stays the truth; a number here is for
// plotting and sorting, its digits as sent stand in the text.

import { encounterReferenceOf } from './compartment.ts'
import { type JsonObject, listOf, objectOf, textOf } from './json-value.ts'
import { type Code, plainCodeOf, wordsOf } from './summary/concept.ts'
import { occurrenceOf, type Precision, precisionOf, recordedAtOf } from './summary/occurrence.ts'
import { abnormalFlag, rangeOf } from './summary/reference-range.ts'
import { primaryCode, titleOf } from './summary/title.ts'
import { type SummaryValue, summaryValue } from './summary/value.ts'

export type ResourceSummary = Readonly<{
  /** The FHIR type. */
  kind: string
  status: string | null
  category: string | null
  code: Code | null
  /** Never empty. */
  title: string
  /** As given, with the precision given. */
  occurredStart: string | null
  occurredEnd: string | null
  occurredPrecision: Precision | null
  recordedAt: string | null
  value: SummaryValue | null
  low: number | null
  high: number | null
  abnormal: string | null
  severity: string | null
  criticality: string | null
  encounter: string | null
  sourceId: string | null
  lastUpdated: string | null
  versionId: string | null
  securityLabels: readonly string[]
}>

const noRange = { low: null, high: null }

export function summarise(resource: JsonObject): ResourceSummary {
  const kind = textOf(resource.resourceType) ?? 'Resource'
  const meta = objectOf(resource.meta)
  const { start, end } = occurrenceOf(kind, resource)
  const value = summaryValue(kind, resource)
  const range = kind === 'Observation' ? rangeOf(resource) : noRange
  return {
    kind,
    status: statusOf(resource),
    category: categoryOf(kind, resource),
    code: primaryCode(kind, resource),
    title: titleOf(kind, resource),
    occurredStart: start,
    occurredEnd: end,
    occurredPrecision: start === null ? null : precisionOf(start),
    recordedAt: recordedAtOf(resource),
    value,
    low: range.low,
    high: range.high,
    abnormal: kind === 'Observation' ? abnormalFlag(resource, value, range) : null,
    severity: severityOf(resource),
    criticality: textOf(resource.criticality) ?? null,
    encounter: encounterReferenceOf(resource) ?? null,
    sourceId: textOf(resource.id) ?? null,
    lastUpdated: textOf(meta?.lastUpdated) ?? null,
    versionId: textOf(meta?.versionId) ?? null,
    securityLabels: listOf(meta?.security).flatMap((label) => textOf(objectOf(label)?.code) ?? []),
  }
}

/** Conditions and allergies have two: what was entered in error is that before anything else. */
function statusOf(resource: JsonObject): string | null {
  const verification = plainCodeOf(resource.verificationStatus)
  if (verification === 'entered-in-error') return verification
  return (
    textOf(resource.status) ??
    plainCodeOf(resource.clinicalStatus) ??
    textOf(resource.lifecycleStatus) ??
    verification ??
    null
  )
}

function categoryOf(kind: string, resource: JsonObject): string | null {
  if (kind === 'Encounter') return plainCodeOf(resource.class) ?? null
  if (kind === 'Claim' || kind === 'ExplanationOfBenefit' || kind === 'Coverage') {
    return plainCodeOf(resource.type) ?? null
  }
  const [category] = listOf(resource.category)
  return plainCodeOf(category) ?? null
}

const grades = ['severe', 'moderate', 'mild']

/** A condition's severity, or the worst of an allergy's reactions. */
function severityOf(resource: JsonObject): string | null {
  const own = wordsOf(resource.severity)
  if (own !== undefined) return own
  const reactions = listOf(resource.reaction).map((reaction) => textOf(objectOf(reaction)?.severity))
  return grades.find((grade) => reactions.includes(grade)) ?? null
}

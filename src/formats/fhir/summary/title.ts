// The line by which people find a resource in a list, and the code behind it.

import { type JsonObject, listOf, objectOf, objectsOf, textOf } from '../json-value.ts'
import { type Code, codeOf, kindInPlainWords, plainCodeOf, wordsOf } from './concept.ts'

/** Which element names the thing, the most telling first. */
const namingElements: Readonly<Record<string, readonly string[]>> = {
  Account: ['name', 'type'],
  Appointment: ['description', 'serviceType', 'appointmentType'],
  AuditEvent: ['subtype', 'type'],
  CarePlan: ['title', 'category'],
  CareTeam: ['name', 'category'],
  ChargeItem: ['code'],
  Claim: ['type'],
  ClaimResponse: ['type'],
  ClinicalImpression: ['summary', 'code', 'description'],
  Communication: ['topic', 'category'],
  Composition: ['title', 'type'],
  Consent: ['category', 'scope'],
  Coverage: ['type', 'class'],
  Device: ['type', 'deviceName'],
  DeviceRequest: ['codeCodeableConcept', 'codeReference'],
  DeviceUseStatement: ['device'],
  DocumentReference: ['type', 'description'],
  Encounter: ['type', 'serviceType', 'class'],
  EpisodeOfCare: ['type'],
  ExplanationOfBenefit: ['type'],
  FamilyMemberHistory: ['relationship'],
  Goal: ['description'],
  ImagingStudy: ['procedureCode', 'description', 'modality'],
  Immunization: ['vaccineCode'],
  Invoice: ['type'],
  List: ['title', 'code'],
  Media: ['type', 'view'],
  NutritionOrder: ['oralDiet', 'instantiates'],
  RiskAssessment: ['code', 'method'],
  Specimen: ['type'],
  Task: ['description', 'code'],
}

const medicationKinds = new Set([
  'MedicationAdministration',
  'MedicationDispense',
  'MedicationRequest',
  'MedicationStatement',
])

const usualElements = ['code', 'title', 'name', 'type', 'category', 'description']

export function primaryCode(kind: string, resource: JsonObject): Code | null {
  if (medicationKinds.has(kind)) {
    return codeOf(resource.medicationCodeableConcept) ?? codeOf(containedMedication(resource)?.code)
  }
  for (const element of elementsOf(kind)) {
    for (const value of listOf(resource[element])) {
      const code = codeOf(value) ?? codingOf(value)
      if (code !== null) return code
    }
  }
  return null
}

function elementsOf(kind: string): readonly string[] {
  return Object.hasOwn(namingElements, kind) ? (namingElements[kind] ?? usualElements) : usualElements
}

/** Encounter.class and ImagingStudy.modality are bare codings. */
function codingOf(value: unknown): Code | null {
  const coding = objectOf(value)
  const code = textOf(coding?.code)
  if (coding === undefined || code === undefined || coding.coding !== undefined) return null
  return { system: textOf(coding.system) ?? null, code, display: textOf(coding.display) ?? null }
}

/** SNOMED CT's full names end in the kind of concept, which says nothing new in a list. */
const semanticTag =
  / \((procedure|finding|disorder|situation|regime\/therapy|substance|product|observable entity|morphologic abnormality|body structure|environment|event|qualifier value|person|record artifact|physical object)\)$/

export function titleOf(kind: string, resource: JsonObject): string {
  const title = special(kind, resource) ?? named(kind, resource) ?? kindInPlainWords(kind)
  return title.replace(semanticTag, '')
}

function named(kind: string, resource: JsonObject): string | undefined {
  for (const element of elementsOf(kind)) {
    const words = new Set(listOf(resource[element]).flatMap((value) => wordsOf(value) ?? nameIn(value) ?? []))
    if (words.size > 0) return [...words].join(', ')
  }
  return undefined
}

function nameIn(value: unknown): string | undefined {
  return textOf(objectOf(value)?.name)
}

function special(kind: string, resource: JsonObject): string | undefined {
  if (medicationKinds.has(kind)) return medicationTitle(resource)
  switch (kind) {
    case 'Patient':
    case 'Person':
    case 'Practitioner':
    case 'RelatedPerson':
      return personName(listOf(resource.name)[0])
    case 'Claim':
    case 'ClaimResponse':
    case 'ExplanationOfBenefit':
      return claimTitle(kind, resource)
    case 'Coverage':
      return coverageTitle(resource)
    case 'FamilyMemberHistory':
      return familyTitle(resource)
    case 'DocumentReference':
      return named(kind, resource) ?? attachmentTitle(resource)
    case 'QuestionnaireResponse':
      return questionnaireTitle(resource)
    case 'PractitionerRole':
      return wordsOf(resource.practitioner) ?? named(kind, { code: resource.code })
    case 'ImagingStudy':
      return named(kind, resource) ?? seriesTitle(resource)
    case 'Provenance':
      return wordsOf(resource.activity)
    default:
      return undefined
  }
}

function medicationTitle(resource: JsonObject): string | undefined {
  return (
    wordsOf(resource.medicationCodeableConcept) ??
    textOf(objectOf(resource.medicationReference)?.display) ??
    wordsOf(containedMedication(resource)?.code) ??
    'Medication'
  )
}

function containedMedication(resource: JsonObject): JsonObject | undefined {
  const reference = textOf(objectOf(resource.medicationReference)?.reference)
  if (reference === undefined || !reference.startsWith('#')) return undefined
  return listOf(resource.contained)
    .map(objectOf)
    .find((contained) => contained?.id === reference.slice(1))
}

export function personName(value: unknown): string | undefined {
  const name = objectOf(value)
  if (name === undefined) return undefined
  const given = listOf(name.given).flatMap((part) => textOf(part) ?? [])
  const parts = [...given, ...listOf(name.family).flatMap((part) => textOf(part) ?? [])]
  return parts.length > 0 ? parts.join(' ') : textOf(name.text)
}

function claimTitle(kind: string, resource: JsonObject): string {
  const [item] = listOf(resource.item)
  const service = wordsOf(objectOf(item)?.productOrService)
  const type = wordsOf(resource.type)
  const what = kindInPlainWords(kind)
  if (service !== undefined) return `${what}: ${service}`
  return type === undefined ? what : `${what} (${type})`
}

function coverageTitle(resource: JsonObject): string | undefined {
  const [payor] = listOf(resource.payor)
  const plan = listOf(resource.class)
    .map(objectOf)
    .find((entry) => plainCodeOf(entry?.type) === 'plan')
  const parts = [textOf(objectOf(payor)?.display), textOf(plan?.name) ?? wordsOf(resource.type)]
  const words = parts.filter((part) => part !== undefined)
  return words.length > 0 ? words.join(', ') : undefined
}

function familyTitle(resource: JsonObject): string | undefined {
  const relative = wordsOf(resource.relationship) ?? textOf(resource.name)
  const conditions = listOf(resource.condition).flatMap(
    (condition) => wordsOf(objectOf(condition)?.code) ?? [],
  )
  if (conditions.length === 0) return relative
  return `${relative ?? 'Relative'}: ${conditions.join(', ')}`
}

function seriesTitle(resource: JsonObject): string | undefined {
  const [series] = objectsOf(resource.series)
  const parts = [wordsOf(series?.modality), wordsOf(series?.bodySite)].filter((part) => part !== undefined)
  return parts.length > 0 ? parts.join(', ') : undefined
}

function attachmentTitle(resource: JsonObject): string | undefined {
  for (const content of listOf(resource.content)) {
    const title = textOf(objectOf(objectOf(content)?.attachment)?.title)
    if (title !== undefined) return title
  }
  return undefined
}

function questionnaireTitle(resource: JsonObject): string | undefined {
  for (const extension of listOf(objectOf(resource._questionnaire)?.extension)) {
    const display = textOf(objectOf(extension)?.valueString)
    if (display !== undefined) return display
  }
  return undefined
}

// What was measured or found, in words and, where it is one number, as a number for plotting.

import { type JsonObject, listOf, numberOf, objectOf, objectsOf, textOf } from '../json-value.ts'
import { wordsOf } from './concept.ts'

export type SummaryValue = Readonly<{ number?: number; unit?: string; text?: string }>

/** A Quantity, Money, Range or whatever else stands under `value[x]` of this object. */
export function choiceValue(holder: JsonObject): SummaryValue | null {
  for (const key in holder) {
    if (!key.startsWith('value') || key.length === 5) continue
    const value = typed(key.slice(5), holder[key])
    if (value !== null) return value
  }
  return null
}

function typed(type: string, value: unknown): SummaryValue | null {
  switch (type) {
    case 'Quantity':
    case 'Age':
    case 'Duration':
    case 'Money':
      return quantityOf(value)
    case 'Integer':
    case 'Decimal': {
      const number = numberOf(value)
      return number === undefined ? null : { number, text: readable(number) }
    }
    case 'Boolean':
      return { text: value === true ? 'Yes' : 'No' }
    case 'Range': {
      const low = quantityOf(objectOf(value)?.low)
      const high = quantityOf(objectOf(value)?.high)
      return low === null && high === null
        ? null
        : { text: `${low?.text ?? ''} – ${high?.text ?? ''}`.trim() }
    }
    case 'Ratio': {
      const numerator = quantityOf(objectOf(value)?.numerator)
      const denominator = quantityOf(objectOf(value)?.denominator)
      return numerator === null ? null : { text: `${numerator.text ?? ''} : ${denominator?.text ?? ''}` }
    }
    case 'Period': {
      const period = objectOf(value)
      return { text: `${textOf(period?.start) ?? ''} – ${textOf(period?.end) ?? ''}` }
    }
    case 'SampledData':
      return { text: 'Measured curve' }
    case 'Attachment': {
      const title = textOf(objectOf(value)?.title)
      return { text: title ?? 'Attachment' }
    }
    default: {
      const text = wordsOf(value)
      return text === undefined ? null : { text }
    }
  }
}

export function quantityOf(value: unknown): SummaryValue | null {
  const quantity = objectOf(value)
  const number = numberOf(quantity?.value)
  if (quantity === undefined || number === undefined) return null
  const unit = plainUnit(textOf(quantity.unit) ?? textOf(quantity.code) ?? textOf(quantity.currency))
  const comparator = textOf(quantity.comparator)
  const text = `${comparator ?? ''}${readable(number)}${unit === undefined ? '' : ` ${unit}`}`
  return unit === undefined ? { number, text } : { number, unit, text }
}

/** At most six digits where there is a fraction, because nobody measured 173.45484138767452 cm; never less before the point. */
function readable(number: number): string {
  if (Number.isInteger(number)) return String(number)
  const before = Math.trunc(Math.abs(number)).toString().length
  return String(Number(number.toPrecision(Math.min(100, Math.max(6, before)))))
}

/** UCUM writes words in braces: {score}. */
function plainUnit(unit: string | undefined): string | undefined {
  return unit?.replace(/^\{([^{}]+)\}$/, '$1')
}

/** Systolic over diastolic as people write it: LOINC 8480-6 and 8462-4. */
export function bloodPressureOf(components: readonly JsonObject[]): SummaryValue | null {
  const systolic = quantityOf(componentWith(components, '8480-6')?.valueQuantity)
  const diastolic = quantityOf(componentWith(components, '8462-4')?.valueQuantity)
  if (systolic?.number === undefined || diastolic?.number === undefined) return null
  const unit = systolic.unit ?? diastolic.unit
  const text = `${readable(systolic.number)}/${readable(diastolic.number)}`
  return unit === undefined ? { text } : { unit, text: `${text} ${unit}` }
}

function componentWith(components: readonly JsonObject[], code: string): JsonObject | undefined {
  return components.find((component) =>
    listOf(objectOf(component.code)?.coding).some((coding) => objectOf(coding)?.code === code),
  )
}

/** An observation's value, or those of its components in their order. */
export function observationValue(observation: JsonObject): SummaryValue | null {
  const own = choiceValue(observation)
  if (own !== null) return own
  const components = objectsOf(observation.component)
  const pressure = bloodPressureOf(components)
  if (pressure !== null) return pressure
  const parts = components.flatMap((component) => {
    const text = choiceValue(component)?.text
    return text === undefined ? [] : [`${wordsOf(component.code) ?? 'Part'}: ${text}`]
  })
  if (parts.length > 0) return { text: parts.join('; ') }
  const absent = wordsOf(observation.dataAbsentReason)
  return absent === undefined ? null : { text: `No value (${absent})` }
}

/** The value column of every kind. */
export function summaryValue(kind: string, resource: JsonObject): SummaryValue | null {
  switch (kind) {
    case 'Observation':
      return observationValue(resource)
    case 'DiagnosticReport':
      return worded(resource.conclusion) ?? resultCount(listOf(resource.result).length)
    case 'MedicationRequest':
    case 'MedicationDispense':
      return dosageOf(listOf(resource.dosageInstruction)[0])
    case 'MedicationStatement':
      return dosageOf(listOf(resource.dosage)[0])
    case 'MedicationAdministration':
      return quantityOf(objectOf(resource.dosage)?.dose) ?? worded(objectOf(resource.dosage)?.text)
    case 'Immunization':
      return quantityOf(resource.doseQuantity)
    case 'Claim':
      return quantityOf(resource.total)
    case 'ClaimResponse':
    case 'ExplanationOfBenefit':
      return (
        quantityOf(objectOf(listOf(resource.total)[0])?.amount) ??
        quantityOf(objectOf(resource.payment)?.amount)
      )
    case 'Goal':
      return worded(wordsOf(resource.achievementStatus))
    case 'Procedure':
      return worded(wordsOf(resource.outcome))
    case 'ImagingStudy': {
      const images = numberOf(resource.numberOfInstances)
      return images === undefined ? null : { text: images === 1 ? '1 image' : `${images} images` }
    }
    case 'AllergyIntolerance':
      return worded(allergyWords(resource))
    case 'Condition':
      return worded(wordsOf(resource.severity))
    case 'Encounter':
      return worded(encounterPlace(resource))
    case 'Composition':
    case 'DocumentReference':
      return worded(wordsOf(listOf(resource.author)[0]))
    case 'RiskAssessment':
      return worded(wordsOf(objectOf(listOf(resource.prediction)[0])?.qualitativeRisk))
    default:
      return null
  }
}

/** A panel says nothing itself: how many results it holds. */
function resultCount(results: number): SummaryValue | null {
  return results === 0 ? null : { text: results === 1 ? '1 result' : `${results} results` }
}

/** How the words of an allergy begin that may kill. */
export const HIGH_CRITICALITY = 'High criticality'

const criticalities: Readonly<Record<string, string>> = {
  high: HIGH_CRITICALITY,
  low: 'Low criticality',
  'unable-to-assess': 'Criticality not assessable',
}

/** Criticality first, then what happened: "High criticality: Hives (severe), Wheal". */
function allergyWords(allergy: JsonObject): string | undefined {
  const criticality = criticalities[textOf(allergy.criticality) ?? '']
  const reactions = objectsOf(allergy.reaction).flatMap((reaction) => {
    const signs = listOf(reaction.manifestation).flatMap((sign) => wordsOf(sign) ?? [])
    const severity = textOf(reaction.severity)
    const words = signs.length > 0 ? signs.join(', ') : textOf(reaction.description)
    return words === undefined ? [] : [severity === undefined ? words : `${words} (${severity})`]
  })
  const parts = [criticality, reactions.join('; ') || undefined].filter((part) => part !== undefined)
  return parts.length === 0 ? undefined : parts.join(': ')
}

/** Where a visit was: the organization that gave the service, else the first location. */
function encounterPlace(encounter: JsonObject): string | undefined {
  const [place] = objectsOf(encounter.location)
  return textOf(objectOf(encounter.serviceProvider)?.display) ?? textOf(objectOf(place?.location)?.display)
}

function worded(value: unknown): SummaryValue | null {
  const text = textOf(value)
  return text === undefined ? null : { text }
}

function dosageOf(value: unknown): SummaryValue | null {
  const dosage = objectOf(value)
  if (dosage === undefined) return null
  const text = textOf(dosage.text) ?? textOf(dosage.patientInstruction)
  if (text !== undefined) return { text }
  const dose = quantityOf(objectOf(listOf(dosage.doseAndRate)[0])?.doseQuantity)
  const repeat = objectOf(objectOf(dosage.timing)?.repeat)
  const frequency = numberOf(repeat?.frequency)
  const period = numberOf(repeat?.period)
  const parts = [
    dose?.text,
    wordsOf(objectOf(dosage.timing)?.code),
    frequency !== undefined && period !== undefined
      ? `${frequency} × per ${period === 1 ? '' : `${period} `}${periodUnit(repeat?.periodUnit)}`
      : undefined,
    dosage.asNeededBoolean === true ? 'as needed' : undefined,
  ].filter((part) => part !== undefined)
  return parts.length === 0 ? null : { text: parts.join(', ') }
}

const periodUnits: Readonly<Record<string, string>> = {
  s: 'second',
  min: 'minute',
  h: 'hour',
  d: 'day',
  wk: 'week',
  mo: 'month',
  a: 'year',
}

function periodUnit(unit: unknown): string {
  return typeof unit === 'string' && Object.hasOwn(periodUnits, unit)
    ? (periodUnits[unit] as string)
    : 'period'
}

// Vital signs and laboratory results as Observations and DiagnosticReports.
import type { CodeableConcept, DiagnosticReport, Observation, Quantity } from '@medplum/fhirtypes'
import type { Moment } from '../calendar.ts'
import { INTERPRETATION, LOINC, UCUM } from '../tables/codes.ts'
import type { Sensitivity } from '../tables/condition-row.ts'
import { LAB_TESTS, type LabKey, type LabTest, type Panel } from '../tables/lab-tests.ts'
import { rounded, type Vitals } from './body.ts'
import {
  coding,
  concept,
  instantAt,
  metaAt,
  nextId,
  put,
  type RecordChart,
  type Ref,
} from './record-chart.ts'

const CATEGORY = 'http://terminology.hl7.org/CodeSystem/observation-category'
const VITAL_SIGNS: CodeableConcept[] = [{ coding: [coding(CATEGORY, 'vital-signs', 'Vital Signs')] }]
const LABORATORY: CodeableConcept[] = [{ coding: [coding(CATEGORY, 'laboratory', 'Laboratory')] }]
const SOCIAL: CodeableConcept[] = [{ coding: [coding(CATEGORY, 'social-history', 'Social History')] }]

type Place = { readonly chart: RecordChart; readonly encounter: Ref; readonly moment: Moment }

/** Which signs were taken: everything at a visit, the four that a ward repeats, or size for a child. */
export type SignSet = 'visit' | 'ward' | 'child'

export function putVitals(place: Place, vitals: Vitals, signs: SignSet): Ref[] {
  const made: Ref[] = []
  const one = (loinc: string, text: string, value: number, unit: string, low?: number, high?: number) =>
    made.push(putSign(place, loinc, text, quantity(value, unit), low, high))
  if (signs !== 'child') {
    made.push(putPressure(place, vitals))
    one('8867-4', 'Heart rate', vitals.pulse, '/min', 50, 110)
  }
  one('8310-5', 'Body temperature', vitals.temperature, 'Cel', 35.5, 38)
  if (signs === 'ward') {
    one('9279-1', 'Respiratory rate', vitals.breaths, '/min', 10, 24)
    one('59408-5', 'Oxygen saturation', vitals.oxygen, '%', 92, 100)
    return made
  }
  one('29463-7', 'Body weight', vitals.weightKg, 'kg')
  if (signs === 'child' || !place.chart.onceWritten.has(`${place.chart.idPart}height`))
    one('8302-2', 'Body height', vitals.heightCm, 'cm')
  place.chart.onceWritten.add(`${place.chart.idPart}height`)
  const metres = vitals.heightCm / 100
  if (signs === 'visit')
    one('39156-5', 'Body mass index', rounded(vitals.weightKg / (metres * metres), 1), 'kg/m2')
  return made
}

/** A panel of results with its report. */
export function putPanel(
  place: Place,
  panel: Panel,
  measure: (key: LabKey) => number,
  isFemale: boolean,
  options: { withoutUnits?: boolean; sensitivity?: Sensitivity } = {},
): { reference: string } {
  const results = panel.tests.map((key) => putLab(place, LAB_TESTS[key], measure(key), isFemale, options))
  const { chart, encounter, moment } = place
  const report: DiagnosticReport & { id: string } = {
    resourceType: 'DiagnosticReport',
    id: nextId(chart, 'rep'),
    meta: metaAt(chart, moment, options.sensitivity),
    status: 'final',
    category: [{ coding: [coding('http://terminology.hl7.org/CodeSystem/v2-0074', 'LAB', 'Laboratory')] }],
    code: concept(LOINC, panel.loinc, panel.text),
    subject: chart.subject,
    encounter,
    effectiveDateTime: instantAt(chart, moment),
    issued: instantAt(chart, moment),
    performer: [
      { reference: `Organization/${chart.record.facility.key}`, display: chart.record.facility.name },
    ],
    result: results,
  }
  return put(chart, report)
}

const SMOKING = {
  never: ['LA18978-9', 'Never smoker'],
  former: ['LA15920-4', 'Former smoker'],
  current: ['LA18976-3', 'Current every day smoker'],
} as const

export function putSmokingStatus(place: Place, habit: keyof typeof SMOKING): void {
  const [code, text] = SMOKING[habit]
  put(place.chart, {
    ...base(place, 'smk', SOCIAL, '72166-2', 'Tobacco smoking status'),
    valueCodeableConcept: concept(LOINC, code, text),
  })
}

/** A heart rate that no living person has, as a slipped finger enters it. */
export function putImpossibleHeartRate(place: Place): Ref {
  return putSign(place, '8867-4', 'Heart rate', quantity(820, '/min'), 50, 110)
}

function putPressure(place: Place, vitals: Vitals): Ref {
  return put(place.chart, {
    ...base(place, 'vit', VITAL_SIGNS, '85354-9', 'Blood pressure'),
    component: [
      {
        code: concept(LOINC, '8480-6', 'Systolic blood pressure'),
        valueQuantity: quantity(vitals.systolic, 'mm[Hg]'),
      },
      {
        code: concept(LOINC, '8462-4', 'Diastolic blood pressure'),
        valueQuantity: quantity(vitals.diastolic, 'mm[Hg]'),
      },
    ],
    ...flag(vitals.systolic, undefined, 139),
  })
}

function putSign(
  place: Place,
  loinc: string,
  text: string,
  value: Quantity,
  low?: number,
  high?: number,
): Ref {
  return put(place.chart, {
    ...base(place, 'vit', VITAL_SIGNS, loinc, text),
    valueQuantity: value,
    ...(low === undefined && high === undefined ? {} : flag(value.value ?? 0, low, high)),
  })
}

function putLab(
  place: Place,
  test: LabTest,
  value: number,
  isFemale: boolean,
  options: { withoutUnits?: boolean; sensitivity?: Sensitivity },
): Ref {
  const low = isFemale ? (test.lowFemale ?? test.low) : test.low
  const high = isFemale ? (test.highFemale ?? test.high) : test.high
  return put(place.chart, {
    ...base(place, 'lab', LABORATORY, test.loinc, test.text, options.sensitivity),
    issued: instantAt(place.chart, place.moment),
    valueQuantity: options.withoutUnits ? { value } : quantity(value, test.unit),
    ...flag(value, low, high),
    ...(low === undefined && high === undefined
      ? {}
      : {
          referenceRange: [
            {
              ...(low === undefined ? {} : { low: quantity(low, test.unit) }),
              ...(high === undefined ? {} : { high: quantity(high, test.unit) }),
            },
          ],
        }),
  })
}

function base(
  place: Place,
  kind: string,
  category: CodeableConcept[],
  loinc: string,
  text: string,
  sensitivity?: Sensitivity,
): Observation & { id: string } {
  const { chart, encounter, moment } = place
  return {
    resourceType: 'Observation',
    id: nextId(chart, kind),
    meta: metaAt(chart, moment, sensitivity),
    status: 'final',
    category,
    code: concept(LOINC, loinc, text),
    subject: chart.subject,
    encounter,
    effectiveDateTime: instantAt(chart, moment),
  }
}

function quantity(value: number, unit: string): Quantity {
  return { value, unit, system: UCUM, code: unit }
}

function flag(
  value: number,
  low: number | undefined,
  high: number | undefined,
): Pick<Observation, 'interpretation'> {
  const isLow = low !== undefined && value < low
  const isHigh = high !== undefined && value > high
  const code = isLow ? 'L' : isHigh ? 'H' : 'N'
  return { interpretation: [concept(INTERPRETATION, code, isLow ? 'Low' : isHigh ? 'High' : 'Normal')] }
}

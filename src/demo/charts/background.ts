// What a record says once: allergies, family, vaccines, and plans for long-term conditions.
import type {
  AllergyIntolerance,
  CarePlan,
  FamilyMemberHistory,
  Goal,
  Immunization,
} from '@medplum/fhirtypes'
import { type Day, isoDate, type Moment } from '../calendar.ts'
import { ageAt, lastDayOf, type PersonFacts } from '../people/person.ts'
import { type Random, streamOf } from '../random.ts'
import { ALLERGENS, type Allergen } from '../tables/allergens.ts'
import { CVX, ICD10CM, LOINC, ROLE_CODE, RXNORM, UCUM } from '../tables/codes.ts'
import { CHILDHOOD_SCHEDULE, VACCINES, type Vaccine, type VaccineKey } from '../tables/vaccines.ts'
import { coding, concept, instantAt, metaAt, nextId, put, type RecordChart } from './record-chart.ts'
import { influenzaDay, yearOf } from './visits.ts'

const CLINICAL = 'http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical'
const VERIFICATION = 'http://terminology.hl7.org/CodeSystem/allergyintolerance-verification'

export function allergiesOf(person: PersonFacts): Allergen[] {
  const random = streamOf(person.seed, 'allergies', person.index)
  const count = random.weighted([0, 1, 2, 3], (candidate) => [68, 22, 8, 2][candidate] ?? 1)
  const found = new Set<Allergen>()
  for (let turn = 0; turn < count; turn++)
    found.add(random.weighted(ALLERGENS, (allergen) => allergen.weight))
  return [...found]
}

export function putAllergies(
  chart: RecordChart,
  allergies: readonly Allergen[],
  moment: Moment,
  random: Random,
): void {
  for (const allergen of allergies) {
    const reaction = random.pick(allergen.reactions)
    const isSevere = reaction === 'Anaphylaxis' || reaction.startsWith('Swelling')
    const resource: AllergyIntolerance & { id: string } = {
      resourceType: 'AllergyIntolerance',
      id: nextId(chart, 'all'),
      meta: metaAt(chart, moment),
      clinicalStatus: { coding: [coding(CLINICAL, 'active', 'Active')] },
      verificationStatus: { coding: [coding(VERIFICATION, 'confirmed', 'Confirmed')] },
      type: 'allergy',
      category: [allergen.category],
      criticality: isSevere ? 'high' : 'low',
      code:
        allergen.rxnorm === undefined
          ? { text: allergen.text }
          : concept(RXNORM, allergen.rxnorm, allergen.text),
      patient: chart.subject,
      recordedDate: instantAt(chart, moment),
      reaction: [{ manifestation: [{ text: reaction }], severity: isSevere ? 'severe' : 'mild' }],
    }
    put(chart, resource)
  }
}

export function putFamilyHistory(chart: RecordChart, moment: Moment, random: Random): void {
  const [code, text, sex] = random.pick([
    ['MTH', 'Mother', 'female'],
    ['FTH', 'Father', 'male'],
    ['BRO', 'Brother', 'male'],
    ['SIS', 'Sister', 'female'],
  ] as const)
  const [icd, condition] = random.pick([
    ['I25.10', 'Coronary artery disease'],
    ['E11.9', 'Type 2 diabetes'],
    ['C18.9', 'Cancer of the colon'],
    ['I10', 'High blood pressure'],
    ['I63.9', 'Stroke'],
  ] as const)
  const resource: FamilyMemberHistory & { id: string } = {
    resourceType: 'FamilyMemberHistory',
    id: nextId(chart, 'fam'),
    meta: metaAt(chart, moment),
    status: 'completed',
    patient: chart.subject,
    date: isoDate(moment.day),
    relationship: concept(ROLE_CODE, code, text),
    sex: { coding: [coding('http://hl7.org/fhir/administrative-gender', sex)] },
    condition: [
      {
        code: concept(ICD10CM, icd, condition),
        onsetAge: { value: random.int(42, 74), unit: 'years', system: UCUM, code: 'a' },
      },
    ],
  }
  put(chart, resource)
}

/** Vaccines that this record's facility gave between registration and the last day. */
export function putImmunizations(chart: RecordChart, person: PersonFacts, random: Random): void {
  const first = chart.record.registeredOn
  const last = lastDayOf(person) - 1
  for (const [ageDays, vaccine] of CHILDHOOD_SCHEDULE) {
    const day = person.birth + ageDays
    if (day >= first && day <= last && random.chance(0.93)) putImmunization(chart, vaccine, day, person)
  }
  if (!random.chance(0.6)) return
  for (let year = yearOf(first); year <= yearOf(last); year++) {
    const day = influenzaDay(year, random)
    if (day >= first && day <= last && day - person.birth > 190 && random.chance(0.6))
      putImmunization(chart, 'influenza', day, person)
  }
  const once = (vaccine: VaccineKey, age: number, chance: number) => {
    const day = random.int(first, Math.max(first, last))
    if (ageAt(person, day) >= age && day <= last && random.chance(chance))
      putImmunization(chart, vaccine, day, person)
  }
  once('covid', 18, 0.5)
  once('tdap', 19, 0.25)
  once('zoster', 50, 0.4)
  once('pneumococcalAdult', 65, 0.6)
}

export function putDiabetesPlan(chart: RecordChart, moment: Moment): void {
  const goal: Goal & { id: string } = {
    resourceType: 'Goal',
    id: nextId(chart, 'goal'),
    meta: metaAt(chart, moment),
    lifecycleStatus: 'active',
    description: { text: 'Hemoglobin A1c below 7 %' },
    subject: chart.subject,
    startDate: isoDate(moment.day),
    target: [
      {
        measure: concept(LOINC, '4548-4', 'Hemoglobin A1c'),
        detailQuantity: { value: 7, comparator: '<', unit: '%', system: UCUM, code: '%' },
      },
    ],
  }
  putPlan(chart, moment, 'Diabetes care plan', put(chart, goal), [
    'A1c every three months',
    'Eye examination every year',
    'Foot check at every visit',
  ])
}

export function putPressurePlan(chart: RecordChart, moment: Moment): void {
  const goal: Goal & { id: string } = {
    resourceType: 'Goal',
    id: nextId(chart, 'goal'),
    meta: metaAt(chart, moment),
    lifecycleStatus: 'active',
    description: { text: 'Systolic blood pressure below 130' },
    subject: chart.subject,
    startDate: isoDate(moment.day),
    target: [
      {
        measure: concept(LOINC, '8480-6', 'Systolic blood pressure'),
        detailQuantity: { value: 130, comparator: '<', unit: 'mm[Hg]', system: UCUM, code: 'mm[Hg]' },
      },
    ],
  }
  putPlan(chart, moment, 'Blood pressure care plan', put(chart, goal), [
    'Measure at home twice a week',
    'Less salt',
    'Walk half an hour a day',
  ])
}

function putPlan(
  chart: RecordChart,
  moment: Moment,
  title: string,
  goal: { reference: string },
  steps: readonly string[],
): void {
  const plan: CarePlan & { id: string } = {
    resourceType: 'CarePlan',
    id: nextId(chart, 'plan'),
    meta: metaAt(chart, moment),
    status: 'active',
    intent: 'plan',
    title,
    subject: chart.subject,
    period: { start: isoDate(moment.day) },
    created: instantAt(chart, moment),
    goal: [goal],
    activity: steps.map((step) => ({ detail: { status: 'in-progress' as const, description: step } })),
  }
  put(chart, plan)
}

function putImmunization(chart: RecordChart, key: VaccineKey, day: Day, person: PersonFacts): void {
  const vaccine: Vaccine = VACCINES[key]
  const moment = { day, minute: 600 }
  const resource: Immunization & { id: string } = {
    resourceType: 'Immunization',
    id: nextId(chart, 'imm'),
    meta: metaAt(chart, moment),
    status: 'completed',
    vaccineCode: concept(CVX, vaccine.cvx, vaccine.text),
    patient: chart.subject,
    occurrenceDateTime: isoDate(day),
    primarySource: true,
    lotNumber: `L${((person.index * 37 + day) % 9000) + 1000}`,
    route: concept(
      'http://terminology.hl7.org/CodeSystem/v3-RouteOfAdministration',
      vaccine.route === 'SC' ? 'SQ' : vaccine.route,
      vaccine.route === 'PO' ? 'By mouth' : vaccine.route === 'SC' ? 'Under the skin' : 'Into a muscle',
    ),
  }
  put(chart, resource)
}

// The life course as the department saw it: which long-term conditions a person has, and which visits there were.
import { civilOf, type Day, dayOf, type Moment, onWorkingDay, plusMinutes } from '../calendar.ts'
import type { PractitionerFacts } from '../department.ts'
import { ageAt, FAT_CHART_INDEX, lastDayOf, type PersonFacts } from '../people/person.ts'
import type { RecordFacts } from '../people/records.ts'
import { isChosen, type Random, streamOf } from '../random.ts'
import type { ConditionRow } from '../tables/condition-row.ts'
import { CESAREAN, DELIVERY, NEWBORN, WELL_ADULT, WELL_CHILD } from '../tables/conditions-birth.ts'
import { CLINIC_CONDITIONS } from '../tables/conditions-clinic.ts'
import { EMERGENCY_CONDITIONS } from '../tables/conditions-emergency.ts'
import { ADMISSION_CONDITIONS, DAY_SURGERY_CONDITIONS } from '../tables/conditions-hospital.ts'
import { LONG_TERM_CONDITIONS } from '../tables/conditions-long-term.ts'
import type { FacilityKey } from '../tables/facilities.ts'
import type { Specialty } from '../tables/specialties.ts'

export type VisitKind = 'clinic' | 'emergency' | 'inpatient' | 'day-surgery'

export type Problem = { readonly row: ConditionRow; readonly onset: Day }

export type Visit = {
  readonly kind: VisitKind
  readonly record: RecordFacts
  readonly departmentKey: string
  readonly practitioner: PractitionerFacts
  readonly start: Moment
  readonly end: Moment
  /** Still in the house on the day the department is looked at. */
  readonly isInHouse: boolean
  /** The reason; nothing for a routine examination or a follow-up of long-term conditions. */
  readonly reason?: ConditionRow
  readonly routine?: { readonly code: string; readonly text: string }
  readonly died: boolean
}

type Draft = {
  kind: VisitKind
  day: Day
  stay: number
  reason?: ConditionRow
  routine?: Visit['routine']
  isInHouse?: true
  died?: true
}

export function problemsOf(person: PersonFacts): Problem[] {
  const random = streamOf(person.seed, 'problems', person.index)
  const last = lastDayOf(person)
  const problems: Problem[] = []
  for (const row of LONG_TERM_CONDITIONS) {
    const has = random.chance(row.share)
    const onsetAge = random.int(row.from, Math.max(row.from, Math.min(row.to, ageAt(person, last))))
    const isForced = person.index === FAT_CHART_INDEX && FAT_CODES.has(row.code)
    const onset = person.birth + Math.round(onsetAge * 365.25) + random.int(0, 364)
    const fits = (row.sex ?? person.sex) === person.sex && ageAt(person, last) >= row.from
    if (fits && (has || isForced) && onset < last - 30)
      problems.push({ row, onset: isForced ? person.firstSeen - 700 : onset })
  }
  return withoutContradiction(problems)
}

const FAT_CODES = new Set(['I10', 'E11.22', 'I50.22', 'N18.30', 'I25.10', 'E78.5'])
const ALTERNATIVES = [
  ['E11.9', 'E11.22', 'E10.9'],
  ['B20', 'Z21'],
  ['F32.A', 'F31.9'],
]

// Of codes that exclude one another only the first found stays.
function withoutContradiction(problems: readonly Problem[]): Problem[] {
  return problems.filter((problem, place) => {
    const group = ALTERNATIVES.find((codes) => codes.includes(problem.row.code))
    return !group || !problems.some((other, before) => before < place && group.includes(other.row.code))
  })
}

export function visitsOf(
  person: PersonFacts,
  records: readonly RecordFacts[],
  problems: readonly Problem[],
  staff: readonly PractitionerFacts[],
): Visit[] {
  const random = streamOf(person.seed, 'visits', person.index)
  const drafts = draftVisits(
    person,
    problems,
    random,
    records.some((record) => record.facility.key === 'hospital'),
  )
  drafts.sort((one, other) => one.day - other.day || other.stay - one.stay)
  const visits: Visit[] = []
  let free = person.firstSeen
  for (const draft of drafts) {
    if (draft.day < free) continue
    const visit = placeVisit(draft, person, records, staff, random)
    if (visit === undefined) continue
    visits.push(visit)
    free = visit.end.day + 1
    if (draft.died) break
  }
  return visits
}

function draftVisits(
  person: PersonFacts,
  problems: readonly Problem[],
  random: Random,
  hasHospital: boolean,
): Draft[] {
  const first = person.firstSeen
  const last = lastDayOf(person)
  const span = last - first
  const years = span / 365
  const age = ageAt(person, last)
  const isFat = person.index === FAT_CHART_INDEX
  const drafts: Draft[] = []
  const anyDay = () => random.int(first, Math.max(first, last - 1))
  const times = (perYear: number) => Math.floor(perYear * years + random.next())

  if (first === person.birth && hasHospital)
    drafts.push({ kind: 'inpatient', day: first, stay: random.int(1, 2), reason: NEWBORN })
  for (const ageDays of [4, 14, 61, 122, 183, 274, 366, 470, 560, 730]) {
    const day = onWorkingDay(person.birth + ageDays)
    if (day >= first && day < last) drafts.push({ kind: 'clinic', day, stay: 0, routine: WELL_CHILD })
  }
  const checkups = times(0.5)
  for (let turn = 0; turn < checkups; turn++) {
    const day = onWorkingDay(anyDay())
    drafts.push({ kind: 'clinic', day, stay: 0, routine: ageAt(person, day) < 18 ? WELL_CHILD : WELL_ADULT })
  }
  const followUps = isFat ? times(13) : times(Math.min(3.2, problems.length * 0.75))
  for (let turn = 0; turn < followUps; turn++) {
    drafts.push({
      kind: 'clinic',
      day: onWorkingDay(first + Math.floor((span * (turn + random.next())) / followUps)),
      stay: 0,
    })
  }
  const minor = times(0.75)
  for (let turn = 0; turn < minor; turn++)
    drafts.push(...drawn('clinic', CLINIC_CONDITIONS, onWorkingDay(anyDay()), person, random))
  if (!hasHospital) return drafts

  const emergencies = times(age >= 75 ? 0.4 : 0.2)
  for (let turn = 0; turn < emergencies; turn++)
    drafts.push(...drawn('emergency', EMERGENCY_CONDITIONS, anyDay(), person, random))
  const stays = times(isFat ? 0.9 : age >= 65 ? 0.16 + problems.length * 0.03 : age < 2 ? 0.12 : 0.045)
  for (let turn = 0; turn < stays; turn++)
    drafts.push(...drawn('inpatient', ADMISSION_CONDITIONS, anyDay(), person, random))
  const surgeries = times(age >= 45 ? 0.12 : 0.04)
  for (let turn = 0; turn < surgeries; turn++)
    drafts.push(...drawn('day-surgery', DAY_SURGERY_CONDITIONS, onWorkingDay(anyDay()), person, random))
  if (person.sex === 'female' && random.chance(0.35)) {
    const day = anyDay()
    if (ageAt(person, day) >= 18 && ageAt(person, day) <= 40) {
      const reason = random.chance(0.28) ? CESAREAN : DELIVERY
      drafts.push({ kind: 'inpatient', day, stay: random.int(...(reason.stayDays ?? [1, 3])), reason })
    }
  }
  if (person.death !== undefined && random.chance(0.55) && span > 40) {
    const fatal = drawn('inpatient', ADMISSION_CONDITIONS, last - random.int(1, 9), person, random)
    for (const draft of fatal) drafts.push({ ...draft, stay: last - draft.day, died: true })
  }
  if (person.death === undefined && isChosen(`${person.seed}/recent`, person.index, 25, 3)) {
    const [kind, rows] = random.pick([
      ['emergency', EMERGENCY_CONDITIONS],
      ['inpatient', ADMISSION_CONDITIONS],
      ['day-surgery', DAY_SURGERY_CONDITIONS],
    ] as const)
    const recent = drawn(kind, rows, last - random.int(4, 12), person, random)
    for (const draft of recent) drafts.push({ ...draft, stay: Math.min(draft.stay, 3) })
  }
  if (person.death === undefined && age >= 1 && isChosen(`${person.seed}/in-house`, person.index, 25, 1)) {
    const stay = random.int(1, 5)
    const now = drawn('inpatient', ADMISSION_CONDITIONS, last - stay, person, random)
    for (const draft of now) drafts.push({ ...draft, stay, isInHouse: true })
  }
  return drafts
}

function drawn(
  kind: VisitKind,
  rows: readonly ConditionRow[],
  day: Day,
  person: PersonFacts,
  random: Random,
): Draft[] {
  const age = ageAt(person, day)
  const suited = rows.filter(
    (row) => age >= row.from && age <= row.to && (row.sex ?? person.sex) === person.sex,
  )
  if (suited.length === 0 || day < person.firstSeen) return []
  const reason = random.weighted(suited, (row) => row.share)
  const [low, high] = kind === 'inpatient' ? (reason.stayDays ?? [1, 4]) : [0, 0]
  return [
    {
      kind,
      day,
      stay: random.int(low, high) + (high > 0 && random.chance(0.06) ? random.int(3, 14) : 0),
      reason,
    },
  ]
}

function placeVisit(
  draft: Draft,
  person: PersonFacts,
  records: readonly RecordFacts[],
  staff: readonly PractitionerFacts[],
  random: Random,
): Visit | undefined {
  const facilityKey: FacilityKey = draft.kind === 'clinic' ? person.home : 'hospital'
  const candidates = records.filter((record) => record.facility.key === facilityKey)
  const duplicate = candidates.find(
    (record) => record.patientId.endsWith('d') && draft.day >= record.registeredOn,
  )
  const record = duplicate !== undefined && random.chance(0.5) ? duplicate : candidates[0]
  if (record === undefined) return undefined
  const last = lastDayOf(person)
  const start: Moment = { day: draft.day, minute: startMinute(draft, random) }
  const end = endOf(draft, start, random)
  if (!draft.isInHouse && end.day > last - (draft.died ? 0 : 1) && person.death === undefined)
    return undefined
  if (person.death !== undefined && end.day > last) return undefined
  const { departmentKey, specialty } = placeOf(draft, ageAt(person, draft.day), random)
  const suited = staff.filter((one) => one.facility === facilityKey && one.specialty === specialty)
  const practitioner = random.pick(
    suited.length > 0 ? suited : staff.filter((one) => one.facility === facilityKey),
  )
  return {
    kind: draft.kind,
    record,
    departmentKey,
    practitioner,
    start,
    end,
    isInHouse: draft.isInHouse === true,
    ...(draft.reason === undefined ? {} : { reason: draft.reason }),
    ...(draft.routine === undefined ? {} : { routine: draft.routine }),
    died: draft.died === true,
  }
}

function startMinute(draft: Draft, random: Random): number {
  switch (draft.kind) {
    case 'clinic':
      return 480 + random.int(0, 31) * 15
    case 'day-surgery':
      return 420 + random.int(0, 20) * 15
    case 'emergency':
      return random.int(0, 1300)
    case 'inpatient':
      return draft.reason?.code === NEWBORN.code ? random.int(5, 1100) : random.int(60, 1380)
  }
}

function endOf(draft: Draft, start: Moment, random: Random): Moment {
  switch (draft.kind) {
    case 'clinic':
      return plusMinutes(start, random.pick([15, 20, 30, 40]))
    case 'day-surgery':
      return plusMinutes(start, random.int(180, 420))
    case 'emergency':
      return plusMinutes(start, random.int(95, 480))
    case 'inpatient': {
      const end = { day: start.day + Math.max(1, draft.stay), minute: random.int(560, 1080) }
      return draft.died
        ? { day: start.day + draft.stay, minute: Math.max(start.minute + 30, random.int(60, 1300)) }
        : end
    }
  }
}

function placeOf(draft: Draft, age: number, random: Random): { departmentKey: string; specialty: Specialty } {
  const wanted = draft.reason?.specialty
  switch (draft.kind) {
    case 'clinic':
      return age < 16
        ? { departmentKey: 'pediatrics', specialty: 'pediatrics' }
        : { departmentKey: 'primary-care', specialty: 'family medicine' }
    case 'emergency':
      return { departmentKey: 'emergency', specialty: 'emergency medicine' }
    case 'day-surgery':
      return {
        departmentKey: 'day-surgery',
        specialty: wanted ?? random.pick(['general surgery', 'orthopedic surgery'] as const),
      }
    case 'inpatient': {
      if (wanted === 'obstetrics' || draft.reason?.code === NEWBORN.code)
        return { departmentKey: 'birth', specialty: 'obstetrics' }
      if (wanted === 'psychiatry') return { departmentKey: 'behavioral', specialty: 'psychiatry' }
      if (wanted === 'general surgery' || wanted === 'orthopedic surgery')
        return { departmentKey: 'surgery', specialty: wanted }
      const isGrave = draft.reason?.code === 'A41.9' || draft.died === true
      return { departmentKey: isGrave ? 'intensive-care' : 'medicine', specialty: 'hospital medicine' }
    }
  }
}

/** The autumn days on which influenza vaccine is given in this year. */
export function influenzaDay(year: number, random: Random): Day {
  return onWorkingDay(dayOf(year, 10, random.int(1, 28)))
}

export function yearOf(day: Day): number {
  return civilOf(day).year
}

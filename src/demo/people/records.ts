// Under which numbers a person is known: one registration at home, perhaps one elsewhere, perhaps a duplicate.
import type { Patient } from '@medplum/fhirtypes'
import { type Day, isoDate } from '../calendar.ts'
import type { Flaw } from '../department.ts'
import { recordNumber } from '../numbers.ts'
import { isChosen, type Random, streamOf } from '../random.ts'
import { FACILITIES, FAMILY_CLINIC, type Facility, type FacilityKey } from '../tables/facilities.ts'
import { displayName, patientResource } from './patient-resource.ts'
import { FAT_CHART_INDEX, lastDayOf, type PersonFacts, personOf } from './person.ts'
import {
  elsewhereRegistration,
  properRegistration,
  type Registration,
  slippedRegistration,
} from './registration.ts'

export type RecordFacts = {
  readonly patientId: string
  readonly facility: Facility
  readonly recordNumber: string
  readonly registration: Registration
  readonly registeredOn: Day
  /** The other person whose care was written into this record by mistake. */
  readonly overlaidBy?: PersonFacts
}

/** How many of fifty people have each kind of trouble with their records. */
export const RECORD_FLAWS = { duplicate: 3, overlap: 8, missingDemographics: 3 } as const

const SLIP_WORDS = {
  typo: 'a slip of the finger in the name',
  nickname: 'the nickname in place of the given name',
  'swapped-birth-date': 'day and month of birth swapped',
  'missing-ssn': 'no social security number',
  'former-name': 'the surname from before marriage',
  'dropped-surname': 'one of two surnames',
} as const

export function recordsOf(person: PersonFacts, tag: string): { records: RecordFacts[]; flaws: Flaw[] } {
  const { seed, index } = person
  const random = streamOf(seed, 'records', index)
  const home = facilityOf(person.home)
  const isMissing =
    isChosen(`${seed}/missing`, index, 50, RECORD_FLAWS.missingDemographics) && index !== FAT_CHART_INDEX
  const first: RecordFacts = {
    patientId: `${tag}-${index}a`,
    facility: home,
    recordNumber: recordNumber(home.key, index * 2),
    registration: isMissing ? withGaps(properRegistration(person), random) : properRegistration(person),
    registeredOn: person.firstSeen,
  }
  const records = [withOverlay(first, person)]
  if (person.hasHospitalRecord) {
    const facility = facilityOf('hospital')
    records.push({
      patientId: `${tag}-${index}b`,
      facility,
      recordNumber: recordNumber('hospital', index * 2),
      registration: elsewhereRegistration(person, random),
      registeredOn: Math.min(lastDayOf(person) - 1, person.firstSeen + 1),
    })
  }
  if (hasDuplicate(person)) {
    records.push({
      patientId: `${tag}-${index}d`,
      facility: home,
      recordNumber: recordNumber(home.key, index * 2 + 1),
      registration: slippedRegistration(person, random),
      registeredOn: random.int(Math.floor((person.firstSeen + lastDayOf(person)) / 2), lastDayOf(person)),
    })
  }
  return { records, flaws: flawsOf(person, records) }
}

export function patientOf(person: PersonFacts, record: RecordFacts): Patient {
  const patient = patientResource(
    record.patientId,
    person,
    record.registration,
    record.facility,
    record.recordNumber,
    record.registeredOn,
  )
  const other = record.overlaidBy
  if (other === undefined) return patient
  // Whoever came last overwrote name and sex; the first person's name is left as an old one.
  const [official] = patient.name ?? []
  return {
    ...patient,
    name: [
      { use: 'official', text: displayName(other), family: other.family, given: [...other.given] },
      ...(official ? [{ ...official, use: 'old' as const }] : []),
    ],
    gender: other.sex,
  }
}

export function facilityOf(key: FacilityKey): Facility {
  return FACILITIES.find((facility) => facility.key === key) ?? FAMILY_CLINIC
}

function hasDuplicate(person: PersonFacts): boolean {
  return (
    person.index !== FAT_CHART_INDEX &&
    isChosen(`${person.seed}/duplicate`, person.index, 50, RECORD_FLAWS.duplicate)
  )
}

function withGaps(registration: Registration, random: Random): Registration {
  const gaps = ['birth', 'address', 'phones', 'sex'] as const
  const first = random.pick(gaps)
  const second = random.pick(gaps)
  return { ...registration, missing: first === second ? [first] : [first, second] }
}

// One record in a hundred holds two people. The other one exists nowhere else.
function withOverlay(record: RecordFacts, person: PersonFacts): RecordFacts {
  if (person.index === FAT_CHART_INDEX || !isChosen(`${person.seed}/overlay`, person.index, 100, 1))
    return record
  for (let turn = 0; ; turn++) {
    const other = personOf(`${person.seed}/overlaid/${turn}`, person.index, isoDate(person.asOf))
    if (other.sex !== person.sex && other.death === undefined)
      return { ...record, overlaidBy: { ...other, home: record.facility.key } }
  }
}

function flawsOf(person: PersonFacts, records: readonly RecordFacts[]): Flaw[] {
  const flaws: Flaw[] = []
  const [first] = records
  if (first === undefined) return flaws
  const about = (kind: Flaw['kind'], touched: readonly RecordFacts[], what: string) =>
    flaws.push({
      kind,
      personIndex: person.index,
      where: touched.map((record) => `Patient/${record.patientId}`),
      what,
    })
  for (const record of records.slice(1)) {
    const slips = record.registration.slips.map((slip) => SLIP_WORDS[slip])
    if (record.facility.key === first.facility.key) {
      about(
        'duplicate',
        [first, record],
        `Registered twice at ${record.facility.name}: ${slips.join(' and ')}.`,
      )
    } else {
      about(
        'overlap',
        [first, record],
        `Known at ${first.facility.name} and at ${record.facility.name}, not yet linked.`,
      )
    }
  }
  if (first.registration.missing.length > 0) {
    about(
      'missing-demographics',
      [first],
      `Left out at registration: ${first.registration.missing.join(', ')}.`,
    )
  }
  if (first.overlaidBy !== undefined) {
    about('overlay', [first], 'Two people in one record: name and sex change between visits.')
  }
  return flaws
}

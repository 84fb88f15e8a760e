// Who a person is: everything that the registration desk could know. A function of seed, index and day alone.
import { ageOn, civilOf, type Day, dayFromIso, dayOf } from '../calendar.ts'
import { isChosen, type Random, streamOf } from '../random.ts'
import type { FacilityKey } from '../tables/facilities.ts'
import type { NameTable } from '../tables/name-table.ts'
import { NICKNAMES } from '../tables/nicknames.ts'
import { PAYERS, type Payer } from '../tables/payers.ts'
import { AREA_CODES, STREETS, TOWNS } from '../tables/towns.ts'
import {
  callName,
  type DrawnNames,
  drawFamily,
  drawNames,
  isAvoided,
  NAME_TABLES,
  type Sex,
} from './names.ts'

export type PersonAddress = {
  readonly line: string
  readonly city: string
  readonly postalCode: string
  readonly from: Day
  readonly to?: Day
}

export type PersonPhone = { readonly value: string; readonly use: 'home' | 'mobile' | 'work' }

export type PersonFacts = {
  readonly seed: string
  readonly index: number
  readonly asOf: Day
  readonly sex: Sex
  readonly genderIdentity?: 'transgender-female' | 'transgender-male' | 'non-binary'
  readonly culture: string
  readonly language: string
  readonly given: readonly string[]
  readonly family: string
  readonly suffix?: string
  readonly nickname?: string
  /** The surname until this day, where marriage changed it. */
  readonly former?: { readonly family: string; readonly until: Day }
  readonly birth: Day
  readonly birthPrecision: 'day' | 'month' | 'year'
  readonly death?: Day
  readonly ssn?: string
  readonly isMarried: boolean
  readonly addresses: readonly PersonAddress[]
  readonly confidentialAddress?: PersonAddress
  readonly phones: readonly PersonPhone[]
  readonly email?: string
  readonly contact: {
    readonly given: string
    readonly family: string
    readonly relation: 'C' | 'N'
    readonly text: string
    readonly phone: string
  }
  readonly payers: readonly { readonly payer: Payer; readonly memberNumber: string; readonly from: Day }[]
  readonly isEmployee: boolean
  readonly isVip: boolean
  readonly smoking: 'never' | 'former' | 'current'
  readonly heightCm: number
  readonly bodyMassIndex: number
  /** Where the person goes for everyday care. */
  readonly home: FacilityKey
  /** Also known to the hospital, under a second number, though at home in a clinic. */
  readonly hasHospitalRecord: boolean
  /** The first day on which the department saw this person. */
  readonly firstSeen: Day
}

const AGE_BANDS = [
  { from: 0, to: 4, weight: 8 },
  { from: 5, to: 17, weight: 11 },
  { from: 18, to: 34, weight: 18 },
  { from: 35, to: 49, weight: 17 },
  { from: 50, to: 64, weight: 20 },
  { from: 65, to: 79, weight: 18 },
  { from: 80, to: 98, weight: 8 },
]

export function personOf(seed: string, index: number, asOfIso: string): PersonFacts {
  const asOf = dayFromIso(asOfIso)
  const random = streamOf(seed, 'person', index)
  const band = random.weighted(AGE_BANDS, (candidate) => candidate.weight)
  const isFat = index === FAT_CHART_INDEX
  const age = isFat ? 71 : random.int(band.from, band.to)
  const birth = birthDay(random, asOf, age)
  const sex: Sex = random.chance(age > 75 ? 0.58 : 0.515) ? 'female' : 'male'
  const table = random.weighted(NAME_TABLES, (candidate) => candidate.weight)
  const names = drawNames(random, table, sex)
  const death = isFat ? undefined : deathDay(random, birth, asOf, age)
  const firstSeen = Math.max(birth, (death ?? asOf) - (isFat ? 3600 : random.int(300, 2900)))
  const lastDay = death ?? asOf
  const isMarried = age >= 22 && random.chance(0.55)
  const addresses = drawAddresses(random, birth, lastDay)
  const phones = drawPhones(random, age)
  const town = TOWNS.find((candidate) => candidate.name === addresses.at(-1)?.city)
  const called = callName(names, table)
  const nickname = NICKNAMES[called]
  const identity = drawIdentity(random, sex, age)
  const family = names.family
  const former =
    sex === 'female' && isMarried && !table.twoSurnames && random.chance(0.5)
      ? drawFormer(random, table, names, birth, lastDay)
      : undefined
  const isConfidential = isChosen(`${seed}/confidential`, index, 50, 1)
  return {
    seed,
    index,
    asOf,
    sex,
    ...(identity ? { genderIdentity: identity } : {}),
    culture: table.culture,
    language: table.language !== 'en' && random.chance(0.35) ? table.language : 'en',
    given: names.given,
    family: hyphenated(random, table, family, isMarried, sex),
    ...(sex === 'male' && table.culture === 'english' && random.chance(0.08)
      ? { suffix: random.pick(['Jr.', 'Sr.', 'II', 'III']) }
      : {}),
    ...(nickname !== undefined && random.chance(0.5) ? { nickname } : {}),
    ...(former ? { former } : {}),
    birth,
    birthPrecision: random.chance(0.015) ? 'year' : random.chance(0.01) ? 'month' : 'day',
    ...(death === undefined ? {} : { death }),
    ...(random.chance(0.8) ? { ssn: socialSecurityNumber(random) } : {}),
    isMarried,
    addresses,
    ...(isConfidential
      ? {
          confidentialAddress: {
            line: `P.O. Box ${random.int(100, 999)}`,
            city: 'Cottonwood Bend',
            postalCode: '68998',
            from: firstSeen,
          },
        }
      : {}),
    phones,
    ...(age >= 16 && random.chance(0.6)
      ? { email: `${asciiOf(called)}.${asciiOf(family)}${random.int(1, 99)}@mail.example` }
      : {}),
    contact: drawContact(random, table, family, isMarried, age),
    payers: drawPayers(random, age, birth, firstSeen),
    isEmployee: age >= 18 && age < 68 && isChosen(`${seed}/employee`, index, 50, 1),
    isVip: isChosen(`${seed}/vip`, index, 100, 1),
    smoking:
      age < 15
        ? 'never'
        : random.weighted(
            ['never', 'former', 'current'] as const,
            (habit) => ({ never: 62, former: 25, current: 13 })[habit],
          ),
    heightCm: Math.round(random.around(sex === 'female' ? 163 : 176.5, 6.6)),
    bodyMassIndex: Math.max(17.5, random.around(27.6, 4.6)),
    home: homeOf(random, seed, index, town?.isWest === true),
    hasHospitalRecord: isOverlap(seed, index),
    firstSeen,
  }
}

/** The person with the fat chart: always the fiftieth, so a smaller department has none. */
export const FAT_CHART_INDEX = 49

export function ageAt(person: PersonFacts, day: Day): number {
  return ageOn(person.birth, day)
}

/** The last day on which something can happen to this person. */
export function lastDayOf(person: PersonFacts): Day {
  return person.death ?? person.asOf
}

export function phoneNumber(random: Random): string {
  const area = random.chance(0.75)
    ? random.pick(AREA_CODES)
    : `${random.int(2, 9)}${random.int(0, 8)}${random.int(2, 9)}`
  return `+1-${area}-555-01${String(random.int(0, 99)).padStart(2, '0')}`
}

/** Letters that an e-mail address can carry. */
export function asciiOf(text: string): string {
  return text
    .normalize('NFD')
    .replace(/đ/gi, 'd')
    .replace(/ł/gi, 'l')
    .replace(/[^A-Za-z]/g, '')
    .toLowerCase()
}

function birthDay(random: Random, asOf: Day, age: number): Day {
  const now = civilOf(asOf)
  const newest = dayOf(now.year - age, now.month, Math.min(now.day, 28))
  const drawn = newest - random.int(age === 0 ? 3 : 1, 363)
  return drawn
}

function deathDay(random: Random, birth: Day, asOf: Day, age: number): Day | undefined {
  if (!random.chance(age >= 80 ? 0.2 : age >= 65 ? 0.07 : age >= 40 ? 0.012 : 0.003)) return undefined
  const earliest = Math.max(birth + 2, asOf - 1800)
  return random.int(earliest, Math.max(earliest, asOf - 5))
}

function drawIdentity(random: Random, sex: Sex, age: number): PersonFacts['genderIdentity'] {
  if (age < 14 || !random.chance(0.012)) return undefined
  if (random.chance(0.4)) return 'non-binary'
  return sex === 'male' ? 'transgender-female' : 'transgender-male'
}

function drawFormer(random: Random, table: NameTable, names: DrawnNames, birth: Day, lastDay: Day) {
  const former = drawFamily(random, table, 'female')
  const until = birth + Math.round(365.25 * random.int(21, 34))
  const isUsable =
    former !== names.family && until < lastDay && !isAvoided({ given: names.given, family: former })
  return !isUsable ? undefined : { family: former, until }
}

function hyphenated(random: Random, table: NameTable, family: string, isMarried: boolean, sex: Sex): string {
  const mayHyphen =
    table.culture === 'english' || table.culture === 'german' || table.culture === 'west-african'
  if (!mayHyphen || !isMarried || sex !== 'female' || !random.chance(0.08)) return family
  const second = drawFamily(random, table, sex)
  return second === family || second.includes(' ') || family.includes(' ') ? family : `${family}-${second}`
}

// Numbers that begin with 9 were never issued as social security numbers.
function socialSecurityNumber(random: Random): string {
  const group = String(random.int(1, 49)).padStart(2, '0')
  return `9${String(random.int(0, 99)).padStart(2, '0')}-${group}-${String(random.int(1, 9999)).padStart(4, '0')}`
}

function drawAddresses(random: Random, birth: Day, lastDay: Day): PersonAddress[] {
  const count = random.weighted([1, 2, 3], (candidate) => [0, 60, 30, 10][candidate] ?? 1)
  const addresses: PersonAddress[] = []
  let from = Math.max(birth, lastDay - random.int(2000, 9000))
  for (let place = 1; place <= count; place++) {
    const isLast = place === count
    const to = Math.min(lastDay - 30, from + random.int(300, 2600))
    const town = random.weighted(TOWNS, (candidate) => candidate.weight)
    const unit = random.chance(0.22) ? ` Apt ${random.int(1, 40)}` : ''
    const canMove = !isLast && to > from + 60
    addresses.push({
      line: `${random.int(1, 99) * random.int(1, 42)} ${random.pick(STREETS)}${unit}`,
      city: town.name,
      postalCode: town.postalCode,
      from,
      ...(canMove ? { to } : {}),
    })
    if (!canMove) break
    from = to + 1
  }
  return addresses
}

function drawPhones(random: Random, age: number): PersonPhone[] {
  const phones: PersonPhone[] = []
  if (random.chance(age > 60 ? 0.7 : 0.25)) phones.push({ value: phoneNumber(random), use: 'home' })
  if (age >= 12 && random.chance(0.88)) phones.push({ value: phoneNumber(random), use: 'mobile' })
  if (age >= 20 && age < 67 && random.chance(0.2)) phones.push({ value: phoneNumber(random), use: 'work' })
  if (phones.length === 0) phones.push({ value: phoneNumber(random), use: 'home' })
  return phones
}

function drawContact(
  random: Random,
  table: NameTable,
  family: string,
  isMarried: boolean,
  age: number,
): PersonFacts['contact'] {
  const sex: Sex = random.chance(0.55) ? 'female' : 'male'
  const names = drawNames(random, table, sex)
  const text =
    age < 18
      ? sex === 'female'
        ? 'Mother'
        : 'Father'
      : isMarried
        ? 'Spouse'
        : random.pick(['Sibling', 'Child', 'Friend', 'Neighbor'])
  const isKin = text !== 'Friend' && text !== 'Neighbor'
  return {
    given: names.given[0] ?? 'Robin',
    family: isKin && random.chance(0.7) ? family : names.family,
    relation: isKin ? 'N' : 'C',
    text,
    phone: phoneNumber(random),
  }
}

function drawPayers(random: Random, age: number, birth: Day, firstSeen: Day): PersonFacts['payers'] {
  if (random.chance(age >= 65 ? 0.01 : 0.07)) return []
  const suited = PAYERS.filter((payer) => age >= payer.from && age <= payer.to)
  const first = random.weighted(suited, (payer) => payer.weight)
  const chosen = [first]
  const second = random.weighted(suited, (payer) => payer.weight)
  if (second !== first && random.chance(age >= 65 ? 0.45 : 0.06)) chosen.push(second)
  return chosen.map((payer) => ({
    payer,
    memberNumber: `${payer.memberPrefix}${random.int(100_000_000, 999_999_999)}`,
    from: Math.max(birth, firstSeen - random.int(0, 700)),
  }))
}

function homeOf(random: Random, seed: string, index: number, isWest: boolean): FacilityKey {
  if (index === FAT_CHART_INDEX) return 'hospital'
  const clinic = isWest ? 'ridge-clinic' : 'family-clinic'
  if (isOverlap(seed, index)) return clinic
  return random.chance(isWest ? 0.6 : 0.24) ? clinic : 'hospital'
}

function isOverlap(seed: string, index: number): boolean {
  return index !== FAT_CHART_INDEX && isChosen(`${seed}/overlap`, index, 50, 8)
}

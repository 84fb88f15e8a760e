// One registration of a person at a facility: the facts as the desk wrote them down, slips included.
import { civilOf, type Day, dayOf } from '../calendar.ts'
import type { Random } from '../random.ts'
import { type PersonFacts, phoneNumber } from './person.ts'

/** What a second registration of the same person did differently. */
export type Slip =
  | 'typo'
  | 'nickname'
  | 'swapped-birth-date'
  | 'missing-ssn'
  | 'former-name'
  | 'dropped-surname'

export type Registration = {
  readonly given: readonly string[]
  readonly family: string
  readonly suffix?: string
  readonly nickname?: string
  readonly former?: PersonFacts['former']
  readonly birth: Day
  readonly ssn?: string
  readonly phones: PersonFacts['phones']
  readonly addresses: PersonFacts['addresses']
  /** Left out at the desk. */
  readonly missing: readonly ('birth' | 'address' | 'phones' | 'sex')[]
  readonly slips: readonly Slip[]
}

/** The registration as it should be. */
export function properRegistration(person: PersonFacts): Registration {
  return {
    given: person.given,
    family: person.family,
    ...(person.suffix === undefined ? {} : { suffix: person.suffix }),
    ...(person.nickname === undefined ? {} : { nickname: person.nickname }),
    ...(person.former === undefined ? {} : { former: person.former }),
    birth: person.birth,
    ...(person.ssn === undefined ? {} : { ssn: person.ssn }),
    phones: person.phones,
    addresses: person.addresses,
    missing: [],
    slips: [],
  }
}

/** A later registration of the same person by somebody who did not find the first one. */
export function slippedRegistration(person: PersonFacts, random: Random): Registration {
  const base = properRegistration(person)
  const possible = possibleSlips(person)
  const first = random.pick(possible)
  const second = random.pick(possible)
  const slips = first !== second && random.chance(0.35) ? [first, second] : [first]
  let slipped: Registration = {
    ...base,
    slips,
    phones: random.chance(0.4) ? [{ value: phoneNumber(random), use: 'mobile' }] : base.phones,
  }
  for (const slip of slips) slipped = applySlip(slip, slipped, person, random)
  const latest = person.addresses.at(-1)
  return latest === undefined ? slipped : { ...slipped, addresses: [latest] }
}

/** The registration at another facility: right, but never quite the same. */
export function elsewhereRegistration(person: PersonFacts, random: Random): Registration {
  const { nickname: _nickname, ...base } = properRegistration(person)
  const latest = person.addresses.at(-1)
  return {
    ...base,
    given: random.chance(0.5) ? person.given.slice(0, 1) : person.given,
    phones: random.chance(0.5) ? person.phones.slice(-1) : person.phones,
    addresses: latest === undefined ? [] : [latest],
  }
}

function possibleSlips(person: PersonFacts): Slip[] {
  const born = civilOf(person.birth)
  const slips: Slip[] = ['typo']
  if (person.nickname !== undefined) slips.push('nickname', 'nickname')
  if (born.day <= 12 && born.day !== born.month && canSwap(person)) slips.push('swapped-birth-date')
  if (person.ssn !== undefined) slips.push('missing-ssn')
  if (person.former !== undefined) slips.push('former-name', 'former-name')
  if (person.family.includes(' ') && person.culture === 'spanish')
    slips.push('dropped-surname', 'dropped-surname')
  return slips
}

function canSwap(person: PersonFacts): boolean {
  return swapped(person.birth) <= person.firstSeen
}

function swapped(birth: Day): Day {
  const born = civilOf(birth)
  return dayOf(born.year, born.day, born.month)
}

function applySlip(
  slip: Slip,
  registration: Registration,
  person: PersonFacts,
  random: Random,
): Registration {
  switch (slip) {
    case 'typo':
      return random.chance(0.5)
        ? { ...registration, family: typo(registration.family, random) }
        : {
            ...registration,
            given: [typo(registration.given[0] ?? '', random), ...registration.given.slice(1)],
          }
    case 'nickname': {
      const { nickname, ...rest } = registration
      return nickname === undefined ? registration : { ...rest, given: [nickname] }
    }
    case 'swapped-birth-date':
      return { ...registration, birth: swapped(registration.birth) }
    case 'missing-ssn': {
      const { ssn: _ssn, ...rest } = registration
      return rest
    }
    case 'former-name': {
      const { former, ...rest } = registration
      return { ...rest, family: former?.family ?? person.family }
    }
    case 'dropped-surname':
      return { ...registration, family: registration.family.split(' ')[0] ?? registration.family }
  }
}

/** One slip of a finger: two letters change places, one is doubled, one is lost. */
export function typo(word: string, random: Random): string {
  const letters = [...word]
  if (letters.length < 3) return `${word}${letters.at(-1) ?? 'a'}`
  const place = random.int(1, letters.length - 2)
  const kind = random.int(0, 2)
  const here = letters[place] ?? ''
  const next = letters[place + 1] ?? ''
  if (kind === 0 && here !== next) letters.splice(place, 2, next, here)
  else if (kind === 1 || here === next) letters.splice(place, 0, here)
  else letters.splice(place, 1)
  return letters.join('')
}

// A registration as FHIR R4 Patient and Coverage.
import type { Address, Coverage, Extension, HumanName, Identifier, Patient } from '@medplum/fhirtypes'
import { civilOf, type Day, isoDate, isoInstant } from '../calendar.ts'
import { narrative } from '../charts/narrative.ts'
import { ACT_CODE, CONFIDENTIALITY, IDENTIFIER_TYPE, SSN } from '../tables/codes.ts'
import type { Facility } from '../tables/facilities.ts'
import type { PersonAddress, PersonFacts } from './person.ts'
import type { Registration } from './registration.ts'

const LANGUAGES: Readonly<Record<string, string>> = {
  en: 'English',
  es: 'Spanish',
  vi: 'Vietnamese',
  zh: 'Chinese',
  ar: 'Arabic',
  pl: 'Polish',
  fr: 'French',
  hi: 'Hindi',
  haw: 'Hawaiian',
  de: 'German',
}

const IDENTITIES = {
  'transgender-female': 'transgender female',
  'transgender-male': 'transgender male',
  'non-binary': 'non-binary',
} as const

/** Marks an address that the person asked to be used instead of home. */
export const CONFIDENTIAL_COMMUNICATION =
  'https://records.larkmoor.example/fhir/StructureDefinition/confidential-communication'

export function patientResource(
  id: string,
  person: PersonFacts,
  registration: Registration,
  facility: Facility,
  recordNumber: string,
  registeredOn: Day,
): Patient {
  const has = (part: Registration['missing'][number]) => !registration.missing.includes(part)
  const security = securityLabels(person)
  const names = namesOf(person, registration)
  const patient: Patient = {
    resourceType: 'Patient',
    id,
    meta: {
      lastUpdated: isoInstant({ day: registeredOn, minute: 8 * 60 + (person.index % 480) }, facility.zone),
      ...(security.length > 0 ? { security } : {}),
    },
    text: narrative(`${names[0]?.text ?? ''}, record ${recordNumber}, ${facility.name}`),
    extension: extensionsOf(person),
    identifier: identifiersOf(registration, facility, recordNumber),
    active: true,
    name: names,
    ...(has('phones')
      ? {
          telecom: [
            ...registration.phones.map((phone) => ({
              system: 'phone' as const,
              value: phone.value,
              use: phone.use,
            })),
            ...(person.email === undefined ? [] : [{ system: 'email' as const, value: person.email }]),
          ],
        }
      : {}),
    gender: has('sex') ? person.sex : 'unknown',
    ...(has('birth') ? { birthDate: partialDate(registration.birth, person.birthPrecision) } : {}),
    ...(person.death === undefined ? {} : { deceasedDateTime: isoDate(person.death) }),
    ...(has('address') ? { address: addressesOf(person, registration) } : {}),
    maritalStatus: {
      coding: [
        {
          system: 'http://terminology.hl7.org/CodeSystem/v3-MaritalStatus',
          code: person.isMarried ? 'M' : 'S',
          display: person.isMarried ? 'Married' : 'Never Married',
        },
      ],
    },
    contact: [
      {
        relationship: [
          {
            coding: [
              { system: 'http://terminology.hl7.org/CodeSystem/v2-0131', code: person.contact.relation },
            ],
            text: person.contact.text,
          },
        ],
        name: { family: person.contact.family, given: [person.contact.given] },
        telecom: [{ system: 'phone', value: person.contact.phone }],
      },
    ],
    communication: [
      {
        language: {
          coding: [
            {
              system: 'urn:ietf:bcp:47',
              code: person.language,
              display: LANGUAGES[person.language] ?? person.language,
            },
          ],
        },
        preferred: true,
      },
    ],
    managingOrganization: { reference: `Organization/${facility.key}`, display: facility.name },
  }
  return patient
}

export function coverageResources(patientId: string, person: PersonFacts, facility: Facility): Coverage[] {
  return person.payers.map(({ payer, memberNumber, from }, place) => ({
    resourceType: 'Coverage',
    id: `${patientId}-cov${place + 1}`,
    meta: { lastUpdated: isoInstant({ day: person.firstSeen, minute: 540 }, facility.zone) },
    identifier: [
      {
        type: { coding: [{ system: IDENTIFIER_TYPE, code: 'MB', display: 'Member Number' }] },
        system: `urn:oid:2.999.7.8.${place + 1}`,
        value: memberNumber,
      },
    ],
    status: 'active',
    type: { coding: [{ system: ACT_CODE, code: payer.type }], text: payer.name },
    subscriberId: memberNumber,
    beneficiary: { reference: `Patient/${patientId}` },
    relationship: {
      coding: [
        {
          system: 'http://terminology.hl7.org/CodeSystem/subscriber-relationship',
          code: 'self',
          display: 'Self',
        },
      ],
    },
    period: { start: isoDate(from) },
    payor: [{ reference: `Organization/payer-${payer.key}`, display: payer.name }],
    order: place + 1,
  }))
}

/** A birth date that is only known to the month or the year. */
export function partialDate(day: Day, precision: PersonFacts['birthPrecision']): string {
  const text = isoDate(day)
  return precision === 'day' ? text : precision === 'month' ? text.slice(0, 7) : text.slice(0, 4)
}

export function displayName(person: Pick<Registration, 'given' | 'family'>): string {
  return `${person.given.join(' ')} ${person.family}`
}

function securityLabels(person: PersonFacts) {
  return [
    ...(person.isVip
      ? [
          { system: ACT_CODE, code: 'CEL', display: 'celebrity information sensitivity' },
          { system: CONFIDENTIALITY, code: 'V', display: 'very restricted' },
        ]
      : []),
    ...(person.isEmployee
      ? [
          { system: ACT_CODE, code: 'EMP', display: 'employee information sensitivity' },
          { system: CONFIDENTIALITY, code: 'R', display: 'restricted' },
        ]
      : []),
  ]
}

function extensionsOf(person: PersonFacts): Extension[] {
  const extensions: Extension[] = [
    {
      url: 'http://hl7.org/fhir/us/core/StructureDefinition/us-core-birthsex',
      valueCode: person.sex === 'female' ? 'F' : 'M',
    },
  ]
  if (person.genderIdentity) {
    extensions.push({
      url: 'http://hl7.org/fhir/StructureDefinition/patient-genderIdentity',
      valueCodeableConcept: {
        coding: [
          {
            system: 'http://hl7.org/fhir/gender-identity',
            code: person.genderIdentity,
            display: IDENTITIES[person.genderIdentity],
          },
        ],
      },
    })
  }
  return extensions
}

function identifiersOf(registration: Registration, facility: Facility, recordNumber: string): Identifier[] {
  const identifiers: Identifier[] = [
    {
      use: 'usual',
      type: { coding: [{ system: IDENTIFIER_TYPE, code: 'MR', display: 'Medical record number' }] },
      system: facility.recordSystem,
      value: recordNumber,
      assigner: { reference: `Organization/${facility.key}`, display: facility.name },
    },
  ]
  if (registration.ssn !== undefined) {
    identifiers.push({
      use: 'official',
      type: { coding: [{ system: IDENTIFIER_TYPE, code: 'SS', display: 'Social Security number' }] },
      system: SSN,
      value: registration.ssn,
    })
  }
  return identifiers
}

function namesOf(person: PersonFacts, registration: Registration): HumanName[] {
  const suffix = registration.suffix === undefined ? {} : { suffix: [registration.suffix] }
  const full = displayName(registration)
  const names: HumanName[] = [
    {
      use: 'official',
      text: registration.suffix === undefined ? full : `${full}, ${registration.suffix}`,
      family: registration.family,
      given: [...registration.given],
      ...suffix,
      ...(registration.former === undefined ? {} : { period: { start: isoDate(registration.former.until) } }),
    },
  ]
  if (registration.former !== undefined) {
    names.push({
      use: 'maiden',
      family: registration.former.family,
      given: [...registration.given],
      period: { start: isoDate(person.birth), end: isoDate(registration.former.until) },
    })
  }
  if (registration.nickname !== undefined) {
    names.push({ use: 'nickname', given: [registration.nickname], family: registration.family })
  }
  return names
}

function addressesOf(person: PersonFacts, registration: Registration): Address[] {
  const addresses = registration.addresses.map((address) =>
    addressOf(address, address.to === undefined ? 'home' : 'old'),
  )
  // The newest first, as a registration screen shows them.
  addresses.reverse()
  if (person.confidentialAddress !== undefined) {
    addresses.push({
      ...addressOf(person.confidentialAddress, 'temp'),
      type: 'postal',
      extension: [{ url: CONFIDENTIAL_COMMUNICATION, valueBoolean: true }],
    })
  }
  return addresses
}

function addressOf(address: PersonAddress, use: 'home' | 'old' | 'temp'): Address {
  return {
    use,
    line: [address.line],
    city: address.city,
    state: 'NE',
    postalCode: address.postalCode,
    country: 'US',
    period: {
      start: isoDate(address.from),
      ...(address.to === undefined ? {} : { end: isoDate(address.to) }),
    },
  }
}

/** The birth year, for sentences that must not name anybody. */
export function birthYear(person: PersonFacts): number {
  return civilOf(person.birth).year
}

// Who works at the facilities, and the FHIR directory that names facilities, places and people.
import type { Location, Organization, Practitioner, PractitionerRole, Resource } from '@medplum/fhirtypes'
import { type PractitionerFacts, type ResourceBundle, transactionOf } from './department.ts'
import { practitionerNumber } from './numbers.ts'
import { drawNames, NAME_TABLES } from './people/names.ts'
import { streamOf } from './random.ts'
import { IDENTIFIER_TYPE, NPI, OID, ROLE_CODE } from './tables/codes.ts'
import { FACILITIES, type Facility, type FacilityKey } from './tables/facilities.ts'
import { PAYERS } from './tables/payers.ts'
import { type Specialty, STAFFING } from './tables/specialties.ts'
import { DEMO_USERS, type DemoUser } from './tables/users.ts'

const FACILITY_OF_CLINICIAN = [
  ['priya.venkataram', 'hospital', 'hospital medicine'],
  ['owen.tallmadge', 'family-clinic', 'family medicine'],
] as const

/** The practitioners of a seed, the two demo clinicians among them. */
export function practitionersOf(seed: string): PractitionerFacts[] {
  const staff: PractitionerFacts[] = []
  const add = (facility: FacilityKey, specialty: Specialty, given: string, family: string) => {
    const sequence = staff.length + 11
    staff.push({
      id: `practitioner-${sequence}`,
      facility,
      specialty,
      given,
      family,
      display: `${given} ${family}, MD`,
      npi: practitionerNumber(sequence),
    })
  }
  for (const [userName, facility, specialty] of FACILITY_OF_CLINICIAN) {
    const user = DEMO_USERS.find((candidate) => candidate.userName === userName)
    if (user) add(facility, specialty, user.given, user.family)
  }
  for (const [facility, specialty, count] of STAFFING) {
    for (let place = 0; place < count; place++) {
      const random = streamOf(seed, 'practitioner', facility, specialty, place)
      const table = random.weighted(NAME_TABLES, (candidate) => candidate.weight)
      const drawn = drawNames(random, table, random.chance(0.5) ? 'female' : 'male')
      add(facility as FacilityKey, specialty, drawn.given[0] ?? 'Robin', drawn.family)
    }
  }
  return staff
}

/** The demo users, the clinicians joined to their Practitioner resource. */
export function usersOf(staff: readonly PractitionerFacts[]): DemoUser[] {
  return DEMO_USERS.map((user) => {
    const practitioner = staff.find((one) => one.given === user.given && one.family === user.family)
    return practitioner ? { ...user, practitionerId: practitioner.id } : user
  })
}

export function directoryBundle(staff: readonly PractitionerFacts[], asOf: string): ResourceBundle {
  const meta = { lastUpdated: `${asOf.slice(0, 4)}-01-01T00:00:00Z` }
  const resources: Resource[] = []
  for (const facility of FACILITIES) {
    resources.push(organizationOf(facility, meta))
    for (const department of facility.departments) {
      resources.push({
        resourceType: 'Location',
        id: locationId(facility.key, department.key),
        meta,
        status: 'active',
        name: department.name,
        mode: 'instance',
        type: [{ coding: [{ system: ROLE_CODE, code: department.roleCode }], text: department.roleText }],
        telecom: [{ system: 'phone', value: facility.phone, use: 'work' }],
        address: addressOf(facility),
        managingOrganization: { reference: `Organization/${facility.key}`, display: facility.name },
      } satisfies Location)
    }
  }
  for (const payer of PAYERS) {
    resources.push({
      resourceType: 'Organization',
      id: `payer-${payer.key}`,
      meta,
      active: true,
      type: [
        {
          coding: [
            {
              system: 'http://terminology.hl7.org/CodeSystem/organization-type',
              code: 'pay',
              display: 'Payer',
            },
          ],
        },
      ],
      name: payer.name,
    } satisfies Organization)
  }
  for (const person of staff) resources.push(...practitionerResources(person, meta))
  return transactionOf('directory', resources)
}

export function locationId(facility: FacilityKey, department: string): string {
  return `${facility}-${department}`
}

function organizationOf(facility: Facility, meta: { lastUpdated: string }): Organization {
  const number = String(FACILITIES.indexOf(facility) + 1)
  return {
    resourceType: 'Organization',
    id: facility.key,
    meta,
    identifier: [{ system: OID.organization, value: number }],
    active: true,
    type: [
      {
        coding: [
          {
            system: 'http://terminology.hl7.org/CodeSystem/organization-type',
            code: 'prov',
            display: 'Healthcare Provider',
          },
        ],
      },
    ],
    name: facility.name,
    telecom: [
      { system: 'phone', value: facility.phone, use: 'work' },
      { system: 'fax', value: facility.fax, use: 'work' },
    ],
    address: [addressOf(facility)],
    extension: [{ url: 'http://hl7.org/fhir/StructureDefinition/timezone', valueCode: facility.zone.name }],
  }
}

function addressOf(facility: Facility) {
  return {
    use: 'work' as const,
    line: [facility.street],
    city: facility.city,
    state: 'NE',
    postalCode: facility.postalCode,
    country: 'US',
  }
}

function practitionerResources(person: PractitionerFacts, meta: { lastUpdated: string }): Resource[] {
  const practitioner: Practitioner = {
    resourceType: 'Practitioner',
    id: person.id,
    meta,
    identifier: [
      {
        type: { coding: [{ system: IDENTIFIER_TYPE, code: 'NPI', display: 'National provider identifier' }] },
        system: NPI,
        value: person.npi,
      },
    ],
    active: true,
    name: [{ use: 'official', family: person.family, given: [person.given], suffix: ['MD'] }],
  }
  const role: PractitionerRole = {
    resourceType: 'PractitionerRole',
    id: `${person.id}-role`,
    meta,
    active: true,
    practitioner: { reference: `Practitioner/${person.id}`, display: person.display },
    organization: { reference: `Organization/${person.facility}` },
    specialty: [{ text: person.specialty }],
    location: FACILITIES.filter((facility) => facility.key === person.facility).flatMap((facility) =>
      facility.departments
        .filter((department) => department.specialties.some((specialty) => specialty === person.specialty))
        .map((department) => ({ reference: `Location/${locationId(facility.key, department.key)}` })),
    ),
  }
  if (role.location?.length === 0) delete role.location
  return [practitioner, role]
}

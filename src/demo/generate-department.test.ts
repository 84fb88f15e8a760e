import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import type { Resource } from '@medplum/fhirtypes'
import { describe, expect, test } from 'vitest'
import { definitionsUrl, parseDefinitions } from '../formats/fhir/definitions/definitions.ts'
import { createValidator } from '../formats/fhir/validate/validator.ts'
import type { GeneratedPerson } from './department.ts'
import { generateDepartment } from './generate-department.ts'
import { hasModulus11CheckDigit, hasPractitionerCheckDigit } from './numbers.ts'
import { FAT_CHART_INDEX } from './people/person.ts'
import { AVOIDED_NAMES } from './tables/avoided-names.ts'
import { DEMO_USERS, demoPassword } from './tables/users.ts'

const OPTIONS = { seed: 'larkmoor', patients: 200, asOf: '2026-11-23' } as const
const department = generateDepartment(OPTIONS)
const people = [...department.persons]
const directory = department.facilities.entry ?? []

function resourcesOf(person: GeneratedPerson): Resource[] {
  return person.records.flatMap((record) =>
    record.bundles.flatMap((bundle) =>
      (bundle.entry ?? []).flatMap((entry) => (entry.resource ? [entry.resource] : [])),
    ),
  )
}

function* nodesOf(value: unknown): Generator<Record<string, unknown>> {
  if (Array.isArray(value)) for (const item of value) yield* nodesOf(item)
  else if (typeof value === 'object' && value !== null) {
    yield value as Record<string, unknown>
    for (const item of Object.values(value)) yield* nodesOf(item)
  }
}

function bytesOf(persons: Iterable<GeneratedPerson>): string {
  const hash = createHash('sha256')
  for (const person of persons) hash.update(JSON.stringify(person))
  return hash.digest('hex')
}

const resources = people.flatMap(resourcesOf)

describe('the same department every time', () => {
  test('the same seed gives the same bytes', () => {
    expect(bytesOf(generateDepartment(OPTIONS).persons)).toBe(bytesOf(people))
    expect(generateDepartment(OPTIONS).facilities).toEqual(department.facilities)
  })

  test('another seed gives other people under other ids', () => {
    const other = [...generateDepartment({ ...OPTIONS, seed: 'elsewhere', patients: 20 }).persons]
    const ids = new Set(people.flatMap((person) => person.records.map((record) => record.patientId)))
    for (const person of other)
      for (const record of person.records) expect(ids.has(record.patientId)).toBe(false)
  })

  test('a person does not depend on how many others there are', () => {
    const small = [...generateDepartment({ ...OPTIONS, patients: 12 }).persons]
    expect(bytesOf(small)).toBe(bytesOf(people.slice(0, 12)))
  })

  test('walking the plan finds the same flaws and work as the people carry', () => {
    expect([...department.plan.flaws]).toEqual(people.flatMap((person) => person.flaws))
    const items = [...department.plan.workItems]
    expect(items.slice(0, -2)).toEqual(people.flatMap((person) => person.workItems))
    expect(new Set(items.map((item) => item.key)).size).toBe(items.length)
  })

  test('an empty department has facilities and nobody in it', () => {
    const empty = generateDepartment({ ...OPTIONS, patients: 0 })
    expect([...empty.persons]).toEqual([])
    expect([...empty.plan.workItems]).toEqual([])
  })

  test.each([{ patients: -1 }, { patients: 1.5 }, { asOf: '2026-02-30' }, { asOf: 'today' }])(
    'refuses %j',
    (wrong) => {
      expect(() => generateDepartment({ ...OPTIONS, ...wrong })).toThrow(RangeError)
    },
  )
})

describe('valid FHIR', () => {
  test('every resource is valid, invariants and required codes included', async () => {
    const { validate } = createValidator(parseDefinitions(await readFile(definitionsUrl, 'utf8')))
    const all = [...resources, ...directory.flatMap((entry) => (entry.resource ? [entry.resource] : []))]
    const problems = new Set<string>()
    for (const resource of all) {
      for (const finding of validate(resource)) {
        if (finding.severity === 'error') problems.add(`${finding.path}: ${finding.message}`)
      }
    }
    expect([...problems]).toEqual([])
  })

  test('ids are unique, allowed by FHIR, and each entry stores its own id', () => {
    const ids = resources.map((resource) => `${resource.resourceType}/${resource.id}`)
    expect(new Set(ids).size).toBe(ids.length)
    for (const resource of resources) expect(resource.id).toMatch(/^[A-Za-z0-9.-]{1,64}$/)
    for (const person of people) {
      for (const entry of person.records.flatMap((record) =>
        record.bundles.flatMap((bundle) => bundle.entry ?? []),
      )) {
        expect(entry.request?.url).toBe(`${entry.resource?.resourceType}/${entry.resource?.id}`)
      }
    }
  })

  test('every reference leads to the same bundle or to the directory', () => {
    const shared = new Set(directory.map((entry) => entry.request?.url))
    const lost = new Set<string>()
    for (const person of people) {
      for (const bundle of person.records.flatMap((record) => record.bundles)) {
        const own = new Set(bundle.entry?.map((entry) => entry.request?.url))
        for (const node of nodesOf(bundle.entry)) {
          const target = node.reference
          if (typeof target === 'string' && !own.has(target) && !shared.has(target)) lost.add(target)
        }
      }
    }
    expect([...lost]).toEqual([])
  })

  test('only sure code systems are used and no five-digit procedure codes', () => {
    const systems = new Set<string>()
    for (const node of nodesOf(resources)) {
      const { system, code } = node
      if (typeof system !== 'string' || typeof code !== 'string') continue
      systems.add(system)
      if (!system.endsWith('/rxnorm')) expect(code, system).not.toMatch(/^\d{5}$|^\d{4}[A-Z]$/)
    }
    for (const system of systems) expect(system).not.toMatch(/cpt|snomed|2\.16\.840\.1\.113883\.6\.12/i)
  })

  test('a document holds readable text and its true size', () => {
    let seen = 0
    for (const resource of resources) {
      if (resource.resourceType !== 'DocumentReference') continue
      const attachment = resource.content[0]?.attachment
      const text = Buffer.from(attachment?.data ?? '', 'base64')
      expect(text.length).toBe(attachment?.size)
      expect(text.toString('utf8')).not.toMatch(/undefined|NaN|\[object/)
      seen++
    }
    expect(seen).toBeGreaterThan(500)
  })
})

describe('believable lives', () => {
  test('nothing happens before birth, after the day of the look, or long after death', () => {
    for (const person of people) {
      for (const record of person.records) {
        const list = record.bundles.flatMap((bundle) => (bundle.entry ?? []).map((entry) => entry.resource))
        const patient = list.find((one) => one?.resourceType === 'Patient')
        // A swapped or missing birth date and a record of two people are wrong on purpose.
        const isSlipped = person.flaws.some((flaw) => flaw.kind === 'duplicate' || flaw.kind === 'overlay')
        const birth = isSlipped ? '1900' : (patient?.birthDate ?? '1900')
        for (const one of list) {
          if (one?.resourceType !== 'Encounter') continue
          expect((one.period?.start ?? '').slice(0, birth.length) >= birth, `${one.id}`).toBe(true)
          expect(
            (one.period?.end ?? one.period?.start ?? '9').slice(0, 10) <= OPTIONS.asOf,
            `${one.id}`,
          ).toBe(true)
          const death = patient?.deceasedDateTime
          if (death && !isSlipped)
            expect((one.period?.start ?? '').slice(0, 10) <= death, `${one.id}`).toBe(true)
          if (one.period?.end)
            expect(Date.parse(one.period.end)).toBeGreaterThan(Date.parse(one.period.start ?? ''))
        }
        for (const one of list)
          expect((one?.meta?.lastUpdated ?? '9').slice(0, 10) <= '2026-11-24', `${one?.id}`).toBe(true)
      }
    }
  })

  test('ages, sexes, deaths and missing numbers are spread as in a real department', () => {
    const light = [...generateDepartment({ ...OPTIONS, patients: 2000, charts: 'light' }).persons]
    const patients = light.flatMap((person) =>
      resourcesOf(person)
        .flatMap((one) => (one.resourceType === 'Patient' ? [one] : []))
        .slice(0, 1),
    )
    const share = (test: (patient: (typeof patients)[number]) => boolean) =>
      patients.filter(test).length / patients.length
    expect(share((patient) => patient.gender === 'female')).toBeGreaterThan(0.46)
    expect(share((patient) => patient.gender === 'female')).toBeLessThan(0.58)
    expect(share((patient) => (patient.birthDate ?? '') > '2008-11-23')).toBeGreaterThan(0.12)
    expect(share((patient) => (patient.birthDate ?? '9') < '1961-11-23')).toBeGreaterThan(0.17)
    expect(share((patient) => patient.deceasedDateTime !== undefined)).toBeGreaterThan(0.015)
    expect(share((patient) => patient.deceasedDateTime !== undefined)).toBeLessThan(0.07)
    expect(
      share((patient) => patient.birthDate !== undefined && patient.birthDate.length < 10),
    ).toBeGreaterThan(0.01)
    expect(share((patient) => patient.identifier?.length === 1)).toBeGreaterThan(0.12)
    expect(new Set(patients.map((patient) => patient.name?.[0]?.text)).size).toBeGreaterThan(1800)
  })

  test('trend plots have something to show', () => {
    const perPerson = people.map(
      (person) =>
        resourcesOf(person).filter(
          (one) => one.resourceType === 'Observation' && one.code.coding?.[0]?.code === '85354-9',
        ).length,
    )
    expect(perPerson.filter((count) => count >= 5).length).toBeGreaterThan(80)
  })
})

describe('invented and unusable numbers', () => {
  test('social security numbers begin with 9, telephones are 555-01xx', () => {
    for (const resource of resources) {
      if (resource.resourceType !== 'Patient') continue
      for (const one of resource.identifier ?? [])
        if (one.system?.endsWith('us-ssn')) expect(one.value).toMatch(/^9\d\d-\d\d-\d{4}$/)
      for (const one of [...(resource.telecom ?? []), ...(resource.contact?.[0]?.telecom ?? [])]) {
        expect(one.value).toMatch(one.system === 'email' ? /@mail\.example$/ : /^\+1-[2-9]\d\d-555-01\d\d$/)
      }
    }
  })

  test('record numbers are unique within a facility and follow its scheme', () => {
    const seen = new Set<string>()
    for (const record of people.flatMap((person) => person.records)) {
      expect(seen.has(`${record.facility} ${record.recordNumber}`)).toBe(false)
      seen.add(`${record.facility} ${record.recordNumber}`)
      if (record.facility === 'hospital') expect(hasModulus11CheckDigit(record.recordNumber)).toBe(true)
      if (record.facility === 'family-clinic') expect(record.recordNumber).toMatch(/^TL-\d{6}$/)
      if (record.facility === 'ridge-clinic') expect(record.recordNumber).toMatch(/^SR\d{8}$/)
    }
  })

  test('visit and account numbers are unique within a facility', () => {
    const numbers = resources.flatMap((one) =>
      one.resourceType === 'Encounter' ? (one.identifier ?? []).map((id) => `${id.system} ${id.value}`) : [],
    )
    expect(new Set(numbers).size).toBe(numbers.length)
  })

  test('practitioner numbers are well formed and from the test range', () => {
    for (const practitioner of department.practitioners) {
      expect(hasPractitionerCheckDigit(practitioner.npi)).toBe(true)
      expect(practitioner.npi).toMatch(/^1000000\d{3}$/)
    }
  })

  test('nobody bears the full name of a celebrity', () => {
    const many = generateDepartment({ ...OPTIONS, patients: 3000, charts: 'light' })
    for (const person of many.persons) {
      for (const one of resourcesOf(person)) {
        if (one.resourceType !== 'Patient') continue
        for (const name of one.name ?? [])
          expect(
            AVOIDED_NAMES.has(`${name.given?.[0]} ${name.family}`),
            `${name.given?.[0]} ${name.family}`,
          ).toBe(false)
      }
    }
  })
})

describe('flaws on purpose', () => {
  const of = (kind: string) => people.flatMap((person) => person.flaws).filter((flaw) => flaw.kind === kind)

  test.each([
    ['duplicate', 12, 12],
    ['overlap', 31, 32],
    ['overlay', 1, 2],
    ['missing-demographics', 11, 12],
    ['misfiled-document', 4, 8],
    ['result-without-unit', 3, 8],
    ['encounter-left-open', 2, 8],
    ['impossible-value', 6, 8],
    ['missing-discharge-summary', 3, 30],
    ['unsigned-document', 40, 200],
    ['fat-chart', 1, 1],
  ])('%s: between %i and %i in 200 people', (kind, low, high) => {
    expect(of(kind).length).toBeGreaterThanOrEqual(low)
    expect(of(kind).length).toBeLessThanOrEqual(high)
  })

  test('each flaw points at resources that exist', () => {
    const ids = new Set(resources.map((resource) => `${resource.resourceType}/${resource.id}`))
    for (const flaw of people.flatMap((person) => person.flaws))
      for (const where of flaw.where) expect(ids.has(where), `${flaw.kind} ${where}`).toBe(true)
    for (const item of people.flatMap((person) => person.workItems))
      for (const subject of item.subjects) expect(ids.has(subject)).toBe(true)
  })

  test('a duplicate is a second number at the same facility with another face', () => {
    for (const flaw of of('duplicate')) {
      const person = people[flaw.personIndex]
      const [first, second] = flaw.where.map((where) =>
        person?.records.find((record) => `Patient/${record.patientId}` === where),
      )
      expect(first?.facility).toBe(second?.facility)
      expect(first?.recordNumber).not.toBe(second?.recordNumber)
      const [one, other] = [first, second].map((record) => record?.bundles[0]?.entry?.[0]?.resource)
      expect({ ...one, id: '', meta: {}, text: {}, identifier: [] }).not.toEqual({
        ...other,
        id: '',
        meta: {},
        text: {},
        identifier: [],
      })
    }
  })

  test('the fat chart has thousands of entries and stands alone', () => {
    const fat = people[FAT_CHART_INDEX]
    const observations = fat ? resourcesOf(fat).filter((one) => one.resourceType === 'Observation').length : 0
    expect(observations).toBeGreaterThan(1800)
    expect(
      [...generateDepartment({ ...OPTIONS, patients: 49 }).plan.flaws].some(
        (flaw) => flaw.kind === 'fat-chart',
      ),
    ).toBe(false)
  })

  test('a misfiled note names somebody else', () => {
    for (const flaw of of('misfiled-document')) {
      const note = resources.find((one) => `${one.resourceType}/${one.id}` === flaw.where[1])
      const other = people
        .flatMap((person) => person.records)
        .find((record) => `Patient/${record.patientId}` === flaw.where[2])
      const text =
        note?.resourceType === 'DocumentReference'
          ? Buffer.from(note.content[0]?.attachment.data ?? '', 'base64').toString('utf8')
          : ''
      expect(text).toContain(`Record: ${other?.recordNumber}`)
    }
  })

  test('sensitive charts, restricted people and every kind of work are there', () => {
    const labels = new Set(resources.flatMap((one) => (one.meta?.security ?? []).map((label) => label.code)))
    for (const label of ['PSY', 'ETH', 'CEL', 'EMP', 'R', 'V']) expect(labels.has(label), label).toBe(true)
    const kinds = new Set([...department.plan.workItems].map((item) => item.kind))
    for (const kind of [
      'review-duplicate',
      'index-document',
      'complete-discharge-summary',
      'sign-document',
      'answer-request',
      'review-rejects',
      'second-look',
      'code-encounter',
      'review-documentation',
    ]) {
      expect(kinds.has(kind as never), kind).toBe(true)
    }
  })
})

describe('demo users', () => {
  test('every role has somebody, names are unique, passwords are long enough', () => {
    expect(new Set(DEMO_USERS.map((user) => user.role)).size).toBe(11)
    expect(new Set(DEMO_USERS.map((user) => user.userName)).size).toBe(DEMO_USERS.length)
    for (const user of DEMO_USERS) expect(demoPassword(user).length).toBeGreaterThanOrEqual(12)
    expect(demoPassword({ given: 'Tess' })).toBe('demo-tess-records')
    expect(department.users.filter((user) => user.practitionerId !== undefined)).toHaveLength(2)
  })
})

import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import type { Patient } from '@medplum/fhirtypes'
import { describe, expect, it } from 'vitest'
import { displayName, formatName, medicalRecordNumber } from './demographics.ts'
import { demographicsFromPatient } from './demographics-from-patient.ts'

const SYNTHEA = join(import.meta.dirname, '../../../../shared/data/charts/synthea-fhir-r4')
const EXAMPLES = join(import.meta.dirname, '../../../node_modules/hl7.fhir.r4.examples')

describe('demographics from a FHIR Patient', () => {
  it('reads names, typed numbers, birth date, address and phone', () => {
    const demographics = demographicsFromPatient({
      resourceType: 'Patient',
      name: [
        { use: 'official', family: 'Okafor', given: ['Ada', 'Ngozi'], prefix: ['Dr.'] },
        { use: 'maiden', family: 'Eze' },
      ],
      identifier: [
        {
          type: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v2-0203', code: 'MR' }] },
          value: '00-41',
        },
        { system: 'http://hl7.org/fhir/sid/us-ssn', value: '999-11-2222' },
        { value: '   ' },
      ],
      birthDate: '1951-03',
      gender: 'female',
      telecom: [{ system: 'phone', use: 'home', value: '555-010-2030' }, { system: 'email' }],
      address: [{ line: ['1 Elm St'], city: 'Salem', state: 'MA', postalCode: '01970' }],
      deceasedDateTime: '2020-01-02',
      multipleBirthInteger: 2,
    })

    expect(formatName(displayName(demographics))).toBe('Okafor, Ada Ngozi')
    expect(demographics.names[1]).toMatchObject({ use: 'maiden', family: 'Eze', given: [] })
    expect(demographics.identifiers.map((each) => [each.kind, each.value])).toEqual([
      ['MR', '00-41'],
      ['SS', '999-11-2222'],
    ])
    expect(medicalRecordNumber(demographics)?.value).toBe('00-41')
    expect(demographics).toMatchObject({
      birthDate: '1951-03',
      sex: 'female',
      isDeceased: true,
      deceasedAt: '2020-01-02',
      isMultipleBirth: true,
      multipleBirthOrder: 2,
    })
    expect(demographics.telecoms).toEqual([{ kind: 'phone', use: 'home', value: '555-010-2030' }])
  })

  it.each<[string, Patient['name'], string]>([
    ['nothing', undefined, 'Name not recorded'],
    ['an empty name', [{}], 'Name not recorded'],
    ['a text alone', [{ text: 'Ana María Ruiz' }], 'Ruiz, Ana María'],
    ['a text with a comma', [{ text: 'Ruiz Vega, Ana' }], 'Ruiz Vega, Ana'],
    ['a family name alone', [{ family: 'Ruiz' }], 'Ruiz'],
    ['a given name alone', [{ given: ['Baby'] }], 'Baby'],
    ['a suffix', [{ family: 'Ruiz', given: ['Ana'], suffix: ['Jr.'] }], 'Ruiz Jr., Ana'],
    ['a former name first', [{ use: 'old', family: 'Vega' }, { family: 'Ruiz' }], 'Ruiz'],
    ['characters that no database takes', [{ family: 'Ru\u0000iz\ud800' }], 'Ruiz\ufffd'],
  ])('names a person from %s', (_from, name, shown) => {
    const patient: Patient = { resourceType: 'Patient', ...(name ? { name } : {}) }
    expect(formatName(displayName(demographicsFromPatient(patient)))).toBe(shown)
  })

  it('leaves out a birth date that no calendar has', () => {
    expect(
      demographicsFromPatient({ resourceType: 'Patient', birthDate: '1999-02-29' }).birthDate,
    ).toBeUndefined()
  })

  it.skipIf(!existsSync(SYNTHEA))(
    'reads every Synthea patient with name, number and birth date',
    () => {
      const files = readdirSync(SYNTHEA).filter((file) => /^[A-Z].*\.json\.gz$/.test(file))
      for (const file of files) {
        const bundle = JSON.parse(gunzipSync(readFileSync(join(SYNTHEA, file))).toString())
        const patient = bundle.entry.find((e: { resource: Patient }) => e.resource.resourceType === 'Patient')
        const demographics = demographicsFromPatient(patient.resource)
        expect(demographics.birthDate).toBe(patient.resource.birthDate)
        expect(medicalRecordNumber(demographics)?.value).toBeTruthy()
        expect(demographics.identifiers).toHaveLength(patient.resource.identifier.length)
        expect(displayName(demographics)?.family).toBe(patient.resource.name[0].family)
        expect(demographics.mothersMaidenName).toBeTruthy()
        expect(demographics.race).toHaveLength(1)
      }
      expect(files).toHaveLength(100)
    },
    60_000,
  )

  it.skipIf(!existsSync(EXAMPLES))('reads every official example of a Patient without failing', () => {
    const files = readdirSync(EXAMPLES).filter((file) => file.startsWith('Patient-'))
    for (const file of files) {
      const patient = JSON.parse(readFileSync(join(EXAMPLES, file), 'utf8'))
      expect(demographicsFromPatient(patient).isActive, file).toBe(patient.active !== false)
    }
    expect(files.length).toBeGreaterThan(10)
  })
})

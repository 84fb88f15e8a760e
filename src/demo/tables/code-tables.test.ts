import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { CESAREAN, DELIVERY, NEWBORN, WELL_ADULT, WELL_CHILD } from './conditions-birth.ts'
import { CLINIC_CONDITIONS } from './conditions-clinic.ts'
import { EMERGENCY_CONDITIONS } from './conditions-emergency.ts'
import { ADMISSION_CONDITIONS, DAY_SURGERY_CONDITIONS } from './conditions-hospital.ts'
import { LONG_TERM_CONDITIONS } from './conditions-long-term.ts'
import { LAB_TESTS, PANELS } from './lab-tests.ts'
import { PROCEDURES } from './procedures.ts'

const CM_ZIP = '../shared/data/codesets/icd10cm/2026/icd10cm-Code Descriptions-2026.zip'
const PCS_ZIP = '../shared/data/codesets/icd10pcs/2026/cms_2026_pr.zip'

const ROWS = [
  ...LONG_TERM_CONDITIONS,
  ...CLINIC_CONDITIONS,
  ...EMERGENCY_CONDITIONS,
  ...ADMISSION_CONDITIONS,
  ...DAY_SURGERY_CONDITIONS,
  DELIVERY,
  CESAREAN,
  NEWBORN,
]

function billableCodes(zip: string, member: string): Set<string> {
  const text = execFileSync('unzip', ['-p', zip, member], { maxBuffer: 64 * 1024 * 1024 }).toString('latin1')
  return new Set(text.split('\n').flatMap((line) => (line[14] === '1' ? [line.slice(6, 13).trim()] : [])))
}

describe('code tables', () => {
  test('there are more than a hundred conditions, each with its code once', () => {
    expect(ROWS.length).toBeGreaterThan(115)
    expect(new Set(ROWS.map((row) => row.code)).size).toBe(ROWS.length)
    for (const row of ROWS) expect(row.from, row.code).toBeLessThanOrEqual(row.to)
  })

  test('LOINC codes carry their check digit', () => {
    const codes = [...Object.values(LAB_TESTS), ...Object.values(PANELS)].map((row) => row.loinc)
    for (const code of codes) {
      const [body = '', check] = code.split('-')
      const sum = [...body].reverse().reduce((total, digit, place) => {
        const value = place % 2 === 0 ? Number(digit) * 2 : Number(digit)
        return total + (value > 9 ? value - 9 : value)
      }, 0)
      expect(String((10 - (sum % 10)) % 10), code).toBe(check)
    }
  })

  test.skipIf(!existsSync(CM_ZIP))('every ICD-10-CM code is billable in fiscal year 2026', () => {
    const billable = billableCodes(CM_ZIP, 'icd10cm-order-2026.txt')
    const codes = [...ROWS, WELL_ADULT, WELL_CHILD].map((row) => row.code)
    expect(codes.filter((code) => !billable.has(code.replace('.', '')))).toEqual([])
  })

  test.skipIf(!existsSync(PCS_ZIP))('every ICD-10-PCS code exists in fiscal year 2026', () => {
    const billable = billableCodes(PCS_ZIP, 'icd10pcs_order_2026.txt')
    expect(Object.values(PROCEDURES).flatMap((row) => (billable.has(row.pcs) ? [] : [row.pcs]))).toEqual([])
  })
})

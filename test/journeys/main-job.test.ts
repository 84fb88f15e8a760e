// The main job on the real program: sign in with a second factor, take a file in, find the patient, read the chart, and
// see on the trail who looked. Every page on the way is held against WCAG 2.2 AA, in both looks.
import { execFile } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { totpCode } from '../../src/features/identity/totp.ts'
import { DEMO_SECOND_FACTOR } from '../../src/programs/fill-demo.ts'
import { expectAxeClean } from './support/axe.ts'
import { type RunningBrowser, startBrowser } from './support/browser.ts'
import { type DemoProgram, startDemo } from './support/demo-program.ts'
import { type OpenedApp, openApp } from './support/open-app.ts'

const CLI = join(import.meta.dirname, '../../src/programs/cli.ts')
const PATIENCE_MS = 240_000

let demo: DemoProgram
let browser: RunningBrowser
let app: OpenedApp
let page: Page

beforeAll(async () => {
  demo = await startDemo(10)
  browser = await startBrowser()
  app = await openApp(browser, demo.address)
  page = app.page
}, PATIENCE_MS)
afterAll(async () => {
  await browser?.close()
  await demo?.close()
})

const heading = (name: string | RegExp) => page.getByRole('heading', { level: 1, name }).waitFor()

async function expectCleanInBothLooks(): Promise<void> {
  for (const theme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' })
    await page.locator(`html[data-mantine-color-scheme="${theme}"]`).waitFor({ state: 'attached' })
    await expectAxeClean(page)
  }
  expect(await page.title()).not.toContain('Quillfeather')
  expect(page.url()).not.toMatch(/quillfeather/i)
}

const CHART = {
  resourceType: 'Bundle',
  type: 'collection',
  entry: [
    {
      resource: {
        resourceType: 'Patient',
        id: 'journey',
        identifier: [
          {
            type: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v2-0203', code: 'MR' }] },
            value: 'J-778812',
          },
        ],
        name: [{ use: 'official', family: 'Quillfeather', given: ['Theodora'] }],
        gender: 'female',
        birthDate: '1951-03-04',
      },
    },
    {
      resource: {
        resourceType: 'AllergyIntolerance',
        id: 'journey-allergy',
        clinicalStatus: {
          coding: [
            { system: 'http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical', code: 'active' },
          ],
        },
        criticality: 'high',
        code: { text: 'Penicillin' },
        patient: { reference: 'Patient/journey' },
      },
    },
    ...[5.1, 6.4, 7.2].map((value, at) => ({
      resource: {
        resourceType: 'Observation',
        id: `journey-a1c-${at}`,
        status: 'final',
        code: { coding: [{ system: 'http://loinc.org', code: '4548-4' }], text: 'Hemoglobin A1c' },
        subject: { reference: 'Patient/journey' },
        effectiveDateTime: `202${4 + at}-02-03`,
        valueQuantity: { value, unit: '%' },
        referenceRange: [{ high: { value: 5.7, unit: '%' } }],
      },
    })),
    {
      resource: {
        resourceType: 'Condition',
        id: 'journey-wrong',
        clinicalStatus: {
          coding: [{ system: 'http://terminology.hl7.org/CodeSystem/condition-clinical', code: 'active' }],
        },
        code: { text: 'Something' },
        recordedDate: 'yesterday',
        subject: { reference: 'Patient/journey' },
      },
    },
  ],
}

test(
  'the supervisor signs in with a second factor and lands on her work',
  async () => {
    await heading('Sign in')
    await expectCleanInBothLooks()
    await page.getByLabel('User name').fill(DEMO_SECOND_FACTOR.userName)
    await page.getByLabel('Password', { exact: true }).fill('demo-ruth-records')
    await page.keyboard.press('Enter')
    await page.getByLabel(/code/i).first().fill(totpCode(DEMO_SECOND_FACTOR.secret, new Date()))
    await page.keyboard.press('Enter')
    await heading(/my work/i)
    await expectCleanInBothLooks()
  },
  PATIENCE_MS,
)

test(
  'she drops a file in, sees it counted, and why one resource was refused',
  async () => {
    const file = join(demo.folder, 'chart.json')
    await writeFile(file, JSON.stringify(CHART))
    await app.goTo('/imports')
    await page.locator('input[type=file]').first().waitFor({ state: 'attached' })
    await expectCleanInBothLooks()
    await page.locator('input[type=file]').first().setInputFiles(file)
    await page.getByLabel(/^source/i).fill('Journey clinic')
    await page.getByRole('button', { name: 'Start the import' }).click()
    await page
      .getByText(/recordedDate/)
      .first()
      .waitFor({ timeout: 60_000 })
    await expectCleanInBothLooks()
    await app.goTo('/rejects')
    await page.getByRole('row').getByText('Condition').first().click()
    await page
      .getByText(/recordedDate/)
      .first()
      .waitFor()
    await expectCleanInBothLooks()
  },
  PATIENCE_MS,
)

test(
  'she finds the patient by parts of what she knows, misspelt',
  async () => {
    await app.goTo('/patients')
    await heading('Find a patient')
    await page.keyboard.type('quilfeather 1951')
    await page.getByText('Theodora').first().waitFor()
    await expectCleanInBothLooks()
    await page.keyboard.press('Enter')
    await page.getByText('J-778812').first().waitFor()
  },
  PATIENCE_MS,
)

test(
  'she reads the chart: the allergy is on the banner, results have their trend',
  async () => {
    await page.getByText('Penicillin').first().waitFor()
    await expectCleanInBothLooks()
    for (const section of ['Timeline', 'Results', 'Trends', 'Allergies']) {
      await page
        .getByRole('link', { name: new RegExp(`^${section}`) })
        .first()
        .click()
      await page
        .getByText(section === 'Allergies' ? 'Penicillin' : /Hemoglobin A1c/)
        .last()
        .waitFor()
      await expectCleanInBothLooks()
    }
  },
  PATIENCE_MS,
)

test(
  'the trail shows her look, and it is whole',
  async () => {
    await app.goTo('/trail')
    await page.getByRole('row').getByText('opened the chart').first().waitFor()
    await page.getByRole('row').getByText('Ruth Abelson-Dray').first().waitFor()
    await expectCleanInBothLooks()
    const { stdout } = await promisify(execFile)(process.execPath, [CLI, 'audit', 'verify', '--json'], {
      env: demo.env,
    })
    expect(JSON.parse(stdout)).toMatchObject({ ok: true })
  },
  PATIENCE_MS,
)

test('nothing on the way broke a script, asked another host, or needed what the policy forbids', () => {
  expect(app.complaints).toEqual([])
  expect(app.foreign).toEqual([])
})

// A chart is found and read: on the real routes, with records that came in through the real import, in a real browser.
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'vite'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { checkpointPlaces, registerAuditRoutes } from '../../src/features/audit/public.ts'
import { registerChartRoutes } from '../../src/features/charts/public.ts'
import { registerIdentityRoutes } from '../../src/features/identity/public.ts'
import { registerPatientRoutes } from '../../src/features/patients/public.ts'
import { registerWorkRoutes } from '../../src/features/worklists/public.ts'
import { registerLiveRoutes } from '../../src/platform/live/live-route.ts'
import { createTestHttpApp, type TestHttpApp } from '../support/http.ts'
import { importSettings, importTexts } from '../support/importing.ts'
import { openTestPeople, PASSWORD, type TestPeople } from '../support/people.ts'
import { expectAxeClean } from './support/axe.ts'
import { type RunningBrowser, startBrowser } from './support/browser.ts'
import { inventedChart } from './support/invented-chart.ts'
import { type OpenedApp, openApp } from './support/open-app.ts'
import { shootAll } from './support/shoot.ts'

const PATIENCE_MS = 120_000
let people: TestPeople
let http: TestHttpApp
let browser: RunningBrowser
let app: OpenedApp
let folder: string
let personId: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'chartroom-pages-'))
  await build({ logLevel: 'error', build: { outDir: folder, emptyOutDir: true, sourcemap: false } })
  people = await openTestPeople()
  http = await createTestHttpApp(folder)
  for (const register of [
    registerIdentityRoutes,
    registerLiveRoutes,
    registerWorkRoutes,
    registerPatientRoutes,
    registerChartRoutes,
  ]) {
    register(http.app, people.deps)
  }
  registerAuditRoutes(http.app, {
    ...people.deps,
    places: checkpointPlaces(people.deps.config.dataFolder, undefined),
  })
  const settings = await importSettings(people.deps)
  for (const version of [1, 2] as const) {
    await importTexts(people.deps, settings, { 'chart.json': inventedChart(version) }, 'harbour')
  }
  const { rows } = await people.deps.db.pool.query('select person_id from patients.person')
  personId = rows[0].person_id
  await people.add('boss', ['supervisor'])
  const address = await http.app.listen({ host: '127.0.0.1', port: 0 })
  browser = await startBrowser()
  app = await openApp(browser, address, '/sign-in')
  await app.page.getByLabel('User name').fill('boss')
  await app.page.getByLabel('Password', { exact: true }).fill(PASSWORD)
  await app.page.keyboard.press('Enter')
  await app.page.getByRole('navigation').first().waitFor()
}, PATIENCE_MS)

afterAll(async () => {
  await app?.close()
  await browser?.close()
  await http?.close()
  await people?.close()
  await rm(folder, { recursive: true, force: true })
})

const beside = () => app.page.getByRole('complementary', { name: 'Beside the page' })

async function expectCleanInBothLooks(name: string): Promise<void> {
  for (const theme of ['light', 'dark'] as const) {
    await app.page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' })
    await app.page.locator(`html[data-mantine-color-scheme="${theme}"]`).waitFor({ state: 'attached' })
    await expectAxeClean(app.page)
  }
  if (process.env.CHARTROOM_PICTURES) await shootAll(app.page, name)
}

it(
  'a patient is found by name and birth year, and the chart opens with who it is and what warns',
  async () => {
    const { page } = app
    await app.goTo('/patients')
    await page.getByLabel('Name, birth date, number or phone').fill('quillan 1951')
    await page.getByRole('option', { name: /Quillan, Adelaide Rose/ }).click()
    await page.waitForURL(new RegExp(`/charts/${personId}`))
    const patient = page.getByRole('region', { name: 'Patient' })
    await patient.getByRole('heading', { name: 'Quillan, Adelaide Rose' }).waitFor()
    for (const words of ['0041-7731', '05 Mar 1951', 'Female', 'Penicillin']) {
      await patient.getByText(words).first().waitFor()
    }
    await page.getByText('High criticality: Anaphylaxis (severe)').waitFor()
    await page.getByText('One tablet twice a day with meals').waitFor()
    await expectCleanInBothLooks('chart-overview')
    expect(await page.title()).toBe('Chartroom — Chart')
    expect(page.url()).not.toMatch(/quillan|7731|1951/i)
  },
  PATIENCE_MS,
)

it(
  'an entry opens beside the page: what it says, how it changed, and the text as it arrived',
  async () => {
    const { page } = app
    await app.goTo(`/charts/${personId}/problems`)
    const row = page.getByRole('row', { name: /Pneumonia/ })
    await row.focus()
    await page.keyboard.press('Enter')
    await beside().getByText('Pneumonia of the right lower lobe').waitFor()
    await beside().getByText('SNOMED CT').first().waitFor()
    await expectCleanInBothLooks('chart-entry')

    await beside().getByRole('tab', { name: 'History (2)' }).click()
    await beside().getByText('Clinical status › Coding 1 › Code').waitFor()
    await expect.poll(() => beside().locator('del').allTextContents()).toContain('active')
    expect(await beside().locator('ins').allTextContents()).toContain('resolved')
    await expectCleanInBothLooks('chart-history')

    await beside().getByRole('tab', { name: 'Source' }).click()
    await beside().getByRole('button', { name: 'Show the raw text' }).click()
    await beside().getByText('"resourceType":"Condition"').waitFor()
    await page.keyboard.press('Escape')
    await expect.poll(() => beside().getByRole('tab').count()).toBe(0)
  },
  PATIENCE_MS,
)

it(
  'results tell what is out of range in words, and a trend draws them with their table',
  async () => {
    const { page } = app
    await app.goTo(`/charts/${personId}`)
    await page.getByRole('navigation', { name: 'Sections of the chart' }).waitFor()
    await page.keyboard.press('6')
    const results = page.getByRole('grid', { name: 'Results' })
    await results.getByRole('row', { name: /5\.6 mmol\/L.*High/ }).waitFor()
    await results.getByRole('row', { name: /Blood culture.*Positive/ }).waitFor()
    await expectCleanInBothLooks('chart-results')
    await page.keyboard.press('j')
    await page.keyboard.press('Enter')
    await beside().getByRole('button', { name: 'Trend' }).waitFor()
    await page.keyboard.press('t')
    await beside().getByText('5.6 mmol/L (outside range)').waitFor()
    await expectCleanInBothLooks('chart-trend')
  },
  PATIENCE_MS,
)

it(
  'a document inside the chart is shown: text as text, a picture as a picture',
  async () => {
    const { page } = app
    await app.goTo(`/charts/${personId}/documents`)
    await page.getByRole('row', { name: /Discharge summary/ }).click()
    await beside().getByText('Discharged home in good condition.').waitFor()
    await page.getByRole('row', { name: /Chest film/ }).click()
    const picture = beside().getByRole('img', { name: 'Chest film' })
    await expect
      .poll(() => picture.evaluate((image) => (image as unknown as { naturalWidth: number }).naturalWidth))
      .toBe(1)
  },
  PATIENCE_MS,
)

it(
  'the timeline shows everything in order, narrows to a kind, and an encounter shows what belongs to it',
  async () => {
    const { page } = app
    await app.goTo(`/charts/${personId}/timeline`)
    const timeline = page.getByRole('list', { name: 'Timeline' })
    await timeline.getByRole('heading', { name: 'Mar 2026' }).waitFor()
    await timeline.getByText('Body weight').waitFor()
    await expectCleanInBothLooks('chart-timeline')
    await page.getByLabel('Show only').first().click()
    await page.getByRole('option', { name: /Encounters/ }).click()
    await expect.poll(() => timeline.getByText('Body weight').count()).toBe(0)

    await page.keyboard.press('Escape')
    await timeline.getByRole('button', { name: /Admission for pneumonia/ }).click()
    await beside().getByRole('button', { name: 'Open the encounter' }).click()
    await page.waitForURL(/\/encounters\//)
    const inside = page.getByRole('list', { name: 'What belongs to the encounter' })
    await inside.getByText('Pneumonia').waitFor()
    await expect.poll(() => inside.getByText('Body weight').count()).toBe(0)
    await expectCleanInBothLooks('chart-encounter')
  },
  PATIENCE_MS,
)

it(
  'the chart is exported as FHIR, under a name that tells nobody whose it is',
  async () => {
    const { page } = app
    await app.goTo(`/charts/${personId}`)
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Export' }).click(),
    ])
    expect(download.suggestedFilename()).toBe('chart.json')
    const bundle = JSON.parse(await readFile(await download.path(), 'utf8'))
    expect(bundle).toMatchObject({ resourceType: 'Bundle', type: 'collection' })
    expect(bundle.entry.length).toBeGreaterThan(10)
  },
  PATIENCE_MS,
)

it(
  'who looked at the chart can be seen in the chart, each act in words',
  async () => {
    const { page } = app
    await app.goTo(`/charts/${personId}/access`)
    await page.getByText('opened the chart').first().waitFor()
    await expectCleanInBothLooks('chart-access')
  },
  PATIENCE_MS,
)

it(
  'a chart that is not there and a section that no chart has say so',
  async () => {
    const { page } = app
    await app.goTo(`/charts/00000000-0000-7000-8000-00000000dead`)
    await page.getByRole('alert').first().waitFor()
    await app.goTo(`/charts/${personId}/kitchen`)
    await page.getByText('A chart has no such section').waitFor()
  },
  PATIENCE_MS,
)

it('no script failed, the policy stopped nothing, and nothing was asked of another host', () => {
  expect(app.complaints).toEqual([])
  expect(app.foreign).toEqual([])
})

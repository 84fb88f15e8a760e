// A records technician takes files in, sees what became of them, and works what was refused. The whole program is real.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { expectAxeClean } from './support/axe.ts'
import { type RunningBrowser, startBrowser } from './support/browser.ts'
import { type DemoProgram, startDemo } from './support/demo-program.ts'
import { type OpenedApp, openApp } from './support/open-app.ts'
import { shootAll } from './support/shoot.ts'

const START_MS = 240_000
const PATIENCE_MS = 90_000

let demo: DemoProgram
let browser: RunningBrowser
let app: OpenedApp
let page: Page
let folder: string

const patient = { resourceType: 'Patient', id: 'q1', name: [{ family: 'Quillfeather', given: ['Ada'] }] }
const observation = (id: string, more: object) => ({
  resourceType: 'Observation',
  id,
  status: 'final',
  code: { text: 'Weight' },
  subject: { reference: 'Patient/q1' },
  ...more,
})
const bundle = (...resources: object[]) =>
  JSON.stringify({
    resourceType: 'Bundle',
    type: 'collection',
    entry: resources.map((resource) => ({ resource })),
  })

beforeAll(async () => {
  demo = await startDemo(3)
  folder = await mkdtemp(join(tmpdir(), 'chartroom-ward-'))
  await mkdir(join(folder, 'ward/broken'), { recursive: true })
  const sound = bundle(patient, observation('o1', { valueQuantity: { value: 70.1, unit: 'kg' } }))
  await writeFile(join(folder, 'ward/sound.json'), sound)
  await writeFile(
    join(folder, 'ward/mixed.json'),
    bundle(
      { ...patient, id: 'q2' },
      observation('o2', { subject: { reference: 'Patient/q2' }, status: 'finished' }),
    ),
  )
  await writeFile(join(folder, 'ward/broken/cut.json'), sound.slice(0, sound.length - 40))
  browser = await startBrowser()
  app = await openApp(browser, demo.address)
  page = app.page
  page.setDefaultTimeout(20_000)
}, START_MS)

afterAll(async () => {
  await browser?.close()
  await demo?.close()
  await rm(folder, { recursive: true, force: true })
})

const heading = (name: string | RegExp) => page.getByRole('heading', { level: 1, name }).waitFor()
const pictures = async (name: string) => {
  if (process.env.CHARTROOM_PICTURES !== undefined) await shootAll(page, name)
}
const importFiles = async (...names: string[]) => {
  await app.goTo('/imports')
  await heading('Import')
  await page.getByLabel('Files', { exact: true }).setInputFiles(names.map((name) => join(folder, name)))
  await page.getByRole('button', { name: 'Start the import' }).click()
  await page.waitForURL(/\/imports\/[0-9a-f-]{36}$/)
  await page.getByText('Done', { exact: true }).first().waitFor({ timeout: 60_000 })
}
const sum = () => page.getByText(/in = /).innerText()

it(
  'the technician signs in and finds the empty queue in the navigation',
  async () => {
    const { userName, password } = demo.signIn('records technician')
    await page.getByLabel('User name').fill(userName)
    await page.getByLabel('Password', { exact: true }).fill(password)
    await page.keyboard.press('Enter')
    await page.getByRole('link', { name: 'Import' }).click()
    await heading('Import')
    await page.getByRole('grid', { name: 'Recent imports' }).getByText('synthetic department').waitFor()
    await expectAxeClean(page)
    await app.goTo('/rejects')
    await page.getByText('Nothing waits here').waitFor()
    await expectAxeClean(page)
  },
  PATIENCE_MS,
)

it(
  'an import without a source is not begun, and the sentence says why one is asked for',
  async () => {
    await app.goTo('/imports')
    await page.getByText('ids are kept apart by source').waitFor()
    await page.getByLabel('Files', { exact: true }).setInputFiles(join(folder, 'ward/sound.json'))
    await page.getByRole('button', { name: 'Start the import' }).click()
    await page.getByText('Name the source of the files.').waitFor()
    await expectAxeClean(page)
    await pictures('imports-chosen')
    await page.getByLabel('Source').fill('Larkmoor Clinic')
    await page.getByRole('button', { name: 'Start the import' }).click()
    await page.waitForURL(/\/imports\/[0-9a-f-]{36}$/)
    await page.getByText('Done', { exact: true }).first().waitFor({ timeout: 60_000 })
    expect(await sum()).toBe('2 in = 2 stored + 0 unchanged + 0 refused')
  },
  PATIENCE_MS,
)

it(
  'of three files, one broken, the page says what was stored, what was there already and what was refused',
  async () => {
    await importFiles('ward/sound.json', 'ward/mixed.json', 'ward/broken/cut.json')
    await page.getByText('5 in = 1 stored + 2 unchanged + 2 refused').waitFor()
    const files = page.getByRole('grid', { name: 'Files of this import' })
    await files.getByRole('row', { name: /cut\.json.*Refused/ }).waitFor()
    await page.getByRole('list', { name: 'Reasons of refusal' }).getByText('File is cut off').waitFor()
    await expectAxeClean(page)
    await pictures('import-run')
    expect(await page.title()).toBe('Chartroom — Import run')
    await page.reload()
    await page.getByText('5 in = 1 stored + 2 unchanged + 2 refused').waitFor()
  },
  PATIENCE_MS,
)

it(
  'a whole folder keeps the paths of its files',
  async () => {
    await app.goTo('/imports')
    await page.getByLabel('Folder', { exact: true }).setInputFiles(join(folder, 'ward'))
    const chosen = page.getByRole('grid', { name: 'Files to send' })
    await chosen.getByText('ward/broken/cut.json').waitFor()
    await page.getByRole('button', { name: 'Leave out ward/broken/cut.json' }).click()
    await chosen.getByText('ward/broken/cut.json').waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Start the import' }).click()
    await page.waitForURL(/\/imports\/[0-9a-f-]{36}$/)
    await page.getByText('Done', { exact: true }).first().waitFor({ timeout: 60_000 })
    await page.getByText('ward/sound.json').waitFor()
  },
  PATIENCE_MS,
)

describe('the reject queue', () => {
  it(
    'is reached by a reason, shows the sentence, and marks the place in the text',
    async () => {
      await app.goTo('/imports')
      await page
        .getByRole('row', { name: /Larkmoor Clinic/ })
        .first()
        .click()
      await page.getByRole('link', { name: /Code outside a required list: Observation/ }).click()
      await heading('Reject queue')
      expect(new URL(page.url()).search).toMatch(/run=[0-9a-f-]{36}&rule=required-binding&state=open$/)
      await page.keyboard.press('j')
      await page.getByRole('heading', { level: 2, name: 'Code outside a required list' }).waitFor()
      await page
        .getByText(/Observation.status holds “finished”/)
        .first()
        .waitFor()
      const text = page.getByRole('region', { name: 'Text of the refused item' })
      expect(await text.locator('mark').innerText()).toBe('"status": "finished"')
      await page.getByText('As it came', { exact: true }).click()
      expect(await text.locator('mark').innerText()).toBe('"status":"finished"')
      await expectAxeClean(page)
      await pictures('reject')
    },
    PATIENCE_MS,
  )

  it(
    'tries again by key; what is still wrong stays',
    async () => {
      await page.keyboard.press('r')
      await page.getByText('It is refused again.').waitFor()
      await page
        .getByRole('row', { name: /Code outside/ })
        .first()
        .waitFor()
    },
    PATIENCE_MS,
  )

  it(
    'dismisses by key with a reason, and keeps the item readable',
    async () => {
      await app.goTo('/rejects')
      await page
        .getByRole('row', { name: /File is cut off/ })
        .first()
        .click()
      await page.getByRole('heading', { level: 2, name: 'File is cut off' }).waitFor()
      await page
        .getByRole('region', { name: 'Text of the refused item' })
        .getByText('Bundle')
        .first()
        .waitFor()
      await page.keyboard.press('d')
      const dialog = page.getByRole('dialog', { name: 'Dismiss the item' })
      await dialog.getByRole('combobox', { name: 'Reason' }).click()
      await page.getByRole('option', { name: 'Test data' }).click()
      await expectAxeClean(page)
      await dialog.getByRole('button', { name: 'Dismiss' }).click()
      await dialog.waitFor({ state: 'detached' })
      await page.getByText('Dismissed', { exact: true }).click()
      await page.getByRole('row', { name: /File is cut off/ }).click()
      await page.getByText('Test data').waitFor()
    },
    PATIENCE_MS,
  )

  it(
    'settles many at once',
    async () => {
      await app.goTo('/rejects')
      await page.getByRole('button', { name: /Mark all/ }).click()
      await page.getByRole('button', { name: /^Dismiss/ }).click()
      const dialog = page.getByRole('dialog')
      await dialog.getByRole('combobox', { name: 'Reason' }).click()
      await page.getByRole('option', { name: 'Test data' }).click()
      await dialog.getByRole('button', { name: 'Dismiss' }).click()
      await page.getByText('Nothing waits here').waitFor()
    },
    PATIENCE_MS,
  )
})

it(
  'an upload that the server breaks off keeps what arrived and goes on',
  async () => {
    await app.goTo('/imports')
    await page.route('**/files', (route) => route.abort('connectionreset'))
    await page.getByLabel('Files', { exact: true }).setInputFiles(join(folder, 'ward/sound.json'))
    await page.getByRole('button', { name: 'Start the import' }).click()
    await page.getByText('Chartroom cannot be reached. What has arrived is kept').waitFor({ timeout: 30_000 })
    await expectAxeClean(page)
    await pictures('imports-stopped')
    await page.unroute('**/files')
    await page.getByRole('button', { name: 'Go on' }).click()
    await page.waitForURL(/\/imports\/[0-9a-f-]{36}$/)
    await page.getByText('2 in = 0 stored + 2 unchanged + 0 refused').waitFor({ timeout: 60_000 })
  },
  PATIENCE_MS,
)

it('no page complained, and none asked another host', () => {
  expect(app.complaints).toEqual([])
  expect(app.foreign).toEqual([])
})

// Signing in, the account and the users: the real pages on the real routes, in a real browser.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { build } from 'vite'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { registerIdentityRoutes } from '../../src/features/identity/public.ts'
import { totpCode } from '../../src/features/identity/totp.ts'
import { createTestHttpApp, type TestHttpApp } from '../support/http.ts'
import { openTestPeople, PASSWORD, type TestPeople, TOTP_SECRET } from '../support/people.ts'
import { expectAxeClean } from './support/axe.ts'
import { type RunningBrowser, startBrowser } from './support/browser.ts'

let people: TestPeople
let http: TestHttpApp
let browser: RunningBrowser
let page: Page
let address: string
let folder: string

const PATIENCE_MS = 120_000

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'chartroom-pages-'))
  await build({ logLevel: 'error', build: { outDir: folder, emptyOutDir: true, sourcemap: false } })
  people = await openTestPeople()
  http = await createTestHttpApp(folder)
  registerIdentityRoutes(http.app, people.deps)
  await people.add('boss', ['administrator'])
  await people.add('tess', ['supervisor'], TOTP_SECRET)
  address = await http.app.listen({ host: '127.0.0.1', port: 0 })
  browser = await startBrowser()
  page = await browser.context.newPage()
}, 120_000)

afterAll(async () => {
  await browser?.close()
  await http?.close()
  await people?.close()
  await rm(folder, { recursive: true, force: true })
})

async function expectCleanInBothLooks(name: string): Promise<void> {
  for (const theme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' })
    await page.locator(`html[data-mantine-color-scheme="${theme}"]`).waitFor({ state: 'attached' })
    await expectAxeClean(page)
    if (process.env.CHARTROOM_PICTURES) {
      await page.screenshot({ path: join(process.env.CHARTROOM_PICTURES, `${name}-${theme}.png`) })
    }
  }
}

async function enterPassword(userName: string, password: string): Promise<void> {
  await page.getByLabel('User name').fill(userName)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.keyboard.press('Enter')
}

const heading = (name: string) => page.getByRole('heading', { level: 1, name }).waitFor()

it(
  'a wrong password is told so, a right one asks for the code, and the code opens the desk',
  async () => {
    await page.goto(`${address}/`)
    await heading('Sign in')
    await expectCleanInBothLooks('sign-in')
    await enterPassword('tess', 'not the password')
    await page.getByText('do not belong together').waitFor()
    await enterPassword('tess', PASSWORD)
    await heading('One more step')
    await expectCleanInBothLooks('second-step')
    await page.getByLabel('Code').fill(totpCode(TOTP_SECRET, people.clock.now()))
    await page.keyboard.press('Enter')
    await page.getByRole('navigation').first().waitFor()
  },
  PATIENCE_MS,
)

it(
  'the account page changes the password and shows where one is signed in',
  async () => {
    await page.goto(`${address}/account`)
    await heading('My account')
    await page.getByText('This one').waitFor()
    await expectCleanInBothLooks('account')
    await page.getByLabel('Present password').fill(PASSWORD)
    await page.getByLabel('New password', { exact: true }).fill('short')
    await page.getByText('Use at least 12 characters.').waitFor()
    await page.getByLabel('New password', { exact: true }).fill('copper lantern tide')
    await page.getByLabel('New password again').fill('copper lantern tide')
    await page.getByRole('button', { name: 'Change password' }).click()
    await page.getByText('Your password is changed.').waitFor()
  },
  PATIENCE_MS,
)

it(
  'an administrator makes a user, who chooses a password and sets up a second factor',
  async () => {
    await browser.context.clearCookies()
    await page.goto(`${address}/users`)
    await heading('Sign in')
    await enterPassword('boss', PASSWORD)
    await page.getByRole('navigation').first().waitFor()
    await page.goto(`${address}/users`)
    await heading('Users')
    await page.getByText('Test tess').waitFor()
    await expectCleanInBothLooks('users')

    await page.getByRole('button', { name: 'New user' }).click()
    await page.getByLabel('Name', { exact: true }).fill('Nora Fern')
    await page.getByLabel('User name').fill('nora')
    await page.getByRole('combobox', { name: 'Roles' }).fill('Coder')
    await page.getByRole('option', { name: 'Coder' }).click()
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Create' }).click()
    const temporary = await page.locator('strong').innerText()
    await expectCleanInBothLooks('temporary-password')

    await browser.context.clearCookies()
    await page.goto(`${address}/sign-in`)
    await enterPassword('nora', temporary)
    await heading('My account')
    await page.getByText('Choose your own').waitFor()
    await page.getByLabel('Present password').fill(temporary)
    await page.getByLabel('New password', { exact: true }).fill('copper lantern tide')
    await page.getByLabel('New password again').fill('copper lantern tide')
    await page.getByRole('button', { name: 'Change password' }).click()

    await page.getByLabel('Your password, once more').fill('copper lantern tide')
    await page.getByRole('button', { name: 'Set it up' }).click()
    const secret = await page.getByText(/^[A-Z2-7]{32}$/).innerText()
    await expectCleanInBothLooks('enrol')
    await page.getByLabel('The code that the app shows').fill(totpCode(secret, people.clock.now()))
    await page.getByRole('button', { name: 'Turn it on' }).click()
    await page.getByRole('heading', { name: 'Your backup codes' }).waitFor()
    expect(
      await page
        .locator('li')
        .filter({ hasText: /^([a-z0-9]{5}-){2}[a-z0-9]{5}$/ })
        .count(),
    ).toBe(10)
    await expectCleanInBothLooks('backup-codes')
  },
  PATIENCE_MS,
)

// The desk without a department: every part in a real browser, by keyboard, in both looks, at every width.
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { expectAxeClean } from './support/axe.ts'
import { type RunningBrowser, startBrowser } from './support/browser.ts'
import { type DeskOnlyServer, startDeskOnly } from './support/desk-only-server.ts'
import { type OpenedApp, openApp } from './support/open-app.ts'

const session = {
  user: { userId: 'u-1', name: 'Rosa Lindqvist', username: 'rosa' },
  roles: ['records_technician'],
  permissions: [],
  duty: null,
  hasSecondFactor: false,
  idleMinutes: 15,
  expiresAt: '2026-12-31T00:00:00Z',
  timeZone: 'America/Chicago',
}

let server: DeskOnlyServer
let browser: RunningBrowser
let page: Page
let app: OpenedApp | undefined

beforeAll(async () => {
  server = await startDeskOnly()
  browser = await startBrowser()
}, 120_000)

afterAll(async () => {
  await browser.close()
  await server.close()
})

beforeEach(async () => {
  server.answer('GET', '/api/session', 200, session)
  await app?.close()
  app = await openApp(browser, server.address, '/_kit')
  page = app.page
  await page.getByRole('heading', { level: 1, name: 'Parts of the desk' }).waitFor()
})

const focused = () => page.evaluate(() => document.activeElement?.textContent ?? '')

describe('the desk', () => {
  it('keeps its own policy: no inline script, no foreign address, no error', async () => {
    await page.getByRole('img', { name: /Haemoglobin: 10 values/ }).waitFor()
    expect(app?.complaints).toEqual([])
    expect(app?.foreign).toEqual([])
  })

  it('names the window after the page', async () => {
    expect(await page.title()).toBe('Chartroom — Parts of the desk')
  })

  it.each(['light', 'dark'] as const)(
    'has nothing for axe to find in the %s look, at each width',
    async (theme) => {
      await page.emulateMedia({ colorScheme: theme })
      await page.locator(`html[data-mantine-color-scheme="${theme}"]`).waitFor({ state: 'attached' })
      for (const width of [1920, 1280, 640]) {
        await page.setViewportSize({ width, height: width === 640 ? 400 : 900 })
        await expectAxeClean(page)
      }
    },
  )

  it('never scrolls sideways, also at 200 % zoom and 320 pixels wide', async () => {
    for (const width of [1920, 1280, 640, 320]) {
      await page.setViewportSize({ width, height: 700 })
      const over = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      )
      expect(over, `at ${width}`).toBeLessThanOrEqual(0)
    }
  })

  it('remembers the chosen look without a flash of the other', async () => {
    await page.getByRole('button', { name: /^Look:/ }).click()
    await page.getByRole('menuitemradio', { name: 'Dark' }).click()
    await page.reload({ waitUntil: 'commit' })
    await page.locator('html[data-mantine-color-scheme="dark"]').waitFor({ state: 'attached' })
    await page.getByRole('button', { name: /^Look: Dark/ }).click()
    await page.getByRole('menuitemradio', { name: 'As the system says' }).click()
    await page.locator('html[data-mantine-color-scheme="light"]').waitFor({ state: 'attached' })
  })
})

describe('the navigation', () => {
  const navigation = () => page.getByRole('navigation', { name: 'Work queues and pages' })

  it('shows what the user may open, in groups, with counts', async () => {
    await navigation().getByRole('link', { name: 'Requests 128 waiting' }).waitFor()
    await navigation().getByRole('link', { name: 'My work 14 waiting' }).waitFor()
    expect(await navigation().getByRole('link', { name: 'Users' }).count()).toBe(0)
    expect(await navigation().getByRole('heading', { name: 'Administration' }).count()).toBe(0)
  })

  it('opens a page, names it, marks it, and moves the focus to it', async () => {
    await navigation().getByRole('link', { name: 'Find a patient' }).click()
    await page.getByRole('heading', { level: 1, name: 'Find a patient' }).waitFor()
    expect(await page.title()).toBe('Chartroom — Find a patient')
    expect(await navigation().locator('[aria-current="page"]').textContent()).toContain('Find a patient')
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('main')
    await expectAxeClean(page)
  })

  it('says that a page is for others, when its address is typed', async () => {
    await page.goto(`${server.address}/_kit/users`)
    await page.getByText('Your roles do not include this page').waitFor()
  })

  it('slides in and out where there is no room for it', async () => {
    await page.setViewportSize({ width: 640, height: 400 })
    const link = navigation().getByRole('link', { name: 'Import' })
    await link.waitFor({ state: 'hidden' })
    await page.getByRole('button', { name: 'Work queues and pages' }).click()
    await link.waitFor({ state: 'visible' })
    await expectAxeClean(page)
    await page.keyboard.press('Escape')
    await link.waitFor({ state: 'hidden' })
  })
})

describe('the keyboard', () => {
  it('goes to pages by sequences, but not while somebody types', async () => {
    await page.keyboard.press('g')
    await page.keyboard.press('i')
    await page.getByRole('heading', { level: 1, name: 'Import' }).waitFor()
    await page.goBack()
    await page.getByLabel('Family name').pressSequentially('gi')
    expect(await page.title()).toBe('Chartroom — Parts of the desk')
  })

  it('finds patients in the palette and forgets them, but remembers pages', async () => {
    await page.keyboard.press('Control+k')
    const field = page.getByRole('combobox', { name: 'Search and commands' })
    await field.fill('quill')
    await page.getByRole('option', { name: /Ada Quill/ }).waitFor()
    await page.keyboard.press('ArrowDown')
    expect(await page.getByRole('option', { selected: true }).textContent()).toContain('Bram Quillan')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { level: 1, name: 'Find a patient' }).waitFor()
    await page.keyboard.press('Control+k')
    await field.fill('bundle')
    await page.getByRole('option', { name: 'Import a folder' }).waitFor()
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { level: 1, name: 'Import' }).waitFor()
    expect(await page.evaluate(() => window.localStorage.getItem('chartroom-recent'))).toBe(
      '["command:story.import"]',
    )
  })

  it('skips to the page first', async () => {
    await page.keyboard.press('Tab')
    expect(await focused()).toBe('Skip to the page')
    await page.keyboard.press('Enter')
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('main')
  })

  it('opens the palette, finds a page, goes there, and gives the focus back', async () => {
    await page.keyboard.press('Control+k')
    const field = page.getByRole('combobox', { name: 'Search and commands' })
    await field.fill('desk parts')
    await page.getByRole('option', { name: 'Parts of the desk' }).waitFor()
    await expectAxeClean(page)
    await field.fill('nothing like this')
    await page.getByText('Nothing found. Try fewer letters.').waitFor()
    await page.keyboard.press('Escape')
    await field.waitFor({ state: 'detached' })
  })

  it('shows the map of the keys that work', async () => {
    await page.keyboard.press('?')
    const map = page.getByRole('dialog', { name: 'Keyboard map' })
    await map.getByText('Search and commands').waitFor()
    await map.getByText('Next row').first().waitFor()
    await expectAxeClean(page)
    await page.keyboard.press('Escape')
    await map.waitFor({ state: 'detached' })
  })

  it('walks a long list of which only the rows in view are drawn', async () => {
    const list = page.getByRole('grid', { name: 'Documents received' })
    expect(await list.getByRole('row').count()).toBeLessThan(80)
    await list.getByRole('row').nth(1).focus()
    await page.keyboard.press('End')
    await page.waitForFunction(() => document.activeElement?.getAttribute('aria-rowindex') === '401')
    await page.keyboard.press('k')
    await page.waitForFunction(() => document.activeElement?.getAttribute('aria-rowindex') === '400')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'History of the entry' }).waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('heading', { name: 'History of the entry' }).waitFor({ state: 'detached' })
  })

  it('reads a plot point by point', async () => {
    await page.getByRole('img', { name: /Haemoglobin/ }).focus()
    await page.keyboard.press('ArrowRight')
    await page.getByText('13.4 g/dL · 04 Jan 2026 02:30').waitFor()
    await page.keyboard.press('End')
    await page.getByText('13 g/dL · 13 Oct 2026 03:30').waitFor()
  })

  it('moves the line of a split view', async () => {
    const line = page.getByRole('separator', { name: 'List and detail' })
    const before = Number(await line.getAttribute('aria-valuenow'))
    await line.focus()
    await page.keyboard.press('ArrowLeft')
    expect(Number(await line.getAttribute('aria-valuenow'))).toBe(before - 2)
  })
})

describe('dialogs', () => {
  it('ask for a reason, keep the focus inside, and pass axe', async () => {
    await page.getByRole('button', { name: 'Ask a reason' }).click()
    const dialog = page.getByRole('dialog', { name: 'Open a restricted chart' })
    await dialog.waitFor()
    await expectAxeClean(page)
    await dialog.getByRole('button', { name: 'Open', exact: true }).click()
    await dialog.getByText('Choose a reason.').waitFor()
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
    expect(await focused()).toBe('Ask a reason')
  })
})

describe('a session', () => {
  it('that is locked covers the desk until the password is given', async () => {
    server.answer('GET', '/api/session', 403, {
      error: { code: 'identity.session_locked', message: 'Locked.', details: {} },
    })
    await page.goto(`${server.address}/_kit`)
    await page.getByRole('heading', { name: 'Locked' }).waitFor()
    expect(await page.getByText('Documents received').count()).toBe(0)
    await expectAxeClean(page)
    server.answer('GET', '/api/session', 200, session)
    server.answer('POST', '/api/session/unlock', 204, undefined)
    await page.getByLabel('Password', { exact: true }).fill('correct horse')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { level: 1, name: 'Parts of the desk' }).waitFor()
  })

  it('that is lost leads to the sign-in page', async () => {
    server.answer('GET', '/api/session', 401, {
      error: { code: 'identity.not_signed_in', message: 'Sign in.', details: {} },
    })
    await page.goto(`${server.address}/_kit`)
    await page.waitForURL('**/sign-in')
  })

  it('whose server fails says so and can be tried again', async () => {
    server.answer('GET', '/api/session', 500, {
      error: {
        code: 'platform.unexpected',
        message: 'Something went wrong inside Chartroom.',
        details: {},
        correlationId: 'c-1',
      },
    })
    await page.goto(`${server.address}/_kit`)
    await page.getByText('Something went wrong inside Chartroom.').waitFor()
    await page.getByText('Reference c-1').waitFor()
    server.answer('GET', '/api/session', 200, session)
    await page.getByRole('button', { name: 'Try again' }).click()
    await page.getByRole('heading', { level: 1, name: 'Parts of the desk' }).waitFor()
  })
})

it('says so at an address that leads nowhere', async () => {
  await page.goto(`${server.address}/no/such/page`)
  await page.getByRole('heading', { name: 'There is no page here' }).waitFor()
  expect(await page.title()).toBe('Chartroom — Page not found')
  await expectAxeClean(page)
})

it('says so when the network is gone', async () => {
  await browser.context.setOffline(true)
  await page.getByText('No network. What you see may be old').waitFor()
  await browser.context.setOffline(false)
  await page.getByText('No network. What you see may be old').waitFor({ state: 'detached' })
})

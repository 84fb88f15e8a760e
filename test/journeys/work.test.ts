// A working day: the home page and the queues on the real routes, in a real browser.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { build } from 'vite'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { registerIdentityRoutes, systemCtx } from '../../src/features/identity/public.ts'
import {
  claimNext,
  type NewWorkItem,
  raiseItems,
  registerWorkRoutes,
} from '../../src/features/worklists/public.ts'
import { registerLiveRoutes } from '../../src/platform/live/live-route.ts'
import { createTestHttpApp, type TestHttpApp } from '../support/http.ts'
import { openTestPeople, PASSWORD, type TestPeople } from '../support/people.ts'
import { expectAxeClean } from './support/axe.ts'
import { type RunningBrowser, startBrowser } from './support/browser.ts'
import { shootAll } from './support/shoot.ts'

const PATIENCE_MS = 120_000
const DAY_MS = 86_400_000
let people: TestPeople
let http: TestHttpApp
let browser: RunningBrowser
let page: Page
let address: string
let folder: string
const finder = systemCtx('job', 'finder', 'worker')

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'chartroom-pages-'))
  await build({ logLevel: 'error', build: { outDir: folder, emptyOutDir: true, sourcemap: false } })
  people = await openTestPeople()
  http = await createTestHttpApp(folder)
  registerIdentityRoutes(http.app, people.deps)
  registerLiveRoutes(http.app, people.deps)
  registerWorkRoutes(http.app, people.deps)
  await people.add('rosa', ['records_technician'])
  await people.add('boss', ['supervisor'])
  await people.add('adam', ['administrator'])
  await raise(...dayOfWork())
  address = await http.app.listen({ host: '127.0.0.1', port: 0 })
  browser = await startBrowser()
  page = await browser.context.newPage()
}, PATIENCE_MS)

afterAll(async () => {
  await browser?.close()
  await http?.close()
  await people?.close()
  await rm(folder, { recursive: true, force: true })
})

function raise(...items: NewWorkItem[]) {
  return people.deps.db.kysely.transaction().execute((tx) => raiseItems(people.deps, tx, finder, items))
}

function dayOfWork(): NewWorkItem[] {
  const now = people.clock.now().getTime()
  const kinds = [
    ['review-duplicate', 9],
    ['complete-demographics', 5],
    ['index-document', 14],
    ['close-encounter', 4],
    ['code-encounter', 23],
    ['second-look', 3],
    ['sign-document', 11],
    ['review-documentation', 6],
  ] as const
  const usual = kinds.flatMap(([kind, count]) =>
    Array.from({ length: count }, (_, place) => ({
      kind,
      subjectKind: 'example',
      subjectId: `${kind}-${place}`,
      openedAt: new Date(now - ((place * 7) % 9) * DAY_MS),
    })),
  )
  return [
    ...usual,
    {
      kind: 'split-overlay',
      subjectKind: 'mpi_record',
      subjectId: 'overlay-1',
      title: 'One record that may hold two people',
      openedAt: new Date(now - DAY_MS),
    },
    {
      kind: 'review-rejects',
      subjectKind: 'import_run',
      subjectId: 'run-1',
      title: 'Look through what the laboratory feed could not place',
    },
  ]
}

const heading = (name: string) => page.getByRole('heading', { level: 1, name }).waitFor()

async function expectCleanInBothLooks(name: string): Promise<void> {
  for (const theme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' })
    await page.locator(`html[data-mantine-color-scheme="${theme}"]`).waitFor({ state: 'attached' })
    await expectAxeClean(page)
  }
  if (process.env.CHARTROOM_PICTURES) await shootAll(page, name)
}

async function signIn(userName: string): Promise<void> {
  await page.context().clearCookies()
  await page.goto(`${address}/sign-in`)
  await page.getByLabel('User name').fill(userName)
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD)
  await page.keyboard.press('Enter')
  await page.getByRole('navigation').first().waitFor()
}

it(
  'the day begins at my work: take the next one, finish it and go on, all by keyboard',
  async () => {
    await signIn('rosa')
    await page.goto(`${address}/`)
    await heading('My work')
    await page.getByText('Your hands are free').waitFor()
    await expectCleanInBothLooks('my-work-free')

    await page.keyboard.press('n')
    const mine = page.getByRole('grid', { name: 'In my hands' })
    await mine.getByText('Split an overlay').waitFor()
    await page.getByRole('complementary').getByText('Put back').waitFor()
    await expectCleanInBothLooks('my-work-taken')

    await page.keyboard.press('d')
    await page.getByRole('radio', { name: 'It is one person' }).check()
    await expectCleanInBothLooks('my-work-finish')
    await page.keyboard.press('Enter')
    await page.getByText('Your hands are free').waitFor()
    const done = await people.trail('worklists.claimed', 'worklists.finished')
    expect(done.map((event) => event.action)).toEqual(['worklists.claimed', 'worklists.finished'])
  },
  PATIENCE_MS,
)

it(
  'a row is claimed with c and put back with r',
  async () => {
    const next = page.getByRole('grid', { name: 'Next for me' })
    await next.locator('[data-row-index="1"]').focus()
    await page.keyboard.press('c')
    const mine = page.getByRole('grid', { name: 'In my hands' })
    await mine.locator('[data-row-index="0"]').waitFor()
    await mine.locator('[data-row-index="0"]').focus()
    await page.keyboard.press('r')
    await page.getByText('Your hands are free').waitFor()
  },
  PATIENCE_MS,
)

it(
  'a queue shows what waits and who has it, and hears by itself when somebody takes one',
  async () => {
    await page
      .getByRole('link', { name: /Identity/ })
      .first()
      .click()
    await heading('Identity')
    const grid = page.getByRole('grid', { name: 'Queue Identity' })
    await grid.getByText('Review a duplicate').first().waitFor()
    await expectCleanInBothLooks('queue')
    const other = {
      ...finder,
      actor: {
        ...finder.actor,
        id: 'other',
        name: 'Tess Okafor',
        roles: ['records_technician'],
        permissions: new Set(['work.claim', 'work.read']),
      },
    }
    await claimNext(people.deps, other, 'identity')
    await grid.getByText('Tess Okafor').waitFor()
    await grid.getByText('Tess Okafor').click()
    await page.getByRole('complementary').getByText('What happened').waitFor()
    await expectCleanInBothLooks('queue-item')
  },
  PATIENCE_MS,
)

it(
  'an empty queue says so, and the supervisor gives work to somebody',
  async () => {
    await signIn('boss')
    await page.goto(`${address}/work/release`)
    await page.getByText('This queue is empty').waitFor()
    await expectCleanInBothLooks('queue-empty')
    await page.goto(`${address}/work/coding`)
    const row = page.getByRole('grid', { name: 'Queue Coding' }).locator('[data-row-index="0"]')
    await row.click()
    await page.getByRole('complementary').getByText('Direct').waitFor()
    await expectCleanInBothLooks('queue-direct')
    await page.getByRole('complementary').getByLabel('Priority').click()
    await page.getByRole('option', { name: 'At once' }).click()
    await expect.poll(() => people.trail('worklists.reprioritised')).toHaveLength(1)
  },
  PATIENCE_MS,
)

it(
  'whoever has no work queues begins at the first page that is theirs',
  async () => {
    await signIn('adam')
    await page.goto(`${address}/`)
    await heading('Users')
  },
  PATIENCE_MS,
)

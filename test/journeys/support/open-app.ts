// Opens a page of Chartroom in a tab of its own and writes down everything that must not happen there.
import type { Page } from 'playwright-core'
import type { RunningBrowser } from './browser.ts'

export type OpenedApp = {
  readonly page: Page
  /** Errors of scripts, and what the content security policy had to stop. */
  readonly complaints: readonly string[]
  /** Requests to any other host. */
  readonly foreign: readonly string[]
  /** Goes to a path of the same server. */
  goTo(path: string): Promise<void>
  close(): Promise<void>
}

export async function openApp(browser: RunningBrowser, address: string, path = '/'): Promise<OpenedApp> {
  const page = await browser.context.newPage()
  const complaints: string[] = []
  const foreign: string[] = []
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('console', (message) => {
    if (message.text().includes('Content Security Policy')) complaints.push(message.text())
  })
  page.on('request', (request) => {
    const url = new URL(request.url())
    if (url.origin !== address && url.protocol.startsWith('http')) foreign.push(request.url())
  })
  const goTo = async (to: string) => {
    await page.goto(`${address}${to}`)
  }
  await goTo(path)
  return { page, complaints, foreign, goTo, close: () => page.close() }
}

// Starts a real Chromium: the system's where there is one, otherwise the one packed in a dev dependency.
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BrowserContext, chromium } from 'playwright-core'

const SYSTEM_CHROMIUM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

export type BrowserOptions = {
  readonly width?: number
  readonly height?: number
  readonly theme?: 'light' | 'dark'
  /** 2 is what a reader sees at 200 % zoom: half the room, everything twice as large. */
  readonly zoom?: number
}

export type RunningBrowser = { readonly context: BrowserContext; close(): Promise<void> }

/** A browser with an empty profile of its own. */
export async function startBrowser(options: BrowserOptions = {}): Promise<RunningBrowser> {
  const profile = await mkdtemp(join(tmpdir(), 'chartroom-browser-'))
  const { executablePath, args } = await findChromium()
  const zoom = options.zoom ?? 1
  const context = await chromium.launchPersistentContext(profile, {
    executablePath,
    args,
    headless: true,
    viewport: {
      width: Math.round((options.width ?? 1280) / zoom),
      height: Math.round((options.height ?? 800) / zoom),
    },
    deviceScaleFactor: zoom,
    colorScheme: options.theme ?? 'light',
    reducedMotion: 'reduce',
    locale: 'en-US',
    timezoneId: 'America/Chicago',
    acceptDownloads: true,
  })
  return {
    context,
    async close() {
      await context.close()
      await rm(profile, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

async function findChromium(): Promise<{ executablePath: string; args: string[] }> {
  const named = process.env.CHARTROOM_TEST_CHROMIUM
  const executablePath = [...(named === undefined ? [] : [named]), ...SYSTEM_CHROMIUM].find((path) =>
    existsSync(path),
  )
  if (executablePath !== undefined) return { executablePath, args: FLAGS }
  const { default: packed } = await import('@sparticuz/chromium')
  return { executablePath: await packed.executablePath(), args: [...packed.args, ...FLAGS] }
}

// Pictures of pages, for people to look at; they land in test-results/, which is not kept.
import { mkdir } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'

const FOLDER = fileURLToPath(new URL('../../../test-results/', import.meta.url))

export type ShootOptions = {
  readonly theme?: 'light' | 'dark'
  readonly width?: number
  readonly height?: number
  /** 2 lays the page out in half the width, as at 200 % zoom. */
  readonly zoom?: number
  /** The whole page, not only what is in view. */
  readonly full?: boolean
}

/** Takes one picture and puts the page back as it was; returns the file. */
export async function shoot(page: Page, name: string, options: ShootOptions = {}): Promise<string> {
  await mkdir(FOLDER, { recursive: true })
  const before = page.viewportSize()
  const zoom = options.zoom ?? 1
  const width = options.width ?? 1280
  await page.emulateMedia({ colorScheme: options.theme ?? 'light' })
  await page.setViewportSize({
    width: Math.round(width / zoom),
    height: Math.round((options.height ?? 800) / zoom),
  })
  const file = `${FOLDER}${name}-${options.theme ?? 'light'}-${width}${zoom === 1 ? '' : `-x${zoom}`}.png`
  await page.screenshot({ path: file, fullPage: options.full ?? false, animations: 'disabled' })
  if (before !== null) await page.setViewportSize(before)
  return file
}

/** The six pictures that every page is judged by: light and dark, at 1280, 1920, and 200 % zoom. */
export async function shootAll(page: Page, name: string): Promise<readonly string[]> {
  const files: string[] = []
  for (const theme of ['light', 'dark'] as const) {
    files.push(await shoot(page, name, { theme, width: 1280 }))
    files.push(await shoot(page, name, { theme, width: 1920, height: 1080 }))
    files.push(await shoot(page, name, { theme, width: 1280, zoom: 2 }))
  }
  return files
}

import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8')

function tokensOf(scheme: 'light' | 'dark'): Map<string, string> {
  const block = new RegExp(`color-scheme=["']${scheme}["']\\]\\s*\\{([^}]*)\\}`).exec(css)?.[1] ?? ''
  return new Map(
    Array.from(block.matchAll(/(--[\w-]+):\s*(#[0-9a-f]{6});/g), (match) => [match[1] ?? '', match[2] ?? '']),
  )
}

function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((from) => {
    const share = Number.parseInt(hex.slice(from, from + 2), 16) / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function contrast(a: string, b: string): number {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x)
  return (light + 0.05) / (dark + 0.05)
}

const TONES = ['neutral', 'info', 'good', 'warn', 'bad'] as const
const GROUNDS = [
  '--cr-paper',
  '--cr-surface',
  '--cr-raised',
  '--cr-nav',
  '--cr-hover',
  '--cr-selected',
] as const

describe.each(['light', 'dark'] as const)('the %s look', (scheme) => {
  const tokens = tokensOf(scheme)
  const color = (name: string) => {
    const value = tokens.get(name)
    if (value === undefined) throw new Error(`${scheme} has no ${name}`)
    return value
  }

  it.each(TONES)('writes %s words on their own ground with a contrast of at least 4.5', (tone) => {
    expect(contrast(color(`--cr-${tone}-text`), color(`--cr-${tone}-wash`))).toBeGreaterThanOrEqual(4.5)
  })

  it.each(GROUNDS)('writes ink, quiet ink and accents on %s with a contrast of at least 4.5', (ground) => {
    for (const ink of ['--cr-ink', '--cr-ink-quiet', '--cr-accent'])
      expect(contrast(color(ink), color(ground)), `${ink} on ${ground}`).toBeGreaterThanOrEqual(4.5)
  })

  it('draws the focus ring and the lines of a plot with a contrast of at least 3', () => {
    for (const mark of ['--cr-focus', '--cr-plot-1', '--cr-plot-2', '--cr-plot-3', '--cr-plot-4'])
      expect(contrast(color(mark), color('--cr-surface')), mark).toBeGreaterThanOrEqual(3)
  })

  it('names the same tokens as the other look', () => {
    const own = (from: 'light' | 'dark') =>
      [...tokensOf(from).keys()].filter((name) => name.startsWith('--cr-')).sort()
    expect(own('light')).toEqual(own('dark'))
  })
})

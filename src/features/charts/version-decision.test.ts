import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { decideVersion } from './version-decision.ts'

const hash = (text: string) => createHash('sha256').update(text).digest()
const at = (text: string | null) => ({ versionId: null, updatedAt: text === null ? null : new Date(text) })

describe('a resource that arrives', () => {
  test('is new when its entry is not here yet', () => {
    expect(decideVersion(undefined, { contentHash: hash('a'), sourceVersion: at(null) })).toBe('new')
  })

  const known = (current: string, updatedAt: string | null, ...past: string[]) => ({
    currentHash: hash(current),
    currentUpdatedAt: updatedAt === null ? null : new Date(updatedAt),
    pastHashes: past.map(hash),
  })

  test.each([
    ['the same text changes nothing', known('a', null), 'a', null, 'unchanged'],
    [
      'the same text with a later date changes nothing',
      known('a', '2026-01-01'),
      'a',
      '2026-02-01',
      'unchanged',
    ],
    ['another text without dates replaces the current one', known('a', null), 'b', null, 'updated'],
    ['a later text replaces the current one', known('a', '2026-01-01'), 'b', '2026-01-02', 'updated'],
    [
      'a text of the same instant replaces the current one',
      known('a', '2026-01-01'),
      'b',
      '2026-01-01',
      'updated',
    ],
    ['an older text becomes history', known('a', '2026-01-02'), 'b', '2026-01-01', 'late'],
    [
      'an older text that is history already changes nothing',
      known('a', '2026-01-02', 'b'),
      'b',
      '2026-01-01',
      'unchanged',
    ],
    [
      'an undated text that is history already changes nothing',
      known('a', null, 'b'),
      'b',
      null,
      'unchanged',
    ],
    [
      'a past text that its source dates later is current again',
      known('a', '2026-01-02', 'b'),
      'b',
      '2026-01-03',
      'updated',
    ],
    ['an undated text replaces a dated one', known('a', '2026-01-02'), 'b', null, 'updated'],
  ] as const)('%s', (_sentence, present, text, updatedAt, outcome) => {
    expect(decideVersion(present, { contentHash: hash(text), sourceVersion: at(updatedAt) })).toBe(outcome)
  })
})

import { expect, it } from 'vitest'
import { subjectPath, workplacePath } from './subject-path.ts'

it.each([
  ['a person', { kind: 'review-duplicate', personId: 'p', encounterId: null }, '/charts/p', '/charts/p'],
  [
    'an encounter',
    { kind: 'code-encounter', personId: 'p', encounterId: 'e' },
    '/charts/p/encounters/e',
    '/charts/p',
  ],
  ['rejects', { kind: 'review-rejects', personId: null, encounterId: null }, '/rejects', '/rejects'],
  [
    'nothing with a page',
    { kind: 'answer-request', personId: null, encounterId: null },
    undefined,
    undefined,
  ],
] as const)('about %s', (_name, item, path, workplace) => {
  expect(subjectPath(item)).toBe(path)
  expect(workplacePath(item)).toBe(workplace)
})

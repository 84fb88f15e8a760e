import { describe, expect, test } from 'vitest'
import { chosenOf, nextAfter, resubmissionInWords } from './settled-rejects.ts'

describe('when items leave the list, the work goes on with', () => {
  const keys = ['a', 'b', 'c', 'd']
  test.each([
    [['b'], 'c'],
    [['d'], 'c'],
    [['a', 'c'], 'd'],
    [['c', 'd'], 'b'],
    [['a', 'b', 'c', 'd'], undefined],
    [['x'], 'a'],
  ])('after %j: %s', (chosen, next) => {
    expect(nextAfter(keys, new Set(chosen))).toBe(next)
  })
})

test('an act is about what is marked, and else about what is open', () => {
  expect(chosenOf(new Set(['a', 'b']), 'c')).toEqual(['a', 'b'])
  expect(chosenOf(new Set(), 'c')).toEqual(['c'])
  expect(chosenOf(new Set(), undefined)).toEqual([])
})

test.each([
  [{ placed: 1, still: 0 }, 'It is in its chart now.'],
  [{ placed: 3, still: 0 }, 'All 3 are in their charts now.'],
  [{ placed: 0, still: 1 }, 'It is refused again.'],
  [{ placed: 2, still: 1 }, '2 placed, 1 refused again.'],
  [null, undefined],
  [{ placed: 'x' }, undefined],
])('the result %j reads %s', (result, words) => {
  expect(resubmissionInWords(result)).toBe(words)
})

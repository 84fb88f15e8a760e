import fc from 'fast-check'
import { expect, test } from 'vitest'
import { derivedId, isUuid, newId } from './ids.ts'

test('ids made one after the other sort in that order, within one millisecond too', () => {
  const ids = Array.from({ length: 20_000 }, () => newId())
  expect(ids.toSorted()).toEqual(ids)
  expect(new Set(ids).size).toBe(ids.length)
})

test('the same parts give the same derived id, and no other parts do', () => {
  fc.assert(
    fc.property(fc.array(fc.string()), fc.array(fc.string()), (a, b) => {
      const same = JSON.stringify(a) === JSON.stringify(b)
      expect(derivedId('space', ...a) === derivedId('space', ...b)).toBe(same)
      expect(derivedId('space', ...a)).not.toBe(derivedId('elsewhere', ...a))
      expect(isUuid(derivedId('space', ...a))).toBe(true)
    }),
  )
})

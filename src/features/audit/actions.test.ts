import { expect, test } from 'vitest'
import { describeAction, nameActions, namedActions } from './actions.ts'

test('a named action reads as a sentence', () => {
  nameActions({ 'shelf.open': 'opened the shelf' })
  expect(describeAction('shelf.open')).toBe('opened the shelf')
  expect(namedActions()).toContainEqual({ action: 'shelf.open', sentence: 'opened the shelf' })
})

test('an action that nobody named still reads as words', () => {
  expect(describeAction('old_thing.was_done')).toBe('old thing was done')
})

test('one action cannot mean two things', () => {
  nameActions({ 'shelf.close': 'closed the shelf' })
  nameActions({ 'shelf.close': 'closed the shelf' })
  expect(() => nameActions({ 'shelf.close': 'nailed the shelf shut' })).toThrow('named twice')
})

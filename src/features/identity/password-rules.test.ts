import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { weaknessesOf } from './password-rules.ts'

const NAME = 'anna.berg'

describe('a new password', () => {
  it.each([
    ['violet kettle drum', 'words of no meaning together'],
    ['hG7!kq92LmZx', 'exactly twelve characters'],
    ['żółta łódź płynie', 'letters beyond ASCII'],
    ['🦊🐢🦉🐙🐬🦔🐝🦋🐌🦕🐳🦩', 'twelve signs outside the basic plane'],
  ])('%s is taken: %s', (password) => {
    expect(weaknessesOf(password, NAME)).toEqual([])
  })

  it.each([
    ['', 'at least 12'],
    ['hG7!kq92LmZ', 'at least 12'],
    ['x'.repeat(257), 'at most 256'],
    ['my Anna.Berg is here', 'user name'],
    ['Password2024!!', 'fewer people'],
    ['P@$$word12345', 'fewer people'],
    ['Hospital2026!!', 'fewer people'],
    ['123456789012', 'fewer people'],
    ['qwertyuiopas', 'fewer people'],
    ['abababababababab', 'different characters'],
  ])('%s is not: %s', (password, reason) => {
    expect(weaknessesOf(password, NAME).join(' ')).toContain(reason)
  })

  it('nothing that contains the user name is ever taken', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (before, after) => {
        expect(weaknessesOf(`${before}${NAME}${after}`, NAME)).not.toEqual([])
      }),
    )
  })
})

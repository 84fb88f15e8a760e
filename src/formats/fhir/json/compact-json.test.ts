import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compact } from './compact-json.ts'

const compacted = (text: string) => new TextDecoder().decode(compact(new TextEncoder().encode(text)))

test.each([
  ['{ "a" : 1.00 }', '{"a":1.00}'],
  ['{"a":1}', '{"a":1}'],
  ['{\n\t"a b": "c \\" d",\r\n "e": [ 1 , 2e+0 ] }', '{"a b":"c \\" d","e":[1,2e+0]}'],
  ['{"a":"\\\\" , "b":1}', '{"a":"\\\\","b":1}'],
  ['{"x":"\\u0041", "é" : "é"}', '{"x":"\\u0041","é":"é"}'],
])('%j becomes %j', (text, expected) => {
  expect(compacted(text)).toBe(expected)
})

test('text without white space comes back as the same bytes', () => {
  const bytes = new TextEncoder().encode('{"a":"b c"}')
  expect(compact(bytes)).toBe(bytes)
})

test('the value stays the same and a second time changes nothing', () => {
  fc.assert(
    fc.property(fc.json(), fc.constantFrom(1, 2, '\t', '\r\n '), (text, indent) => {
      const value: unknown = JSON.parse(text)
      const once = compacted(JSON.stringify(value, null, indent))
      expect(once).toBe(JSON.stringify(value))
      expect(compacted(once)).toBe(once)
    }),
  )
})

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createJsonScanner, scanJson } from './scan-json.ts'
import { defaultJsonLimits } from './text-finding.ts'

const bytesOf = (text: string) => new TextEncoder().encode(text)
const codesOf = (text: string) => scanJson(bytesOf(text)).map((finding) => finding.code)

function parses(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

function isAccepted(text: string): boolean {
  return scanJson(bytesOf(text)).every((finding) => finding.code === 'duplicate-key')
}

describe('the scanner', () => {
  test.each([
    ['{}', []],
    ['[]', []],
    [' {"a": [1, -0.5e+10, true, false, null, "x\\u00e9\\n"]} ', []],
    ['\ufeff{"a":1}', []],
    ['', ['empty']],
    ['  \n ', ['empty']],
    ['{"a":1', ['truncated']],
    ['{"a":"x', ['truncated']],
    ['[1,', ['truncated']],
    ['12', []],
    ['-', ['truncated']],
    ['01', ['syntax']],
    ['{"a":01}', ['syntax']],
    ['{"a":1.}', ['syntax']],
    ['{"a":.5}', ['syntax']],
    ['{"a":+1}', ['syntax']],
    ['{"a":1,}', ['syntax']],
    ['[1,]', ['syntax']],
    ["{'a':1}", ['syntax']],
    ['{a:1}', ['syntax']],
    ['{"a" 1}', ['syntax']],
    ['{"a":"\\x"}', ['syntax']],
    ['{"a":"\\u12g4"}', ['syntax']],
    ['{"a":"tab\there"}', ['syntax']],
    ['{"a":NaN}', ['syntax']],
    ['{"a":nul}', ['syntax']],
    ['{} {}', ['syntax']],
    ['[1 2]', ['syntax']],
    ['[}', ['syntax']],
    ['{"a":1,"a":2}', ['duplicate-key']],
    ['{"a":1,"\\u0061":2}', ['duplicate-key']],
    ['{"é":1,"\\u00e9":2}', ['duplicate-key']],
    ['{"a":{"a":1},"b":{"a":2}}', []],
  ])('%j gives %j', (text, codes) => {
    expect(codesOf(text)).toEqual(codes)
  })

  test('a finding names byte, line, column and path', () => {
    const [finding] = scanJson(bytesOf('{\n  "entry": [\n    {"resource": {"name": tru}}\n  ]\n}'))
    expect(finding).toMatchObject({ line: 3, column: 30, path: '$.entry[0].resource.name', code: 'syntax' })
    expect(finding?.message).toContain('Line 3, column 30 should hold the word true but holds “}”')
  })

  test('a cut file is told at which line it ends', () => {
    const [finding] = scanJson(bytesOf('{\n"a": [\n{"b": 1'))
    expect(finding?.message).toBe(
      'The file ends in the middle of an object at line 3: it was cut short. Get it again from its source.',
    )
  })

  test('nesting of 64 passes and of 65 is refused', () => {
    expect(scanJson(bytesOf('['.repeat(64) + ']'.repeat(64)))).toEqual([])
    expect(codesOf('['.repeat(65) + ']'.repeat(65))).toEqual(['too-deep'])
    expect(codesOf('{"a":'.repeat(100_000))).toEqual(['too-deep'])
  })

  test('a string of the limit passes and a longer one is refused', () => {
    const limits = { ...defaultJsonLimits, stringBytes: 10 }
    expect(scanJson(bytesOf(`["${'x'.repeat(8)}"]`), limits)).toEqual([])
    expect(scanJson(bytesOf(`["${'x'.repeat(11)}"]`), limits)[0]?.code).toBe('too-long')
    expect(scanJson(bytesOf(`[${'1'.repeat(12)}]`), limits)[0]?.code).toBe('too-long')
  })

  test.each([
    ['a lone continuation byte', [0x80]],
    ['Latin-1', [0xe9, 0x20]],
    ['an overlong form', [0xc0, 0xaf]],
    ['an overlong three-byte form', [0xe0, 0x80, 0x80]],
    ['a surrogate', [0xed, 0xa0, 0x80]],
    ['a point beyond Unicode', [0xf4, 0x90, 0x80, 0x80]],
  ])('%s inside a string is an encoding error', (_, middle) => {
    const bytes = new Uint8Array([0x5b, 0x22, ...middle, 0x22, 0x5d])
    expect(scanJson(bytes)[0]?.code).toBe('encoding')
  })

  test.each([
    ['UTF-16 with a mark', Buffer.from('\ufeff{"a":1}', 'utf16le')],
    ['UTF-16 without a mark', Buffer.from('{"a":1}', 'utf16le')],
    ['UTF-16 big-endian', Buffer.from('\ufeff{"a":1}', 'utf16le').swap16()],
    ['UTF-32', Buffer.from([0xff, 0xfe, 0, 0, 0x7b, 0, 0, 0])],
  ])('%s is refused with a sentence about the encoding', (_, bytes) => {
    const [finding] = scanJson(bytes)
    expect(finding?.code).toBe('encoding')
    expect(finding?.message).toContain('UTF-8')
  })

  test('many keys in one object are still compared', () => {
    const members = Array.from({ length: 1000 }, (_, i) => `"k${i}":${i}`)
    expect(codesOf(`{${members.join()}}`)).toEqual([])
    expect(codesOf(`{${[...members, '"k7":0'].join()}}`)).toEqual(['duplicate-key'])
  })
})

describe('the scanner agrees with JSON.parse', () => {
  test('on every JSON text', () => {
    fc.assert(
      fc.property(fc.json(), fc.constantFrom(undefined, 1, '\t'), (text, indent) => {
        const shaped = JSON.stringify(JSON.parse(text), null, indent)
        expect(isAccepted(shaped)).toBe(true)
      }),
      { numRuns: 500 },
    )
  })

  test('on JSON text with characters changed, put in and taken out', () => {
    const edit = fc.record({
      at: fc.double({ min: 0, max: 1, noNaN: true }),
      take: fc.integer({ min: 0, max: 2 }),
      put: fc.constantFrom(
        '',
        '"',
        '\\',
        '{',
        '}',
        '[',
        ']',
        ',',
        ':',
        '0',
        '.',
        'e',
        '-',
        't',
        ' ',
        '\n',
        '\\u0',
        'é',
      ),
    })
    fc.assert(
      fc.property(fc.json(), fc.array(edit, { minLength: 1, maxLength: 3 }), (text, edits) => {
        let changed = text
        for (const { at, take, put } of edits) {
          const from = Math.floor(at * changed.length)
          changed = changed.slice(0, from) + put + changed.slice(from + take)
        }
        const wellFormed = changed.isWellFormed()
        if (wellFormed) expect(isAccepted(changed)).toBe(parses(changed))
      }),
      { numRuns: 3000 },
    )
  })

  test('however the text is cut into chunks', () => {
    fc.assert(
      fc.property(fc.json(), fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1 }), (text, sizes) => {
        const bytes = bytesOf(text)
        const scanner = createJsonScanner({ watchDepth: -1, begin() {}, end() {}, duplicateKey() {} })
        for (let at = 0, turn = 0; at < bytes.length; turn += 1) {
          const size = sizes[turn % sizes.length] as number
          expect(scanner.write(bytes.subarray(at, at + size))).toBeUndefined()
          at += size
        }
        expect(scanner.end()).toBeUndefined()
      }),
      { numRuns: 300 },
    )
  })

  test('duplicate keys are found where they are, and nowhere else', () => {
    const member = fc.tuple(
      fc.constantFrom('a', 'b', 'c', 'dd', 'é', '\\u0061', ''),
      fc.constantFrom('1', '{}', '[{"a":1}]'),
    )
    fc.assert(
      fc.property(fc.array(member, { maxLength: 6 }), fc.integer({ min: 1, max: 9 }), (members, size) => {
        const text = `{${members.map(([key, value]) => `"${key}":${value}`).join()}}`
        const names = members.map(([key]) => JSON.parse(`"${key}"`) as string)
        const bytes = bytesOf(text)
        let found = 0
        const scanner = createJsonScanner({
          watchDepth: -1,
          begin() {},
          end() {},
          duplicateKey() {
            found += 1
          },
        })
        for (let at = 0; at < bytes.length; at += size) scanner.write(bytes.subarray(at, at + size))
        expect(scanner.end()).toBeUndefined()
        expect(found).toBe(names.length - new Set(names).size)
      }),
    )
  })
})

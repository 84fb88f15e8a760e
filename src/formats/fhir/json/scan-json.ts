// A strict JSON scanner over bytes that is fed in chunks and builds no objects. RFC 8259, UTF-8 only, duplicate keys reported.
// It keeps one state between chunks, so a file of any size costs the memory of one chunk.

import {
  defaultJsonLimits,
  type JsonLimits,
  sizeInWords,
  type TextFinding,
  type TextFindingCode,
} from './text-finding.ts'

/** Hears of values that begin and end inside the first `watchDepth` containers. */
export type JsonListener = Readonly<{
  watchDepth: number
  /** `depth` counts the containers around the value; `offset` is where its first byte stands, `first` that byte. */
  begin(depth: number, offset: number, first: number): void
  /** `offset` is one past its last byte. */
  end(depth: number, offset: number): void
  duplicateKey(finding: TextFinding): void
}>

export type JsonScanner = Readonly<{
  /** Reads a chunk; the answer is the failure that stopped the scanner, or undefined. */
  write(chunk: Uint8Array): TextFinding | undefined
  /** Says that no more comes. */
  end(): TextFinding | undefined
  /** The key under which the value that is being read stands in the container at this depth (from 1), if that is an object. */
  keyAt(depth: number): string
  /** The position of the value that is being read in the array at this depth (from 1). */
  indexAt(depth: number): number
  isArrayAt(depth: number): boolean
  line(): number
  finding(code: TextFindingCode, message: string, offset: number): TextFinding
}>

const VALUE = 0
const FIRST_ITEM = 1
const FIRST_KEY = 2
const KEY = 3
const COLON = 4
const NEXT = 5
const AFTER_ROOT = 6
const STRING = 7
const ESCAPE = 8
const HEX = 9
const CONTINUATION = 10
const NUMBER = 11
const LITERAL = 12
const FAILED = 13

// States inside a number.
const MINUS = 0
const ZERO = 1
const INTEGER = 2
const POINT = 3
const FRACTION = 4
const EXPONENT = 5
const EXPONENT_SIGN = 6
const EXPONENT_DIGITS = 7

const QUOTE = 0x22
const BACKSLASH = 0x5c
const LINE_FEED = 0x0a
const utf8 = new TextDecoder('utf-8')

/** 1 for bytes that stay inside a string without a second look. */
const plain = new Uint8Array(256)
for (let byte = 0x20; byte < 0x80; byte += 1) if (byte !== QUOTE && byte !== BACKSLASH) plain[byte] = 1

const literals: ReadonlyMap<number, string> = new Map([
  [0x74, 'true'],
  [0x66, 'false'],
  [0x6e, 'null'],
])

/** Keys recur by the thousand: a direct-mapped table gives the same string object back without decoding. */
const KEY_SLOTS = 4096
const MANY_KEYS = 24

export function createJsonScanner(
  listener: JsonListener,
  limits: JsonLimits = defaultJsonLimits,
): JsonScanner {
  const containers = new Uint8Array(limits.depth + 2) // 1 object, 2 array
  const keys: string[] = new Array(limits.depth + 2).fill('')
  const indexes = new Float64Array(limits.depth + 2)
  const seenLists: string[][] = Array.from({ length: limits.depth + 2 }, () => [])
  const seenSets: (Set<string> | undefined)[] = new Array(limits.depth + 2).fill(undefined)
  const keySlots: (string | undefined)[] = new Array(KEY_SLOTS).fill(undefined)

  let state = VALUE
  let depth = 0
  let consumed = 0 // bytes of earlier chunks
  let lineNumber = 1
  let lineStart = 0
  let head: Uint8Array | undefined = new Uint8Array(0)
  let failure: TextFinding | undefined

  // Inside a string, number or literal.
  let tokenStart = 0
  let inKey = false
  let escaped = false
  let hexLeft = 0
  let continuationLeft = 0
  let continuationLow = 0x80
  let continuationHigh = 0xbf
  let numberState = ZERO
  let literal = ''
  let literalAt = 0
  let keyParts: Uint8Array[] = []

  function pathNow(): string {
    let path = '$'
    for (let level = 1; level <= depth; level += 1) {
      if (containers[level] === 2) path += `[${indexes[level]}]`
      else if (keys[level] !== '') path += `.${keys[level]}`
    }
    return path
  }

  function finding(code: TextFindingCode, message: string, offset: number): TextFinding {
    return { code, message, offset, line: lineNumber, column: offset - lineStart + 1, path: pathNow() }
  }

  function fail(code: TextFindingCode, message: string, offset: number): TextFinding {
    failure = finding(code, message, offset)
    state = FAILED
    return failure
  }

  function failAt(offset: number, byte: number, expected: string): TextFinding {
    const shown =
      byte > 0x20 && byte < 0x7f
        ? `“${String.fromCharCode(byte)}”`
        : `the byte ${byte.toString(16).padStart(2, '0')}`
    const place = `Line ${lineNumber}, column ${offset - lineStart + 1}`
    return fail(
      'syntax',
      `${place} should hold ${expected} but holds ${shown}. The file is damaged there; get it again from its source.`,
      offset,
    )
  }

  function failEncoding(offset: number): TextFinding {
    return fail(
      'encoding',
      `Line ${lineNumber} holds bytes that are not UTF-8 text. FHIR JSON is always UTF-8: have the source export it again as UTF-8.`,
      offset,
    )
  }

  function failLong(offset: number): TextFinding {
    return fail(
      'too-long',
      `A single value on line ${lineNumber} is longer than ${sizeInWords(limits.stringBytes)}, the most that one value may have. Have the source send large attachments as separate files.`,
      offset,
    )
  }

  function decodeKey(chunk: Uint8Array, from: number, to: number): string | undefined {
    if (keyParts.length > 0 || escaped) {
      const parts = [...keyParts, chunk.subarray(from, to)]
      const whole = utf8.decode(joined(parts))
      keyParts = []
      return escaped ? (JSON.parse(`"${whole}"`) as string) : whole
    }
    const length = to - from
    if (length > 64) return utf8.decode(chunk.subarray(from, to))
    let hash = length
    for (let i = from; i < to; i += 1) hash = (Math.imul(hash, 31) + (chunk[i] as number)) | 0
    const slot = (hash ^ (hash >>> 12)) & (KEY_SLOTS - 1)
    const known = keySlots[slot]
    if (known !== undefined && known.length === length) {
      let i = 0
      while (i < length && known.charCodeAt(i) === chunk[from + i]) i += 1
      if (i === length) return known
    }
    const fresh = utf8.decode(chunk.subarray(from, to))
    if (fresh.length === length) keySlots[slot] = fresh // only ASCII keys can be compared byte by byte
    return fresh
  }

  function takeKey(key: string, offset: number): void {
    keys[depth] = key
    const list = seenLists[depth] as string[]
    const set = seenSets[depth]
    if (set !== undefined) {
      if (set.has(key)) reportDuplicate(key, offset)
      else set.add(key)
      return
    }
    for (let i = 0; i < list.length; i += 1) {
      if (list[i] === key) {
        reportDuplicate(key, offset)
        return
      }
    }
    list.push(key)
    if (list.length > MANY_KEYS) seenSets[depth] = new Set(list)
  }

  function reportDuplicate(key: string, offset: number): void {
    const shown = key.length > 60 ? `${key.slice(0, 60)}…` : key
    listener.duplicateKey(
      finding(
        'duplicate-key',
        `“${shown}” stands twice in the same object (the second time on line ${lineNumber}), so it is not clear which one counts. Have the source send it once.`,
        offset,
      ),
    )
  }

  function open(kind: 1 | 2): void {
    depth += 1
    containers[depth] = kind
    indexes[depth] = 0
    keys[depth] = ''
    if (kind === 1) {
      const list = seenLists[depth] as string[]
      list.length = 0
      seenSets[depth] = undefined
    }
  }

  function scan(chunk: Uint8Array, from: number): TextFinding | undefined {
    const n = chunk.length
    const base = consumed
    const watch = listener.watchDepth
    let i = from
    while (i < n) {
      if (state === STRING) {
        while (i < n && plain[chunk[i] as number] === 1) i += 1
        if (base + i - tokenStart > limits.stringBytes) return failLong(base + i)
        if (i >= n) break
        const byte = chunk[i] as number
        i += 1
        if (byte === QUOTE) {
          if (inKey) {
            const start = Math.max(0, tokenStart + 1 - base)
            const key = decodeKey(chunk, start, i - 1)
            takeKey(key as string, tokenStart)
            inKey = false
            state = COLON
          } else {
            state = depth === 0 ? AFTER_ROOT : NEXT
            if (depth <= watch) listener.end(depth, base + i)
          }
        } else if (byte === BACKSLASH) {
          escaped = true
          state = ESCAPE
        } else if (byte >= 0x80) {
          continuationLow = 0x80
          continuationHigh = 0xbf
          if (byte >= 0xc2 && byte <= 0xdf) continuationLeft = 1
          else if (byte >= 0xe0 && byte <= 0xef) {
            continuationLeft = 2
            if (byte === 0xe0) continuationLow = 0xa0
            if (byte === 0xed) continuationHigh = 0x9f
          } else if (byte >= 0xf0 && byte <= 0xf4) {
            continuationLeft = 3
            if (byte === 0xf0) continuationLow = 0x90
            if (byte === 0xf4) continuationHigh = 0x8f
          } else return failEncoding(base + i - 1)
          state = CONTINUATION
        } else {
          return failAt(
            base + i - 1,
            byte,
            'text (line breaks and control characters must be written as escapes)',
          )
        }
        continue
      }
      const byte = chunk[i] as number
      switch (state) {
        case CONTINUATION:
          if (byte < continuationLow || byte > continuationHigh) return failEncoding(base + i)
          continuationLow = 0x80
          continuationHigh = 0xbf
          continuationLeft -= 1
          if (continuationLeft === 0) state = STRING
          i += 1
          continue
        case ESCAPE:
          i += 1
          if (byte === 0x75) {
            hexLeft = 4
            state = HEX
          } else if (isSimpleEscape(byte)) state = STRING
          else return failAt(base + i - 1, byte, 'one of the escapes \\" \\\\ \\/ \\b \\f \\n \\r \\t \\u')
          continue
        case HEX:
          if (!isHexDigit(byte)) return failAt(base + i, byte, 'a hexadecimal digit')
          i += 1
          hexLeft -= 1
          if (hexLeft === 0) state = STRING
          continue
        case NUMBER: {
          if (byte >= 0x30 && byte <= 0x39) {
            if (numberState === INTEGER || numberState === FRACTION || numberState === EXPONENT_DIGITS) {
              i += 1
              continue
            }
            if (numberState === MINUS) numberState = byte === 0x30 ? ZERO : INTEGER
            else if (numberState === POINT) numberState = FRACTION
            else if (numberState === EXPONENT || numberState === EXPONENT_SIGN) numberState = EXPONENT_DIGITS
            else return failAt(base + i, byte, 'no further digit after a leading zero')
            i += 1
            continue
          }
          if (byte === 0x2e && (numberState === ZERO || numberState === INTEGER)) {
            numberState = POINT
            i += 1
            continue
          }
          if (
            (byte === 0x65 || byte === 0x45) &&
            (numberState === ZERO || numberState === INTEGER || numberState === FRACTION)
          ) {
            numberState = EXPONENT
            i += 1
            continue
          }
          if ((byte === 0x2b || byte === 0x2d) && numberState === EXPONENT) {
            numberState = EXPONENT_SIGN
            i += 1
            continue
          }
          if (!isWholeNumber(numberState)) return failAt(base + i, byte, 'a digit')
          if (base + i - tokenStart > limits.stringBytes) return failLong(base + i)
          state = depth === 0 ? AFTER_ROOT : NEXT
          if (depth <= watch) listener.end(depth, base + i)
          continue // the byte itself is looked at again in its new state
        }
        case LITERAL:
          if (byte !== literal.charCodeAt(literalAt)) return failAt(base + i, byte, `the word ${literal}`)
          literalAt += 1
          i += 1
          if (literalAt === literal.length) {
            state = depth === 0 ? AFTER_ROOT : NEXT
            if (depth <= watch) listener.end(depth, base + i)
          }
          continue
      }

      // Between tokens.
      if (byte === LINE_FEED) {
        lineNumber += 1
        lineStart = base + i + 1
        i += 1
        continue
      }
      if (byte === 0x20 || byte === 0x0d || byte === 0x09) {
        i += 1
        continue
      }
      switch (state) {
        case FIRST_KEY:
        case KEY:
          if (byte === QUOTE) {
            tokenStart = base + i
            inKey = true
            escaped = false
            keyParts = []
            state = STRING
          } else if (byte === 0x7d && state === FIRST_KEY) {
            depth -= 1
            state = depth === 0 ? AFTER_ROOT : NEXT
            if (depth <= watch) listener.end(depth, base + i + 1)
          } else return failAt(base + i, byte, state === KEY ? 'a key in quotes' : 'a key in quotes or “}”')
          i += 1
          continue
        case COLON:
          if (byte !== 0x3a) return failAt(base + i, byte, '“:”')
          state = VALUE
          i += 1
          continue
        case NEXT: {
          const isObject = containers[depth] === 1
          if (byte === 0x2c) {
            if (isObject) state = KEY
            else {
              indexes[depth] = (indexes[depth] as number) + 1
              state = VALUE
            }
          } else if (byte === (isObject ? 0x7d : 0x5d)) {
            depth -= 1
            state = depth === 0 ? AFTER_ROOT : NEXT
            if (depth <= watch) listener.end(depth, base + i + 1)
          } else return failAt(base + i, byte, isObject ? 'a comma or “}”' : 'a comma or “]”')
          i += 1
          continue
        }
        case AFTER_ROOT:
          return fail(
            'syntax',
            `Something stands after the end of the document, from line ${lineNumber}. One file holds one JSON document; several resources, one a line, belong in a file that ends in .ndjson.`,
            base + i,
          )
      }

      // VALUE or FIRST_ITEM.
      if (byte === 0x5d && state === FIRST_ITEM) {
        depth -= 1
        state = depth === 0 ? AFTER_ROOT : NEXT
        if (depth <= watch) listener.end(depth, base + i + 1)
        i += 1
        continue
      }
      if (depth <= watch) listener.begin(depth, base + i, byte)
      if (byte === QUOTE) {
        tokenStart = base + i
        state = STRING
      } else if (byte === 0x7b || byte === 0x5b) {
        if (depth >= limits.depth) {
          return fail(
            'too-deep',
            `Line ${lineNumber} nests values more than ${limits.depth} deep, which no FHIR resource needs. Ask the source to check what it sends.`,
            base + i,
          )
        }
        open(byte === 0x7b ? 1 : 2)
        state = byte === 0x7b ? FIRST_KEY : FIRST_ITEM
      } else if (byte === 0x2d || (byte >= 0x30 && byte <= 0x39)) {
        tokenStart = base + i
        numberState = byte === 0x2d ? MINUS : byte === 0x30 ? ZERO : INTEGER
        state = NUMBER
      } else {
        const word = literals.get(byte)
        if (word === undefined) return failAt(base + i, byte, 'a value')
        tokenStart = base + i
        literal = word
        literalAt = 1
        state = LITERAL
      }
      i += 1
    }
    // A key that continues in the next chunk.
    if (inKey && isInsideString(state)) keyParts.push(chunk.slice(Math.max(from, tokenStart + 1 - base)))
    consumed += n
    return undefined
  }

  /** The byte order mark, and what it says about the encoding. */
  function readHead(bytes: Uint8Array): TextFinding | undefined | number {
    const [a, b, c, d] = bytes
    const isUtf16or32 =
      (a === 0xfe && b === 0xff) ||
      (a === 0xff && b === 0xfe) ||
      (a === 0 && b === 0 && (c === 0xfe || c === 0)) ||
      (a === 0 && b !== 0 && c === 0) ||
      (a !== 0 && b === 0 && (c !== 0 || d === 0))
    if (isUtf16or32 && bytes.length >= 2) {
      return fail(
        'encoding',
        'The file is written in UTF-16 or UTF-32. FHIR JSON is always UTF-8: have the source export it again as UTF-8.',
        0,
      )
    }
    if (a === 0xef && b === 0xbb && c === 0xbf) {
      lineStart = 3
      return 3
    }
    return 0
  }

  function write(chunk: Uint8Array): TextFinding | undefined {
    if (failure !== undefined) return failure
    if (head === undefined) return scan(chunk, 0)
    const first = head.length === 0 ? chunk : joined([head, chunk])
    if (first.length < 4) {
      head = first.slice()
      return undefined
    }
    head = undefined
    const skip = readHead(first)
    return typeof skip === 'number' ? scan(first, skip) : skip
  }

  function end(): TextFinding | undefined {
    if (failure !== undefined) return failure
    if (head !== undefined) {
      const first = head
      head = undefined
      const skip = readHead(first)
      const early = typeof skip === 'number' ? scan(first, skip) : skip
      if (early !== undefined) return early
    }
    if (state === NUMBER && depth === 0 && isWholeNumber(numberState)) {
      state = AFTER_ROOT
      listener.end(0, consumed)
    }
    if (state === AFTER_ROOT) return undefined
    if (state === VALUE && depth === 0) {
      return fail('empty', 'The file is empty. Get it again from its source.', consumed)
    }
    const middle = isInsideString(state)
      ? 'a text'
      : depth === 0
        ? 'a value'
        : containers[depth] === 1
          ? 'an object'
          : 'a list'
    return fail(
      'truncated',
      `The file ends in the middle of ${middle} at line ${lineNumber}: it was cut short. Get it again from its source.`,
      consumed,
    )
  }

  return {
    write,
    end,
    keyAt: (level) => keys[level] ?? '',
    indexAt: (level) => indexes[level] ?? 0,
    isArrayAt: (level) => containers[level] === 2,
    line: () => lineNumber,
    finding,
  }
}

function isInsideString(state: number): boolean {
  return state === STRING || state === ESCAPE || state === HEX || state === CONTINUATION
}

function isWholeNumber(state: number): boolean {
  return state === ZERO || state === INTEGER || state === FRACTION || state === EXPONENT_DIGITS
}

function isSimpleEscape(byte: number): boolean {
  return (
    byte === QUOTE ||
    byte === BACKSLASH ||
    byte === 0x2f ||
    byte === 0x62 ||
    byte === 0x66 ||
    byte === 0x6e ||
    byte === 0x72 ||
    byte === 0x74
  )
}

function isHexDigit(byte: number): boolean {
  return (byte >= 0x30 && byte <= 0x39) || (byte >= 0x41 && byte <= 0x46) || (byte >= 0x61 && byte <= 0x66)
}

/** Several pieces as one. */
export function joined(parts: readonly Uint8Array[]): Uint8Array {
  let length = 0
  for (const part of parts) length += part.length
  const whole = new Uint8Array(length)
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

const deaf = { watchDepth: -1, begin() {}, end() {} }

/** Everything wrong with one JSON text; an empty list means that it is valid JSON without duplicate keys. */
export function scanJson(bytes: Uint8Array, limits: JsonLimits = defaultJsonLimits): readonly TextFinding[] {
  const findings: TextFinding[] = []
  const scanner = createJsonScanner({ ...deaf, duplicateKey: (found) => findings.push(found) }, limits)
  const failure = scanner.write(bytes) ?? scanner.end()
  if (failure !== undefined) findings.push(failure)
  return findings
}

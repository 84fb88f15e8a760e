// Cuts a FHIR JSON file into its resources while it is being read: each entry of a Bundle, or the one resource that the file
// is. Memory stays at one entry (or one resource), whatever the file's size.

import { createJsonScanner, type JsonListener, joined } from './scan-json.ts'
import { kindInWords, sniff } from './sniff.ts'
import { defaultJsonLimits, type JsonLimits, sizeInWords, type TextFinding } from './text-finding.ts'

export type SplitEntry = Readonly<{
  kind: 'entry'
  /** Position in `Bundle.entry`, from 0. */
  index: number
  fullUrl: string | undefined
  request: Readonly<Record<string, unknown>> | undefined
  /** The resource's text as it came; undefined when the entry holds none (a DELETE, a search outcome). */
  resource: Uint8Array | undefined
  /** Where the resource (or else the entry) begins: bytes from the start of the file, and its line from 1. */
  offset: number
  line: number
  /** Duplicate keys inside this entry: the entry must be refused, the others need not be. */
  findings: readonly TextFinding[]
}>

/** The file is one resource that is not a Bundle, or one line of NDJSON. */
export type SplitResource = Readonly<{
  kind: 'resource'
  resourceType: string
  resource: Uint8Array
  offset: number
  line: number
  findings: readonly TextFinding[]
}>

/** What stands around the entries: the Bundle without `entry`, as JSON text. Comes last, when the whole file was valid. */
export type SplitEnvelope = Readonly<{
  kind: 'envelope'
  resourceType: 'Bundle'
  envelope: Uint8Array
  entries: number
  findings: readonly TextFinding[]
}>

/** The text is broken from here on. A fatal error ends the file; otherwise only this line is lost, and `raw` is its beginning. */
export type SplitError = Readonly<{ kind: 'error'; finding: TextFinding; fatal: boolean; raw?: Uint8Array }>

export type SplitEvent = SplitEntry | SplitResource | SplitEnvelope | SplitError

export type Splitter = Readonly<{
  /** The pieces that became complete with this chunk. After a fatal error further chunks are ignored. */
  write(chunk: Uint8Array): readonly SplitEvent[]
  end(): readonly SplitEvent[]
}>

const utf8 = new TextDecoder('utf-8')
const NOTHING = -1
const OPENING_BRACE = 0x7b
const OPENING_BRACKET = 0x5b

export function createBundleSplitter(limits: JsonLimits = defaultJsonLimits): Splitter {
  let events: SplitEvent[] = []
  let failed = false
  let began = false

  // Chunks from `holdFrom` on are kept until the piece that needs them is cut out.
  let chunks: { at: number; bytes: Uint8Array }[] = []
  let received = 0
  let holdFrom = NOTHING
  let holdLimit = limits.resourceBytes

  let rootStart = NOTHING
  let rootLine = 1
  let resourceType: string | undefined
  let memberStart = NOTHING
  let envelopeMembers: { key: string; bytes: Uint8Array }[] = []
  const envelopeFindings: TextFinding[] = []
  let envelopeBytes = 0

  let waiting: SplitEntry[] = [] // entries that came before resourceType
  let entryCount = 0
  let entryIsList = true
  let entryIsObject = true
  let entryStart = NOTHING
  let entryLine = 1
  let resourceStart = NOTHING
  let resourceLine = 1
  let resource: Uint8Array | undefined
  let fullUrl: string | undefined
  let request: Readonly<Record<string, unknown>> | undefined
  let entryFindings: TextFinding[] = []
  let shapeFailure: TextFinding | undefined

  function cut(from: number, to: number): Uint8Array {
    const parts: Uint8Array[] = []
    for (const { at, bytes } of chunks) {
      const start = Math.max(from - at, 0)
      const stop = Math.min(to - at, bytes.length)
      if (start < stop) parts.push(bytes.subarray(start, stop))
    }
    return parts.length === 1 ? (parts[0] as Uint8Array) : joined(parts)
  }

  function hold(from: number, limit: number): void {
    holdFrom = from
    holdLimit = limit
  }

  /** Only a Bundle may be let go while it is read; any other root is one resource and is kept whole. */
  function isBundle(): boolean {
    return resourceType === 'Bundle'
  }

  function isInEntries(): boolean {
    return scanner.keyAt(1) === 'entry' && scanner.isArrayAt(2)
  }

  function begin(depth: number, offset: number, first: number): void {
    if (depth === 0) {
      rootStart = offset
      rootLine = scanner.line()
      hold(offset, limits.resourceBytes)
    } else if (depth === 1) {
      memberStart = offset
      if (scanner.keyAt(1) === 'entry') entryIsList = first === OPENING_BRACKET
      if (isBundle() && scanner.keyAt(1) !== 'entry') hold(offset, limits.resourceBytes)
    } else if (depth === 2 && isInEntries()) {
      entryStart = offset
      entryLine = scanner.line()
      entryIsObject = first === OPENING_BRACE
      resource = undefined
      resourceStart = NOTHING
      fullUrl = undefined
      request = undefined
      entryFindings = []
      if (isBundle()) hold(offset, limits.resourceBytes + 64 * 1024)
    } else if (depth === 3 && isInEntries()) {
      memberStart = offset
      if (scanner.keyAt(3) === 'resource') {
        resourceStart = offset
        resourceLine = scanner.line()
      }
    }
  }

  function end(depth: number, offset: number): void {
    if (depth === 3 && isInEntries()) {
      const key = scanner.keyAt(3)
      if (key === 'resource') {
        resource = cut(resourceStart, offset)
        if (isBundle() && offset - resourceStart > limits.resourceBytes)
          shapeFailure ??= tooLong(resourceStart)
      } else if (key === 'fullUrl') fullUrl = textOf(cut(memberStart, offset))
      else if (key === 'request') request = objectOf(cut(memberStart, offset))
    } else if (depth === 2 && isInEntries()) {
      endEntry(offset)
    } else if (depth === 1) {
      endMember(offset)
    } else if (depth === 0) {
      endRoot(offset)
    }
  }

  function endEntry(offset: number): void {
    if (!entryIsObject) {
      // Nothing is lost silently: what is no entry goes on as a refused one.
      resource = cut(entryStart, offset)
      entryFindings.push(
        scanner.finding(
          'not-fhir',
          `Entry ${scanner.indexAt(2) + 1} of the bundle is no JSON object, so it holds no resource. Have the source send it again.`,
          entryStart,
        ),
      )
    }
    const entry: SplitEntry = {
      kind: 'entry',
      index: scanner.indexAt(2),
      fullUrl,
      request,
      resource,
      offset: resourceStart === NOTHING ? entryStart : resourceStart,
      line: resourceStart === NOTHING ? entryLine : resourceLine,
      findings: entryFindings,
    }
    entryStart = NOTHING
    entryFindings = []
    entryCount += 1
    if (isBundle()) {
      events.push(entry)
      holdFrom = NOTHING
    } else waiting.push(entry)
  }

  function endMember(offset: number): void {
    const key = scanner.keyAt(1)
    if (key === 'entry') {
      if (isBundle()) holdFrom = NOTHING
      memberStart = NOTHING
      return
    }
    const bytes = cut(memberStart, offset)
    memberStart = NOTHING
    if (key === 'resourceType' && resourceType === undefined) {
      resourceType = textOf(bytes)
      if (isBundle()) {
        events.push(...waiting)
        holdFrom = NOTHING
      }
      waiting = []
    }
    if (resourceType === undefined || isBundle()) {
      envelopeMembers.push({ key, bytes })
      envelopeBytes += bytes.length
      if (envelopeBytes > limits.resourceBytes) shapeFailure ??= tooLong(rootStart)
      if (isBundle()) holdFrom = NOTHING
    }
  }

  function endRoot(offset: number): void {
    if (resourceType === undefined) {
      shapeFailure ??= scanner.finding(
        'not-fhir',
        'The document names no resourceType, so it is not a FHIR resource. Check that the right file was chosen.',
        rootStart,
      )
      return
    }
    if (isBundle() && !entryIsList) {
      shapeFailure ??= scanner.finding(
        'not-fhir',
        'The bundle’s entry is no list, so its resources cannot be told apart. Have the source send it again.',
        rootStart,
      )
      return
    }
    if (isBundle()) {
      events.push({
        kind: 'envelope',
        resourceType: 'Bundle',
        envelope: envelopeText(),
        entries: entryCount,
        findings: envelopeFindings,
      })
    } else {
      events.push({
        kind: 'resource',
        resourceType,
        resource: cut(rootStart, offset),
        offset: rootStart,
        line: rootLine,
        findings: envelopeFindings,
      })
    }
    holdFrom = NOTHING
    chunks = []
    envelopeMembers = []
  }

  function envelopeText(): Uint8Array {
    const parts: Uint8Array[] = []
    const encoder = new TextEncoder()
    for (const { key, bytes } of envelopeMembers) {
      parts.push(encoder.encode(`${parts.length === 0 ? '{' : ','}${JSON.stringify(key)}:`), bytes)
    }
    parts.push(encoder.encode(parts.length === 0 ? '{}' : '}'))
    return joined(parts)
  }

  function tooLong(offset: number): TextFinding {
    return scanner.finding(
      'too-long',
      `One resource is larger than ${sizeInWords(limits.resourceBytes)}, the most that is taken in at once. Have the source send large attachments as separate files.`,
      offset,
    )
  }

  const listener: JsonListener = {
    watchDepth: 3,
    begin,
    end,
    duplicateKey(finding) {
      if (entryStart !== NOTHING && !isOtherResource()) entryFindings.push(finding)
      else envelopeFindings.push(finding)
    },
  }

  /** An `entry` array of some other resource, List for one, is nothing special. */
  function isOtherResource(): boolean {
    return resourceType !== undefined && !isBundle()
  }

  const scanner = createJsonScanner(listener, limits)

  function failure(finding: TextFinding): void {
    failed = true
    chunks = []
    waiting = []
    events.push({ kind: 'error', finding, fatal: true })
  }

  function take(): readonly SplitEvent[] {
    const taken = events
    events = []
    return taken
  }

  /** A file that does not even begin like a FHIR document is told what it is instead. */
  function refuseForeign(chunk: Uint8Array): TextFinding | undefined {
    const kind = sniff(chunk)
    if (kind === 'json' || kind === 'ndjson' || kind === 'empty' || kind === 'utf16' || kind === 'utf32')
      return undefined
    return scanner.finding(
      'not-json',
      `This is ${kindInWords[kind]}, not FHIR JSON, whatever its name says. Check that the right file was chosen.`,
      0,
    )
  }

  function write(chunk: Uint8Array): readonly SplitEvent[] {
    if (failed || chunk.length === 0) return []
    if (!began && (received > 0 || hasInk(chunk))) {
      began = true
      if (received === 0 && chunk.length >= 4) {
        const foreign = refuseForeign(chunk)
        if (foreign !== undefined) {
          failure(foreign)
          return take()
        }
      }
    }
    chunks.push({ at: received, bytes: chunk })
    received += chunk.length
    const broken = scanner.write(chunk) ?? shapeFailure
    if (broken !== undefined) {
      // What was complete before the break has been emitted; the envelope or resource of a broken file has not.
      events = events.filter((event) => event.kind === 'entry')
      failure(broken)
      return take()
    }
    letGo()
    if (holdFrom !== NOTHING && received - holdFrom > holdLimit) failure(tooLong(holdFrom))
    return take()
  }

  function letGo(): void {
    if (holdFrom === NOTHING) {
      chunks = []
      return
    }
    let kept = 0
    while (kept < chunks.length) {
      const { at, bytes } = chunks[kept] as { at: number; bytes: Uint8Array }
      if (at + bytes.length > holdFrom) break
      kept += 1
    }
    if (kept > 0) chunks = chunks.slice(kept)
  }

  function finish(): readonly SplitEvent[] {
    if (failed) return []
    const broken = scanner.end() ?? shapeFailure
    if (broken !== undefined) {
      events = events.filter((event) => event.kind === 'entry')
      failure(broken)
    } else failed = true
    return take()
  }

  return { write, end: finish }
}

function hasInk(chunk: Uint8Array): boolean {
  return chunk.some((byte) => byte !== 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d)
}

function textOf(bytes: Uint8Array): string | undefined {
  const value: unknown = JSON.parse(utf8.decode(bytes))
  return typeof value === 'string' ? value : undefined
}

function objectOf(bytes: Uint8Array): Readonly<Record<string, unknown>> | undefined {
  const value: unknown = JSON.parse(utf8.decode(bytes))
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : undefined
}

/** The same for bytes that are all in memory. */
export function splitBundle(
  bytes: Uint8Array,
  limits: JsonLimits = defaultJsonLimits,
): readonly SplitEvent[] {
  const splitter = createBundleSplitter(limits)
  return [...splitter.write(bytes), ...splitter.end()]
}

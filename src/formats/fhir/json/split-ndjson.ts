// Cuts NDJSON into its lines: one resource each. A bad line is refused by itself and the next ones go on; a line that never
// ends costs no more memory than the limit.

import { joined, scanJson } from './scan-json.ts'
import { kindInWords, sniff } from './sniff.ts'
import type { SplitEvent, Splitter } from './split-bundle.ts'
import { defaultJsonLimits, type JsonLimits, sizeInWords, type TextFinding } from './text-finding.ts'

const LINE_FEED = 0x0a
/** How much of a refused line is handed over for a person to look at. */
const RAW_BYTES = 64 * 1024
const utf8 = new TextDecoder('utf-8')

export function createNdjsonSplitter(limits: JsonLimits = defaultJsonLimits): Splitter {
  let parts: Uint8Array[] = []
  let held = 0
  let lineNumber = 1
  let lineStart = 0
  let offset = 0
  let skipping = false
  let failed = false
  let lines = 0

  function takeLine(line: Uint8Array): SplitEvent | undefined {
    const skipped = lineNumber === 1 && line[0] === 0xef && line[1] === 0xbb && line[2] === 0xbf ? 3 : 0
    const bytes = line.subarray(skipped)
    if (bytes.every((byte) => byte === 0x20 || byte === 0x09 || byte === 0x0d)) return undefined
    lines += 1
    const found = scanJson(bytes, limits).map(atThisLine)
    const broken = found.find((finding) => finding.code !== 'duplicate-key')
    if (broken !== undefined) return refuse(broken, bytes)
    const value: unknown = JSON.parse(utf8.decode(bytes))
    const resourceType =
      typeof value === 'object' && value !== null && 'resourceType' in value ? value.resourceType : undefined
    if (typeof resourceType !== 'string') {
      return refuse(
        here('not-fhir', `Line ${lineNumber} names no resourceType, so it is not a FHIR resource.`),
        bytes,
      )
    }
    return {
      kind: 'resource',
      resourceType,
      resource: trimmed(bytes),
      offset: lineStart + skipped,
      line: lineNumber,
      findings: found,
    }
  }

  function atThisLine(finding: TextFinding): TextFinding {
    const message =
      finding.code === 'truncated'
        ? `Line ${lineNumber} ends before its resource does: it was cut short, or one resource is spread over several lines. Get the file again from its source.`
        : finding.message.replace(/\b([Ll])ine 1\b/, `$1ine ${lineNumber}`)
    return { ...finding, message, line: lineNumber, offset: lineStart + finding.offset }
  }

  function here(code: TextFinding['code'], message: string): TextFinding {
    return { code, message, offset: lineStart, line: lineNumber, column: 1, path: '$' }
  }

  function refuse(finding: TextFinding, bytes: Uint8Array): SplitEvent {
    return { kind: 'error', finding, fatal: false, raw: bytes.slice(0, RAW_BYTES) }
  }

  function tooLong(): TextFinding {
    return here(
      'too-long',
      `Line ${lineNumber} is longer than ${sizeInWords(limits.resourceBytes)}, the most that one resource may have. Have the source send large attachments as separate files.`,
    )
  }

  function write(chunk: Uint8Array): readonly SplitEvent[] {
    if (failed) return []
    const events: SplitEvent[] = []
    if (offset === 0 && chunk.length >= 4) {
      const kind = sniff(chunk)
      if (kind !== 'json' && kind !== 'ndjson' && kind !== 'empty') {
        failed = true
        const finding =
          kind === 'utf16' || kind === 'utf32'
            ? here(
                'encoding',
                'The file is written in UTF-16 or UTF-32. FHIR JSON is always UTF-8: have the source export it again as UTF-8.',
              )
            : here(
                'not-json',
                `This is ${kindInWords[kind]}, not FHIR JSON, whatever its name says. Check that the right file was chosen.`,
              )
        return [{ kind: 'error', finding, fatal: true }]
      }
    }
    let from = 0
    while (from < chunk.length) {
      const lineEnd = chunk.indexOf(LINE_FEED, from)
      const to = lineEnd < 0 ? chunk.length : lineEnd
      if (!skipping && held + (to - from) > limits.resourceBytes) {
        const start = joined([...parts, chunk.subarray(from, to)].slice(0, 2)).slice(0, RAW_BYTES)
        events.push(refuse(tooLong(), start))
        lines += 1
        skipping = true
        parts = []
        held = 0
      }
      if (!skipping && to > from) {
        parts.push(chunk.subarray(from, to))
        held += to - from
      }
      if (lineEnd >= 0) {
        endLine(events)
        lineNumber += 1
        lineStart = offset + lineEnd + 1
      }
      from = to + 1
    }
    offset += chunk.length
    return events
  }

  function endLine(events: SplitEvent[]): void {
    if (!skipping && held > 0) {
      const event = takeLine(parts.length === 1 ? (parts[0] as Uint8Array) : joined(parts))
      if (event !== undefined) events.push(event)
    }
    skipping = false
    parts = []
    held = 0
  }

  function end(): readonly SplitEvent[] {
    if (failed) return []
    failed = true
    const events: SplitEvent[] = []
    endLine(events)
    if (lines === 0 && events.length === 0) {
      return [
        {
          kind: 'error',
          finding: here('empty', 'The file is empty. Get it again from its source.'),
          fatal: true,
        },
      ]
    }
    return events
  }

  return { write, end }
}

function trimmed(bytes: Uint8Array): Uint8Array {
  let from = 0
  let to = bytes.length
  while (from < to && (bytes[from] as number) <= 0x20) from += 1
  while (to > from && (bytes[to - 1] as number) <= 0x20) to -= 1
  return bytes.subarray(from, to)
}

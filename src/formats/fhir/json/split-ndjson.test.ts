import { expect, test } from 'vitest'
import type { SplitEvent } from './split-bundle.ts'
import { createNdjsonSplitter } from './split-ndjson.ts'
import { defaultJsonLimits } from './text-finding.ts'

const bytesOf = (text: string) => new TextEncoder().encode(text)

function inChunks(text: string, size = 7): SplitEvent[] {
  const splitter = createNdjsonSplitter()
  const bytes = bytesOf(text)
  const events: SplitEvent[] = []
  for (let at = 0; at < bytes.length; at += size)
    events.push(...splitter.write(bytes.subarray(at, at + size)))
  events.push(...splitter.end())
  return events
}

test('each line is a resource, blank lines and carriage returns are skipped', () => {
  const text = '\ufeff{"resourceType":"Patient"}\r\n\n {"resourceType":"Group"} \n{"resourceType":"List"}'
  for (const size of [4, 7, 1000]) {
    const events = inChunks(text, size)
    expect(events.map((event) => event.kind === 'resource' && [event.resourceType, event.line])).toEqual([
      ['Patient', 1],
      ['Group', 3],
      ['List', 4],
    ])
  }
})

test('a bad line is refused by itself and keeps its text', () => {
  const events = inChunks(
    '{"resourceType":"Patient"}\n{"resourceType":"Pat\n{"resourceType":"Group"}\n{"a":1}\n',
  )
  expect(events.map((event) => event.kind)).toEqual(['resource', 'error', 'resource', 'error'])
  expect(events[1]).toMatchObject({ fatal: false, finding: { line: 2, code: 'truncated' } })
  expect(events[3]).toMatchObject({ fatal: false, finding: { line: 4, code: 'not-fhir' } })
  const bad = events[1]
  expect(bad?.kind === 'error' && new TextDecoder().decode(bad.raw)).toBe('{"resourceType":"Pat')
})

test('an endless line is refused once at the limit and the next line goes on', () => {
  const splitter = createNdjsonSplitter({ ...defaultJsonLimits, resourceBytes: 256 * 1024 })
  const events = [...splitter.write(bytesOf('{"resourceType":"Binary","data":"'))]
  const chunk = new Uint8Array(64 * 1024).fill(0x41)
  for (let i = 0; i < 200; i += 1) events.push(...splitter.write(chunk))
  events.push(...splitter.write(bytesOf('"}\n{"resourceType":"Patient"}\n')), ...splitter.end())
  expect(events.map((event) => event.kind)).toEqual(['error', 'resource'])
  expect(events[0]).toMatchObject({ fatal: false, finding: { code: 'too-long', line: 1 } })
  expect(events[1]).toMatchObject({ line: 2 })
})

test('an empty file, a picture and UTF-16 are refused with a sentence', () => {
  expect(inChunks('')[0]).toMatchObject({ kind: 'error', finding: { code: 'empty' } })
  expect(inChunks('\n\n')[0]).toMatchObject({ kind: 'error', finding: { code: 'empty' } })
  const picture = createNdjsonSplitter().write(
    new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
  )
  expect(picture[0]).toMatchObject({ kind: 'error', fatal: true, finding: { code: 'not-json' } })
  const wide = createNdjsonSplitter().write(Buffer.from('\ufeff{"a":1}', 'utf16le'))
  expect(wide[0]).toMatchObject({ kind: 'error', fatal: true, finding: { code: 'encoding' } })
})

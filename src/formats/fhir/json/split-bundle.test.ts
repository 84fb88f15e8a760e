import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createBundleSplitter, type SplitEvent, splitBundle } from './split-bundle.ts'
import { defaultJsonLimits } from './text-finding.ts'

const bytesOf = (text: string) => new TextEncoder().encode(text)
const textOf = (bytes: Uint8Array | undefined) =>
  bytes === undefined ? undefined : new TextDecoder().decode(bytes)

const bundle = `{
  "resourceType": "Bundle",
  "type": "transaction",
  "entry": [
    { "fullUrl": "urn:uuid:1", "resource": { "resourceType": "Patient", "id": "a" },
      "request": { "method": "POST", "url": "Patient" } },
    { "resource": {"resourceType":"List","status":"current","mode":"working","entry":[{"item":{"reference":"x/1"}}]}, "fullUrl": "urn:uuid:2" },
    { "request": { "method": "DELETE", "url": "Patient/3" } }
  ],
  "id": "b1"
}
`

function inChunks(text: string, size: number): SplitEvent[] {
  const splitter = createBundleSplitter()
  const bytes = bytesOf(text)
  const events: SplitEvent[] = []
  for (let at = 0; at < bytes.length; at += size)
    events.push(...splitter.write(bytes.subarray(at, at + size)))
  events.push(...splitter.end())
  return events
}

function plainly(events: readonly SplitEvent[]): unknown {
  return events.map((event) => {
    if (event.kind === 'entry' || event.kind === 'resource')
      return { ...event, resource: textOf(event.resource) }
    if (event.kind === 'envelope') return { ...event, envelope: textOf(event.envelope) }
    return event
  })
}

describe('a bundle', () => {
  test('gives its entries as they stand in the text, then its envelope', () => {
    expect(plainly(splitBundle(bytesOf(bundle)))).toEqual([
      {
        kind: 'entry',
        index: 0,
        fullUrl: 'urn:uuid:1',
        request: { method: 'POST', url: 'Patient' },
        resource: '{ "resourceType": "Patient", "id": "a" }',
        offset: bundle.indexOf('{ "resourceType": "Patient"'),
        line: 5,
        findings: [],
      },
      expect.objectContaining({ index: 1, fullUrl: 'urn:uuid:2', line: 7, request: undefined }),
      expect.objectContaining({
        index: 2,
        resource: undefined,
        request: { method: 'DELETE', url: 'Patient/3' },
      }),
      {
        kind: 'envelope',
        resourceType: 'Bundle',
        envelope: '{"resourceType":"Bundle","type":"transaction","id":"b1"}',
        entries: 3,
        findings: [],
      },
    ])
  })

  test('gives the same however it is cut into chunks', () => {
    const whole = plainly(splitBundle(bytesOf(bundle)))
    for (let size = 1; size < 60; size += 1) expect(plainly(inChunks(bundle, size))).toEqual(whole)
  })

  test('may name its resourceType last', () => {
    const events = splitBundle(
      bytesOf('{"entry":[{"resource":{"resourceType":"Patient"}}],"resourceType":"Bundle"}'),
    )
    expect(events.map((event) => event.kind)).toEqual(['entry', 'envelope'])
  })

  test('a duplicate key inside an entry stays with that entry', () => {
    const events = splitBundle(
      bytesOf('{"resourceType":"Bundle","entry":[{"resource":{"id":"a","id":"b"}},{"resource":{"id":"c"}}]}'),
    )
    const counts = events.map((event) => (event.kind === 'entry' ? event.findings.length : event.kind))
    expect(counts).toEqual([1, 0, 'envelope'])
  })

  test('an entry that is no object goes on as a refused one', () => {
    const events = splitBundle(
      bytesOf('{"resourceType":"Bundle","entry":[5,{"resource":{"resourceType":"Patient"}}]}'),
    )
    expect(plainly(events)).toMatchObject([
      { kind: 'entry', index: 0, resource: '5', findings: [{ code: 'not-fhir' }] },
      { kind: 'entry', index: 1, findings: [] },
      { kind: 'envelope', entries: 2 },
    ])
  })

  test.each(['{"resource":{"resourceType":"Patient"}}', 'null', '"x"'])(
    'whose entry is %s is refused',
    (entry) => {
      const events = splitBundle(bytesOf(`{"resourceType":"Bundle","entry":${entry}}`))
      expect(events).toMatchObject([{ kind: 'error', fatal: true, finding: { code: 'not-fhir' } }])
    },
  )

  test('every truncation is reported, after the entries that were whole', () => {
    const bytes = bytesOf(bundle.trimEnd())
    for (let length = 0; length < bytes.length; length += 1) {
      const events = splitBundle(bytes.subarray(0, length))
      const last = events.at(-1)
      expect(last?.kind).toBe('error')
      if (last?.kind === 'error') expect(['truncated', 'empty']).toContain(last.finding.code)
      expect(events.slice(0, -1).every((event) => event.kind === 'entry')).toBe(true)
    }
  })

  test('resources come out exactly as they went in', () => {
    const resource = fc.dictionary(fc.string(), fc.jsonValue()).map((value) => JSON.stringify(value))
    fc.assert(
      fc.property(
        fc.array(resource, { maxLength: 5 }),
        fc.integer({ min: 1, max: 50 }),
        (resources, size) => {
          const text = `{"resourceType":"Bundle","entry":[${resources.map((r) => `{"resource":${r}}`).join()}]}`
          const events = inChunks(text, size)
          const out = events.flatMap((event) => (event.kind === 'entry' ? [textOf(event.resource)] : []))
          expect(out).toEqual(resources)
          expect(events.at(-1)?.kind).toBe('envelope')
        },
      ),
    )
  })
})

describe('a single resource', () => {
  test('comes whole', () => {
    const events = splitBundle(bytesOf(' {"resourceType":"List","entry":[{"item":{"reference":"x"}}]}\n'))
    expect(plainly(events)).toEqual([
      {
        kind: 'resource',
        resourceType: 'List',
        resource: '{"resourceType":"List","entry":[{"item":{"reference":"x"}}]}',
        offset: 1,
        line: 1,
        findings: [],
      },
    ])
  })

  test('without a resourceType is refused', () => {
    const [event] = splitBundle(bytesOf('{"id":"x"}'))
    expect(event).toMatchObject({ kind: 'error', finding: { code: 'not-fhir' } })
    expect(splitBundle(bytesOf('[1,2]'))[0]).toMatchObject({ kind: 'error', finding: { code: 'not-fhir' } })
  })
})

describe('what is no FHIR file', () => {
  test.each([
    ['%PDF-1.7 and so on', 'a PDF document'],
    ['MSH|^~\\&|LAB|X', 'an HL7 v2 message'],
    ['<ClinicalDocument xmlns="urn:hl7-org:v3">', 'a C-CDA document'],
    ['mrn,name\n1,Ann\n', 'a table (CSV)'],
  ])('%s is called %s', (text, words) => {
    const [event] = splitBundle(bytesOf(text))
    expect(event).toMatchObject({ kind: 'error', fatal: true, finding: { code: 'not-json' } })
    expect(event?.kind === 'error' && event.finding.message).toContain(words)
  })
})

test('an entry that never ends is refused at the limit, with no more held than that', () => {
  const splitter = createBundleSplitter({
    ...defaultJsonLimits,
    resourceBytes: 1024 * 1024,
    stringBytes: 1024 * 1024 * 1024,
  })
  splitter.write(bytesOf('{"resourceType":"Bundle","entry":[{"resource":{"x":"'))
  const chunk = new Uint8Array(64 * 1024).fill(0x78)
  let written = 0
  for (;;) {
    const [event] = splitter.write(chunk)
    written += chunk.length
    if (event !== undefined) {
      expect(event).toMatchObject({ kind: 'error', finding: { code: 'too-long' } })
      break
    }
    expect(written).toBeLessThan(2 * 1024 * 1024)
  }
})

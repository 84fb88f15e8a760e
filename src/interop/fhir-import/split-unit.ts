// A unit's bytes as pieces, while they are read.
import type { Readable } from 'node:stream'
import { sniff } from '../../formats/fhir/json/sniff.ts'
import { createBundleSplitter, type SplitEvent } from '../../formats/fhir/json/split-bundle.ts'
import { createNdjsonSplitter } from '../../formats/fhir/json/split-ndjson.ts'
import type { Finding } from '../../formats/fhir/validate/finding.ts'
import { objectOf } from './json-reading.ts'
import type { FhirResource, Piece } from './piece.ts'
import type { RefusalReason } from './piece-refusal.ts'

export type UnitEvent =
  | { readonly kind: 'piece'; readonly piece: Piece }
  /** The unit can't be read from here on; what came before in the same bundle must not be kept either. */
  | { readonly kind: 'broken'; readonly refusal: RefusalReason; readonly place: string }
  | { readonly kind: 'envelope'; readonly text: string }

export type Validate = (resource: unknown) => readonly Finding[]

const utf8 = new TextDecoder('utf-8')

/** Reads a stream of plain JSON (a bundle, one resource, or NDJSON) and yields its pieces in order. */
export async function* splitUnit(
  content: Readable,
  fileName: string,
  validate: Validate,
): AsyncGenerator<UnitEvent> {
  let splitter: ReturnType<typeof createBundleSplitter> | undefined
  for await (const chunk of content as AsyncIterable<Uint8Array>) {
    splitter ??= looksLikeLines(chunk, fileName) ? createNdjsonSplitter() : createBundleSplitter()
    for (const event of splitter.write(chunk)) yield* unitEvents(event, validate)
  }
  splitter ??= createBundleSplitter()
  for (const event of splitter.end()) yield* unitEvents(event, validate)
}

function looksLikeLines(head: Uint8Array, fileName: string): boolean {
  return sniff(head) === 'ndjson' || /\.ndjson(\.gz)?$/i.test(fileName)
}

function* unitEvents(event: SplitEvent, validate: Validate): Generator<UnitEvent> {
  switch (event.kind) {
    case 'entry': {
      const place = `entry ${event.index + 1}, line ${event.line}`
      if (event.resource) {
        yield {
          kind: 'piece',
          piece: pieceOf(place, event.fullUrl ?? null, event.resource, event.findings, validate),
        }
      }
      return
    }
    case 'resource':
      yield {
        kind: 'piece',
        piece: pieceOf(`line ${event.line}`, null, event.resource, event.findings, validate),
      }
      return
    case 'envelope': {
      const [duplicate] = event.findings
      if (duplicate) yield { kind: 'broken', refusal: reasonOf(duplicate), place: `line ${duplicate.line}` }
      yield { kind: 'envelope', text: utf8.decode(event.envelope) }
      return
    }
    case 'error': {
      const refusal = reasonOf(event.finding)
      const place = `line ${event.finding.line}`
      if (event.fatal) yield { kind: 'broken', refusal, place }
      else {
        const raw = event.raw ?? new Uint8Array()
        yield {
          kind: 'piece',
          piece: { place, fullUrl: null, raw, resource: undefined, problem: refusal, findings: [] },
        }
      }
      return
    }
  }
}

/** A piece from the text of one resource. */
function pieceOf(
  place: string,
  fullUrl: string | null,
  raw: Uint8Array,
  textFindings: readonly { code: string; message: string }[],
  validate: Validate,
): Piece {
  const resource = objectOf(JSON.parse(utf8.decode(raw)))
  const [textFinding] = textFindings
  if (textFinding)
    return { place, fullUrl, raw, resource: typed(resource), problem: reasonOf(textFinding), findings: [] }
  const type = resource?.resourceType
  if (!resource || typeof type !== 'string') {
    const reason = 'It names no resourceType, so it is not a FHIR resource. Look at the raw text.'
    return { place, fullUrl, raw, resource: undefined, problem: { rule: 'not-fhir', reason }, findings: [] }
  }
  return { place, fullUrl, raw, resource: typed(resource), problem: undefined, findings: validate(resource) }
}

function typed(resource: Readonly<Record<string, unknown>> | undefined): FhirResource | undefined {
  return typeof resource?.resourceType === 'string' ? (resource as FhirResource) : undefined
}

function reasonOf(finding: { readonly code: string; readonly message: string }): RefusalReason {
  return { rule: finding.code, reason: finding.message }
}

/** A piece from text that was split before and kept. */
export function pieceOfText(
  place: string,
  fullUrl: string | null,
  raw: Uint8Array,
  validate: Validate,
): Piece {
  return pieceOf(place, fullUrl, raw, [], validate)
}

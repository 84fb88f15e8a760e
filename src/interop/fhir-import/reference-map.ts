// What a literal reference inside a unit points at. Ids are derived from (source, type, source id), so that a target
// needs no look-up: it has its id before it arrives, and finds its referrers when it does.
import { createHash } from 'node:crypto'
import { isDirectoryType } from '../../formats/fhir/compartment.ts'
import { derivedId } from '../../platform/ids.ts'
import type { FhirResource } from './piece.ts'

export type Target =
  | { readonly at: 'record'; readonly recordId: string; readonly type: 'Patient' }
  | { readonly at: 'entry'; readonly entryId: string; readonly type: string }
  | { readonly at: 'directory'; readonly directoryId: string; readonly type: string }

export type Naming = { readonly namespace: string; readonly source: string }

/** The id that a source's resource has in this installation, always the same. */
export function idOfResource(naming: Naming, type: string, sourceId: string): string {
  return derivedId(naming.namespace, naming.source, type, sourceId)
}

/** A resource's own identity in the source: its id, else its fullUrl, else what it says. */
export function sourceIdentity(resource: FhirResource, fullUrl: string | null, text: string): string {
  if (typeof resource.id === 'string' && resource.id !== '') return resource.id
  if (fullUrl) return fullUrl
  return `content:${createHash('sha256').update(text).digest('hex')}`
}

export type NamedResource = {
  readonly type: string
  readonly sourceId: string
  readonly fullUrl: string | null
}

// Types are written with a capital: `patient/1` is no address of a patient, and of nothing else either.
const RELATIVE = /^([A-Z][A-Za-z]+)\/([A-Za-z0-9\-.]{1,64})(?:\/_history\/[^/]+)?$/
const ABSOLUTE =
  /^[A-Za-z][A-Za-z0-9+.-]*:\/\/.+\/([A-Z][A-Za-z]+)\/([A-Za-z0-9\-.]{1,64})(?:\/_history\/[^/]+)?$/

export type ReferenceMap = { resolve(reference: string): Target | undefined }

/** Resolves within the unit by fullUrl first, then by `Type/id`, as FHIR's rules for bundles say (R4 bundle.html). */
export function referenceMap(naming: Naming, resources: readonly NamedResource[]): ReferenceMap {
  const byUrl = new Map<string, NamedResource>()
  const ambiguous = new Set<string>()
  for (const resource of resources) {
    if (!resource.fullUrl) continue
    const other = byUrl.get(resource.fullUrl)
    if (other && !isSame(other, resource)) ambiguous.add(resource.fullUrl)
    byUrl.set(resource.fullUrl, resource)
  }
  const resolved = new Map<string, Target | undefined>()
  return {
    resolve(reference) {
      if (!resolved.has(reference)) resolved.set(reference, find(naming, byUrl, ambiguous, reference))
      return resolved.get(reference)
    },
  }
}

function find(
  naming: Naming,
  byUrl: ReadonlyMap<string, NamedResource>,
  ambiguous: ReadonlySet<string>,
  reference: string,
): Target | undefined {
  const plain = reference.split('#')[0] ?? reference
  // An address that two resources claim leads to neither.
  if (ambiguous.has(plain)) return undefined
  const named = byUrl.get(plain)
  if (named) return targetOf(naming, named.type, named.sourceId)
  const match = RELATIVE.exec(plain) ?? ABSOLUTE.exec(plain)
  if (!match?.[1] || !match[2]) return undefined
  return targetOf(naming, match[1], match[2])
}

function isSame(a: NamedResource, b: NamedResource): boolean {
  return a.type === b.type && a.sourceId === b.sourceId
}

export function targetOf(naming: Naming, type: string, sourceId: string): Target {
  const id = idOfResource(naming, type, sourceId)
  if (type === 'Patient') return { at: 'record', recordId: id, type }
  if (isDirectoryType(type)) return { at: 'directory', directoryId: id, type }
  return { at: 'entry', entryId: id, type }
}

/** As stored beside the entry: `record:…`, `entry:…`, `directory:…`. */
export function targetText(target: Target): string {
  switch (target.at) {
    case 'record':
      return `record:${target.recordId}`
    case 'entry':
      return `entry:${target.entryId}`
    case 'directory':
      return `directory:${target.directoryId}`
  }
}

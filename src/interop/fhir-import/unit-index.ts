// What must be known of a whole unit before any piece of it can be placed: which resources it holds, whose encounters
// are in it, and who refers to its binaries. Built piece by piece, so that a bundle larger than memory can be planned.
import { patientCandidatesOf, referencesOf } from '../../formats/fhir/compartment.ts'
import { arrayOf, objectOf, textOf } from './json-reading.ts'
import type { FhirResource, Piece } from './piece.ts'
import { refusalOfPiece } from './piece-refusal.ts'
import {
  idOfResource,
  type NamedResource,
  type Naming,
  type ReferenceMap,
  referenceMap,
  sourceIdentity,
} from './reference-map.ts'

export type UnitIndex = {
  readonly naming: Naming
  readonly references: ReferenceMap
  readonly patients: ReadonlySet<string>
  readonly refusedPatients: ReadonlySet<string>
  /** The record whose chart something in this unit belongs to; undefined when that is in doubt. */
  ownerOf(id: string): string | undefined
  /** True when what this unit says of it points to several patients. */
  isContested(id: string): boolean
}

/** The identity of a piece's resource in its source. */
export function identityOf(piece: Piece, resource: FhirResource): string {
  return sourceIdentity(resource, piece.fullUrl, Buffer.from(piece.raw).toString('utf8'))
}

export type IndexBuilder = { add(piece: Piece): void; finish(): UnitIndex }

export function buildUnitIndex(naming: Naming): IndexBuilder {
  const names: NamedResource[] = []
  const patients = new Set<string>()
  const refusedPatients = new Set<string>()
  const subjects: Claim[] = []
  const binaryReferrers: (Claim & { readonly binary: string })[] = []

  return {
    add(piece) {
      const { resource } = piece
      if (!resource) return
      const name = {
        type: resource.resourceType,
        sourceId: identityOf(piece, resource),
        fullUrl: piece.fullUrl,
      }
      names.push(name)
      const id = idOfResource(naming, name.type, name.sourceId)
      if (name.type === 'Patient') (refusalOfPiece(piece) ? refusedPatients : patients).add(id)
      const candidates = patientCandidatesOf(resource).map(({ reference }) => reference)
      if (candidates.length === 0) return
      const claim = { id, type: name.type, candidates }
      subjects.push(claim)
      for (const binary of binariesOf(resource)) binaryReferrers.push({ ...claim, binary })
    },
    finish() {
      const references = referenceMap(naming, names)
      const claims = claimsIn(references, subjects, binaryReferrers)
      return {
        naming,
        references,
        patients,
        refusedPatients,
        ownerOf: (id) => {
          const [owner, ...others] = claims.get(id) ?? []
          return others.length === 0 ? owner : undefined
        },
        isContested: (id) => (claims.get(id)?.size ?? 0) > 1,
      }
    },
  }
}

type Claim = { readonly id: string; readonly type: string; readonly candidates: readonly string[] }

/** The records that something's candidates name. Several only where it is in doubt whose it is. */
export function recordsNamed(
  references: ReferenceMap,
  type: string,
  candidates: readonly string[],
  ownersOfEntry: (entryId: string) => Iterable<string> = () => [],
): Set<string> {
  const named = new Set<string>()
  for (const reference of candidates) {
    const target = references.resolve(reference)
    if (target?.at === 'record') named.add(target.recordId)
    if (target?.at === 'entry') for (const owner of ownersOfEntry(target.entryId)) named.add(owner)
  }
  // A Person says that several registrations are one human being: any of them may keep it.
  return type === 'Person' ? new Set([...named].slice(0, 1)) : named
}

function claimsIn(
  references: ReferenceMap,
  subjects: readonly Claim[],
  binaryReferrers: readonly (Claim & { readonly binary: string })[],
): Map<string, Set<string>> {
  const claims = new Map<string, Set<string>>()
  const claim = (id: string, records: Set<string>) => {
    if (records.size > 0) claims.set(id, (claims.get(id) ?? new Set<string>()).union(records))
  }
  for (const { id, type, candidates } of subjects) claim(id, recordsNamed(references, type, candidates))
  for (const { binary, type, candidates } of binaryReferrers) {
    const target = references.resolve(binary)
    if (target?.at !== 'entry' || target.type !== 'Binary') continue
    claim(target.entryId, recordsNamed(references, type, candidates))
  }
  return claims
}

// A Binary names no patient; it belongs to the chart of the document that shows it.
function binariesOf(resource: FhirResource): string[] {
  const attachments = [
    ...arrayOf(resource.content).map((content) => objectOf(content)?.attachment),
    ...arrayOf(resource.presentedForm),
    resource.content,
  ]
  const urls = attachments.map((attachment) => textOf(objectOf(attachment)?.url))
  const links = referencesOf(resource).map(({ reference }) => reference)
  return [...urls.filter((url) => url !== null), ...links.filter((link) => link.includes('Binary/'))]
}

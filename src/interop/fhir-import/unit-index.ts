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
  /** The record whose chart something in this unit belongs to. */
  ownerOf(id: string): string | undefined
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
  const subjects = new Map<string, readonly string[]>()
  const binaryReferrers: { binary: string; candidates: readonly string[] }[] = []

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
      subjects.set(id, candidates)
      for (const binary of binariesOf(resource)) binaryReferrers.push({ binary, candidates })
    },
    finish() {
      const references = referenceMap(naming, names)
      const owners = ownersOf(references, subjects, binaryReferrers)
      return { naming, references, patients, refusedPatients, ownerOf: (id) => owners.get(id) }
    },
  }
}

function ownersOf(
  references: ReferenceMap,
  subjects: ReadonlyMap<string, readonly string[]>,
  binaryReferrers: readonly { binary: string; candidates: readonly string[] }[],
): Map<string, string> {
  const owners = new Map<string, string>()
  const recordOf = (candidates: readonly string[]) => {
    for (const reference of candidates) {
      const target = references.resolve(reference)
      if (target?.at === 'record') return target.recordId
    }
    return undefined
  }
  for (const [id, candidates] of subjects) {
    const owner = recordOf(candidates)
    if (owner) owners.set(id, owner)
  }
  for (const { binary, candidates } of binaryReferrers) {
    const target = references.resolve(binary)
    const owner = recordOf(candidates)
    if (owner && target?.at === 'entry' && target.type === 'Binary') owners.set(target.entryId, owner)
  }
  return owners
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

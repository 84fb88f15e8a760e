// What must be known of a whole unit before any piece of it can be placed: which resources it holds, whose encounters
// are in it, and who refers to its binaries. Built piece by piece, so that a bundle larger than memory can be planned.
import { patientReferenceOf, referencesOf } from '../../formats/fhir/compartment.ts'
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
  /** The record whose chart an encounter or binary of this unit belongs to. */
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
  const encounterSubjects = new Map<string, string>()
  const binaryReferrers: { binary: string; subject: string }[] = []

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
      const subject = patientReferenceOf(resource)?.reference
      if (!subject) return
      if (name.type === 'Encounter') encounterSubjects.set(id, subject)
      for (const binary of binariesOf(resource)) binaryReferrers.push({ binary, subject })
    },
    finish() {
      const references = referenceMap(naming, names)
      const owners = ownersOf(references, encounterSubjects, binaryReferrers)
      return { naming, references, patients, refusedPatients, ownerOf: (id) => owners.get(id) }
    },
  }
}

function ownersOf(
  references: ReferenceMap,
  encounterSubjects: ReadonlyMap<string, string>,
  binaryReferrers: readonly { binary: string; subject: string }[],
): Map<string, string> {
  const owners = new Map<string, string>()
  const recordOf = (reference: string) => {
    const target = references.resolve(reference)
    return target?.at === 'record' ? target.recordId : undefined
  }
  for (const [id, subject] of encounterSubjects) {
    const owner = recordOf(subject)
    if (owner) owners.set(id, owner)
  }
  for (const { binary, subject } of binaryReferrers) {
    const target = references.resolve(binary)
    const owner = recordOf(subject)
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

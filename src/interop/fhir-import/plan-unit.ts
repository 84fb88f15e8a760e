// Decides where each resource of a unit belongs: which record's chart, the directory, or the reject queue, and why.
// Pure. A misfiled entry harms a patient, so whatever is in doubt is refused with a sentence.
import { encounterReferenceOf, isDirectoryType, patientCandidatesOf } from '../../formats/fhir/compartment.ts'
import type { FhirResource, Piece, Refusal } from './piece.ts'
import { type RefusalReason, refusalOfPiece } from './piece-refusal.ts'
import { idOfResource, type Target } from './reference-map.ts'
import { identityOf, recordsNamed, type UnitIndex } from './unit-index.ts'

export type Placed = {
  readonly piece: Piece
  readonly resource: FhirResource
  readonly sourceId: string
  readonly id: string
}

export type UnitPlan = {
  /** Pieces for each record, Patient resources included; records in id order. */
  readonly records: ReadonlyMap<string, readonly Placed[]>
  readonly directory: readonly Placed[]
  readonly refused: readonly Refusal[]
}

export function planUnit(index: UnitIndex, pieces: readonly Piece[]): UnitPlan {
  const refused: Refusal[] = []
  const directory: Placed[] = []
  const records = new Map<string, Placed[]>()
  for (const piece of pieces) {
    const decision = decide(index, piece)
    if ('refusal' in decision) refused.push({ piece, awaitsRecordId: null, ...decision.refusal })
    else if (decision.recordId === null) directory.push(decision.placed)
    else {
      const already = records.get(decision.recordId)
      if (already) already.push(decision.placed)
      else records.set(decision.recordId, [decision.placed])
    }
  }
  return { records: inIdOrder(records), directory, refused }
}

// One order for everybody, so that two imports can't wait for each other.
function inIdOrder(records: ReadonlyMap<string, Placed[]>): Map<string, Placed[]> {
  return new Map([...records].toSorted(([a], [b]) => (a < b ? -1 : 1)))
}

type Decision = { refusal: RefusalReason } | { placed: Placed; recordId: string | null }

function decide(index: UnitIndex, piece: Piece): Decision {
  const refusal = refusalOfPiece(piece)
  if (refusal) return { refusal }
  const { resource } = piece
  if (!resource)
    return { refusal: { rule: 'syntax', reason: 'This is no FHIR resource. Look at the raw text.' } }
  const sourceId = identityOf(piece, resource)
  const placed = {
    piece,
    resource,
    sourceId,
    id: idOfResource(index.naming, resource.resourceType, sourceId),
  }
  const home = homeOf(index, placed)
  return 'refusal' in home ? home : { placed, recordId: home.recordId }
}

/** Kinds that may well be about nobody (a work list, a trail of a system); a clinical statement never is. */
const PERHAPS_ABOUT_NOBODY: ReadonlySet<string> = new Set([
  'AuditEvent',
  'Basic',
  'Binary',
  'CommunicationRequest',
  'Contract',
  'DocumentManifest',
  'List',
  'MeasureReport',
  'Person',
  'Provenance',
  'SupplyDelivery',
  'SupplyRequest',
  'Task',
])

type Home = { refusal: RefusalReason } | { recordId: string | null }

function homeOf(index: UnitIndex, placed: Placed): Home {
  const { resource, id } = placed
  const type = resource.resourceType
  if (type === 'Patient') return { recordId: placed.id }
  if (index.isContested(id)) return { refusal: severalPatients(type) }
  const candidates = patientCandidatesOf(resource)
  const [subject] = candidates
  if (!subject) return homeWithoutSubject(index, placed)
  // Where several could be the patient (the actors of an appointment), the one that is a patient is. What is about
  // an entry (a Provenance) belongs to that entry's chart.
  const written = candidates.map(({ reference }) => reference)
  const ownerOf = (entryId: string) => [index.ownerOf(entryId)].filter((owner) => owner !== undefined)
  const [recordId, ...others] = recordsNamed(index.references, type, written, ownerOf)
  if (others.length > 0) return { refusal: severalPatients(type) }
  if (recordId !== undefined) return homeInRecord(index, resource, recordId)
  const refusal = refusalOfSubject(resource, subject, index.references.resolve(subject.reference))
  return refusal ? { refusal } : { recordId: null }
}

function homeInRecord(index: UnitIndex, resource: FhirResource, recordId: string): Home {
  const refusal = refusalOfRecord(index, resource, recordId) ?? refusalOfEncounter(index, resource, recordId)
  return refusal ? { refusal } : { recordId }
}

function severalPatients(type: string): RefusalReason {
  return {
    rule: 'several_patients',
    reason: `This ${type} points to several patients, so it is in doubt whose chart it belongs to. Find out, and send one for each patient.`,
  }
}

function homeWithoutSubject(index: UnitIndex, { id, resource }: Placed): Home {
  const type = resource.resourceType
  const owner = type === 'Binary' ? index.ownerOf(id) : undefined
  if (owner) return homeInRecord(index, resource, owner)
  if (isDirectoryType(type) || PERHAPS_ABOUT_NOBODY.has(type)) return { recordId: null }
  return {
    refusal: {
      rule: 'no_patient',
      reason: `This ${type} names no patient, so no chart can take it. Add the patient's reference and resubmit it.`,
    },
  }
}

function refusalOfSubject(
  resource: FhirResource,
  subject: { readonly reference: string; readonly path: string },
  target: Target | undefined,
): RefusalReason | undefined {
  const what = `This ${resource.resourceType}`
  if (subject.reference.startsWith('#')) {
    return {
      rule: 'patient_contained',
      reason: `${what} contains its patient instead of referring to one, so it can't be joined to a chart. Send the patient as a resource of its own.`,
    }
  }
  if (!target) {
    return {
      rule: 'reference_nowhere',
      reason: `${what} is about ${subject.reference} (${subject.path}), which is not in this file. Send the patient with it, or refer to it as Patient/id.`,
    }
  }
  if (target.at === 'entry') {
    return {
      rule: 'no_patient',
      reason: `${what} is about a ${target.type} (${subject.path}), not about a patient, so no chart can take it.`,
    }
  }
  return undefined
}

function refusalOfRecord(
  index: UnitIndex,
  resource: FhirResource,
  recordId: string,
): RefusalReason | undefined {
  const what = `This ${resource.resourceType}`
  if (index.refusedPatients.has(recordId)) {
    return {
      rule: 'patient_refused',
      reason: `${what} belongs to a patient that was refused. Mend the patient first.`,
    }
  }
  if (index.patients.size > 0 && !index.patients.has(recordId)) {
    return {
      rule: 'other_patient',
      reason: `${what} belongs to a patient that this file does not bring, and the file brings another. Check whose it is; if it is right, import it apart.`,
    }
  }
  return undefined
}

function refusalOfEncounter(
  index: UnitIndex,
  resource: FhirResource,
  recordId: string,
): RefusalReason | undefined {
  const reference = encounterReferenceOf(resource)
  const target = reference ? index.references.resolve(reference) : undefined
  if (target?.at !== 'entry') return undefined
  const owner = index.ownerOf(target.entryId)
  if (!index.isContested(target.entryId) && (owner === undefined || owner === recordId)) return undefined
  return {
    rule: 'encounter_of_other_patient',
    reason: `This ${resource.resourceType} names one patient, but its encounter (${reference}) belongs to another. Find out whose it is before it is filed.`,
  }
}

// Stores one chunk of a unit in one transaction: registrations, entries, directory, rejects, counts and the trail
// together, or nothing of it.
import { zstdCompressSync } from 'node:zlib'
import type { Deps } from '../../features/audit/public.ts'
import {
  type EntryDraft,
  entriesOfOthers,
  type Filed,
  fileDirectory,
  fileEntries,
  linkDirectory,
  type RawPlace,
} from '../../features/charts/public.ts'
import {
  type Demographics,
  demographicsFromPatient,
  findRecords,
  indexVisitNumbers,
  isSomeoneElse,
  lockRecords,
  personOfRecord,
  registerRecords,
} from '../../features/patients/public.ts'
import type { Ctx } from '../../platform/ctx.ts'
import { inTransaction, lostARace, type OpenTransaction } from '../../platform/db/transaction.ts'
import { newId } from '../../platform/ids.ts'
import { encounterNumbers } from './encounter-draft.ts'
import { danglingReferences, entryDraft } from './entry-draft.ts'
import { addToUnit, type ChunkCounts, insertRejects, type NewReject } from './import-store.ts'
import { keepRaw } from './keep-raw.ts'
import type { Piece, Refusal } from './piece.ts'
import { type Placed, planUnit } from './plan-unit.ts'
import type { UnitIndex } from './unit-index.ts'

export type ChunkOrigin = { readonly runId: string; readonly unitId: string; readonly source: string }

export type Chunk = {
  readonly index: UnitIndex
  readonly pieces: readonly Piece[]
  readonly origin: ChunkOrigin
}

const TRIES = 6

/** What is done besides, in the same transaction, when the chunk is stored. */
export type Also = (open: OpenTransaction, counts: ChunkCounts) => Promise<void>

/** Stores the chunk; returns what was counted. Losing a race with another import is tried again. */
export async function storeChunk(
  deps: Deps,
  ctx: Ctx,
  chunk: Chunk,
  also: Also = async () => undefined,
): Promise<ChunkCounts> {
  const plan = planUnit(chunk.index, chunk.pieces)
  const raw = new Map<string, ReadonlyMap<Piece, RawPlace>>()
  for (const [recordId, placed] of plan.records) {
    raw.set(
      recordId,
      await keepRaw(
        deps.blobs,
        recordId,
        placed.map((one) => one.piece),
      ),
    )
  }
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await inTransaction(deps.db, async (open) => {
        const tally = new Tally(chunk.pieces.length)
        const filing = { filedBy: ctx.actor.name, importUnitId: chunk.origin.unitId }
        const draftOf = (placed: Placed, at: RawPlace | null) =>
          entryDraft(placed, {
            source: chunk.origin.source,
            references: chunk.index.references,
            receivedAt: deps.clock.now(),
            raw: at,
          })
        for (const refusal of plan.refused) tally.refuse(refusal)
        const directory = plan.directory.map((placed) => draftOf(placed, null))
        for (const filed of await fileDirectory(open.client, directory, filing)) tally.file(filed)
        const known = await knownRecords(open, plan.records)
        for (const [recordId, placed] of plan.records) {
          const drafts = new Map(
            placed.map((one) => [one, draftOf(one, raw.get(recordId)?.get(one.piece) ?? null)]),
          )
          await fileRecord(
            { deps, ctx, open, chunk, tally, filing, known, directory, isOneChart: plan.records.size === 1 },
            recordId,
            drafts,
          )
        }
        for (const placed of [...plan.records.values()].flat()) {
          if (danglingReferences(placed, chunk.index.references).length > 0) tally.warn()
        }
        await insertRejects(open.client, chunk.origin, tally.refusals.map(newReject))
        const counts = tally.counts()
        await addToUnit(open.client, chunk.origin.unitId, counts)
        await also(open, counts)
        return counts
      })
    } catch (thrown) {
      if (!lostARace(thrown) || attempt === TRIES) throw thrown
    }
  }
}

type Filing = {
  readonly deps: Deps
  readonly ctx: Ctx
  readonly open: OpenTransaction
  readonly chunk: Chunk
  readonly tally: Tally
  readonly filing: { filedBy: string; importUnitId: string }
  readonly known: ReadonlySet<string>
  readonly directory: readonly EntryDraft[]
  /** True when the unit is about one patient: what it brings for the directory came with that chart. */
  readonly isOneChart: boolean
}

async function knownRecords(
  { client }: OpenTransaction,
  records: ReadonlyMap<string, readonly Placed[]>,
): Promise<Set<string>> {
  if (records.size === 0) return new Set()
  return new Set(await lockRecords(client, [...records.keys()]))
}

async function fileRecord(
  filing: Filing,
  recordId: string,
  drafts: ReadonlyMap<Placed, EntryDraft>,
): Promise<void> {
  const { open, tally, known } = filing
  const placed = [...drafts.keys()]
  const patients = placed.filter((one) => one.resource.resourceType === 'Patient')
  const refusal = known.has(recordId)
    ? await refusalOfSomeoneElse(filing, recordId, patients)
    : (refusalOfUnknown(recordId, patients) ?? refusalOfTwo(patients))
  if (refusal) {
    for (const one of placed) tally.refuse({ piece: one.piece, ...refusal })
    return
  }
  // The Patient goes first: it decides whether its demographics are news, history or nothing new.
  const elsewhere = await refuseWhatIsElsewhere(filing, recordId, drafts)
  const inOrder = [
    ...patients,
    ...placed.filter((one) => one.resource.resourceType !== 'Patient' && !elsewhere.has(one)),
  ]
  const filed = await fileEntries(
    open.client,
    recordId,
    inOrder.flatMap((one) => drafts.get(one) ?? []),
    filing.filing,
  )
  for (const one of filed) tally.file(one)
  await linkDirectory(
    open.client,
    recordId,
    directoryOf(
      filing,
      inOrder.flatMap((one) => drafts.get(one) ?? []),
    ),
  )
  const personId = await register(filing, recordId, patients, drafts, filed)
  await indexVisitNumbers(
    open.client,
    inOrder.flatMap((one) =>
      one.resource.resourceType === 'Encounter'
        ? encounterNumbers(one.resource).map((number) => ({ recordId, encounterId: one.id, ...number }))
        : [],
    ),
  )
  await recordOnTrail(filing, recordId, personId, filed)
}

function directoryOf(
  { directory, isOneChart }: Filing,
  drafts: readonly EntryDraft[],
): readonly EntryDraft[] {
  if (isOneChart || directory.length === 0) return directory
  const named = new Set(drafts.flatMap((draft) => Object.values(draft.referenceTargets)))
  return directory.filter((draft) => named.has(`directory:${draft.entryId}`))
}

function refusalOfUnknown(recordId: string, patients: readonly Placed[]) {
  if (patients.length > 0) return undefined
  return {
    rule: 'unknown_patient',
    reason:
      'Its patient is neither in Chartroom nor in this import. Import the patient from the same source; it is filed then.',
    awaitsRecordId: recordId,
  }
}

async function refusalOfSomeoneElse({ open }: Filing, recordId: string, patients: readonly Placed[]) {
  if (patients.length === 0) return undefined
  const [known] = await findRecords(open.client, [recordId])
  const differs = patients.some((one) => known && isSomeoneElse(known.demographics, demographicsOf(one)))
  return differs ? patientMismatch() : refusalOfTwo(patients)
}

/** One file, or one chunk of it, that gives one id to two people. */
function refusalOfTwo(patients: readonly Placed[]) {
  const [first, ...others] = patients.map(demographicsOf)
  return first && others.some((other) => isSomeoneElse(first, other)) ? patientMismatch() : undefined
}

function patientMismatch() {
  return {
    rule: 'patient_mismatch',
    reason:
      'The same source already gave this patient id to somebody with another name and another birth date. If this file comes from another system, import it under a source name of its own.',
    awaitsRecordId: null,
  }
}

/**
 * The same source said before that this entry, or the encounter that it happened in, belongs to somebody else. Which of
 * the two is right is for a person to find out.
 */
async function refuseWhatIsElsewhere(
  { open, tally }: Filing,
  recordId: string,
  drafts: ReadonlyMap<Placed, EntryDraft>,
): Promise<Set<Placed>> {
  const ids = [...drafts.values()].flatMap((draft) => [
    draft.entryId,
    draft.drawn.encounterId ?? draft.entryId,
  ])
  const known = await entriesOfOthers(open.client, recordId, [...new Set(ids)])
  const refused = new Set<Placed>()
  if (known.size === 0) return refused
  for (const [placed, { entryId, kind, drawn }] of drafts) {
    if (kind === 'Patient') continue
    const isElsewhere = known.has(entryId)
    if (!isElsewhere && !(drawn.encounterId && known.has(drawn.encounterId))) continue
    tally.refuse({
      piece: placed.piece,
      awaitsRecordId: null,
      rule: isElsewhere ? 'entry_of_other_patient' : 'encounter_of_other_patient',
      reason: isElsewhere
        ? `The same source already gave this ${kind} to another patient. Find out whose it is before it is filed.`
        : `This ${kind} names one patient, but its encounter belongs to another. Find out whose it is before it is filed.`,
    })
    refused.add(placed)
  }
  return refused
}

// Validated against the Patient schema before it was placed.
function demographicsOf(placed: Placed): Demographics {
  return demographicsFromPatient(placed.resource as unknown as Parameters<typeof demographicsFromPatient>[0])
}

async function register(
  { ctx, open, chunk }: Filing,
  recordId: string,
  patients: readonly Placed[],
  drafts: ReadonlyMap<Placed, EntryDraft>,
  filed: readonly Filed[],
): Promise<string | undefined> {
  const outcomes = new Map(filed.map((one) => [one.draft, one]))
  const registrations = patients.flatMap((one) => {
    const draft = drafts.get(one)
    const outcome = draft ? outcomes.get(draft) : undefined
    if (!outcome || outcome.outcome === 'late' || outcome.outcome === 'unchanged') return []
    const demographics = demographicsOf(one)
    return [{ recordId, source: chunk.origin.source, demographics, entryVersion: outcome.version }]
  })
  if (registrations.length === 0) return personOfRecord(open.client, recordId)
  const [registered] = await registerRecords(open.client, ctx, registrations)
  return registered?.personId
}

async function recordOnTrail(
  { deps, ctx, open, chunk }: Filing,
  recordId: string,
  personId: string | undefined,
  filed: readonly Filed[],
): Promise<void> {
  const count = (outcome: string) => filed.filter((one) => one.outcome === outcome).length
  const details = {
    new: count('new'),
    updated: count('updated'),
    late: count('late'),
    unchanged: count('unchanged'),
  }
  await deps.audit.writeManyIn(open.client, ctx, [
    {
      action: 'charts.entries_filed',
      recordId,
      ...(personId ? { personId } : {}),
      subjectKind: 'import_unit',
      subjectId: chunk.origin.unitId,
      details,
    },
  ])
  if (details.new + details.updated > 0) {
    await deps.outbox.tell(open.tx, [{ topic: 'charts.entries_filed', subject: recordId }])
  }
}

/** Counts a chunk as it is stored. */
class Tally {
  readonly refusals: Refusal[] = []
  readonly #pieces: number
  readonly #byKind: Record<string, number> = {}
  #stored = 0
  #unchanged = 0
  #warnings = 0

  constructor(pieces: number) {
    this.#pieces = pieces
  }

  refuse(refusal: Refusal): void {
    this.refusals.push(refusal)
  }

  warn(): void {
    this.#warnings += 1
  }

  file(filed: { readonly draft: EntryDraft; readonly outcome: string }): void {
    if (filed.outcome === 'unchanged') this.#unchanged += 1
    else this.#stored += 1
    this.#byKind[filed.draft.kind] = (this.#byKind[filed.draft.kind] ?? 0) + 1
  }

  counts(): ChunkCounts {
    return {
      pieces: this.#pieces,
      stored: this.#stored,
      unchanged: this.#unchanged,
      rejected: this.refusals.length,
      warnings: this.#warnings,
      byKind: this.#byKind,
    }
  }
}

export function newReject(refusal: Refusal): NewReject {
  const { piece } = refusal
  return {
    rejectId: newId(),
    place: piece.place,
    kind: piece.resource?.resourceType ?? null,
    rule: refusal.rule,
    reason: refusal.reason,
    findings: piece.findings,
    content: zstdCompressSync(piece.raw),
    contentBlobId: null,
    contentBytes: piece.raw.length,
    fullUrl: piece.fullUrl,
    awaitsRecordId: refusal.awaitsRecordId,
  }
}

// Takes registrations in: new ones get a person of their own, changed ones keep their former version as history,
// the same again changes nothing. Runs in the caller's transaction, in batches, search keys included.
import type { Ctx } from '../../platform/ctx.ts'
import { newId } from '../../platform/ids.ts'
import type { OpenTransaction } from './bulk-sql.ts'
import { patientsError } from './errors.ts'
import { prepareRecord, type RecordDraft } from './prepare-record.ts'
import {
  currentPersons,
  insertParts,
  insertPersons,
  insertRecords,
  lockStored,
  type PreparedRecord,
  raiseEntryVersions,
  replaceRecords,
  type StoredState,
} from './registration-store.ts'

export type RegistrationOutcome = {
  readonly recordId: string
  readonly personId: string
  readonly outcome: 'created' | 'updated' | 'unchanged'
}

const BATCH = 1000

/** One answer a distinct record, in the order in which the records first stand in `drafts`. */
export async function registerRecords(
  tx: OpenTransaction,
  ctx: Ctx,
  drafts: readonly RecordDraft[],
): Promise<RegistrationOutcome[]> {
  const newest = newestOfEach(drafts)
  const outcomes: RegistrationOutcome[] = []
  for (let at = 0; at < newest.length; at += BATCH) {
    outcomes.push(...(await registerBatch(tx, ctx, newest.slice(at, at + BATCH))))
  }
  return outcomes
}

async function registerBatch(
  tx: OpenTransaction,
  ctx: Ctx,
  drafts: readonly RecordDraft[],
): Promise<RegistrationOutcome[]> {
  const prepared = drafts.map((draft) => prepareRecord(draft, newId()))
  const recordIds = prepared.map((record) => record.recordId)
  let stored = byRecord(await lockStored(tx, recordIds))

  const missing = prepared.filter((record) => !stored.has(record.recordId))
  const created = missing.length
    ? await insertRecords(tx, ctx.actor.id, inIdOrder(missing))
    : new Set<string>()
  if (created.size < missing.length) stored = byRecord(await lockStored(tx, recordIds))

  const decided = prepared.map((record) => ({
    record,
    outcome: created.has(record.recordId)
      ? ('created' as const)
      : decide(record, stored.get(record.recordId)),
  }))
  const inserted = pick(decided, 'created')
  const updated = pick(decided, 'updated')
  const raised = pick(decided, 'unchanged').filter(
    (record) => record.entryVersion > (stored.get(record.recordId)?.entry_version ?? 0),
  )

  if (updated.length) await replaceRecords(tx, ctx.actor.id, updated)
  if (raised.length) await raiseEntryVersions(tx, raised)
  if (inserted.length) await insertPersons(tx, ctx.actor.id, inserted)
  if (inserted.length || updated.length) await insertParts(tx, [...inserted, ...updated])

  const known = prepared.filter((record) => !created.has(record.recordId)).map((record) => record.recordId)
  const persons = known.length ? await currentPersons(tx, known) : new Map<string, string>()
  return decided.map(({ record, outcome }) => ({
    recordId: record.recordId,
    personId: persons.get(record.recordId) ?? record.personId,
    outcome,
  }))
}

function decide(record: PreparedRecord, stored: StoredState | undefined): 'updated' | 'unchanged' {
  if (!stored) throw patientsError('patients.record_vanished')
  if (record.entryVersion < stored.entry_version) return 'unchanged'
  return record.hash === stored.hash ? 'unchanged' : 'updated'
}

// A batch may name one record twice; the later of equal versions wins, as it would one after the other.
function newestOfEach(drafts: readonly RecordDraft[]): RecordDraft[] {
  const newest = new Map<string, RecordDraft>()
  for (const draft of drafts) {
    const held = newest.get(draft.recordId)
    if (!held || draft.entryVersion >= held.entryVersion) newest.set(draft.recordId, draft)
  }
  return [...newest.values()]
}

function byRecord(rows: readonly StoredState[]): Map<string, StoredState> {
  return new Map(rows.map((row) => [row.record_id, row]))
}

function inIdOrder(records: readonly PreparedRecord[]): PreparedRecord[] {
  return records.toSorted((a, b) => (a.recordId < b.recordId ? -1 : 1))
}

function pick(
  decided: readonly { record: PreparedRecord; outcome: RegistrationOutcome['outcome'] }[],
  outcome: RegistrationOutcome['outcome'],
): PreparedRecord[] {
  return decided.filter((each) => each.outcome === outcome).map((each) => each.record)
}

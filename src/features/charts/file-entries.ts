// Files resources into one MPI record's chart, in the caller's transaction. The caller holds the lock on the record,
// records the act on the trail, and has checked that each draft belongs to this record.
import type { PoolClient } from 'pg'
import { putEncounters } from './encounter-store.ts'
import type { EntryDraft, FilingOutcome, FilingSource, MpiRecordId } from './entry.ts'
import {
  countEntries,
  insertEntries,
  insertLateVersion,
  lockKnownVersions,
  replaceEntry,
  sensitivityOf,
} from './entry-store.ts'
import { decideVersion } from './version-decision.ts'

export type Filed = { readonly draft: EntryDraft; readonly outcome: FilingOutcome }

/** Returns what became of each draft, in the order given. Nothing is ever doubled or overwritten without history. */
export async function fileEntries(
  client: PoolClient,
  recordId: MpiRecordId,
  drafts: readonly EntryDraft[],
  filing: FilingSource,
): Promise<Filed[]> {
  const filed = new Map<EntryDraft, FilingOutcome>()
  // Two drafts of one entry in one batch are two versions: the second waits for the round after the first.
  for (let round = drafts; round.length > 0; ) {
    const now = [...new Map(round.toReversed().map((draft) => [draft.entryId, draft])).values()].toReversed()
    await fileRound(client, recordId, now, filing, filed)
    round = round.filter((draft) => !filed.has(draft))
  }
  return drafts.map((draft) => ({ draft, outcome: filed.get(draft) ?? 'unchanged' }))
}

async function fileRound(
  client: PoolClient,
  recordId: MpiRecordId,
  drafts: readonly EntryDraft[],
  filing: FilingSource,
  filed: Map<EntryDraft, FilingOutcome>,
): Promise<void> {
  const known = await lockKnownVersions(client, recordId, drafts)
  for (const draft of drafts) filed.set(draft, decideVersion(known.get(draft.entryId), draft))
  const having = (outcome: FilingOutcome) => drafts.filter((draft) => filed.get(draft) === outcome)

  const counts = new EntryCounts()
  const fresh = having('new')
  await insertEntries(client, recordId, fresh, filing)
  for (const draft of fresh) counts.add(draft.kind, draft.drawn.sensitivity, 1)
  for (const draft of having('updated')) {
    counts.add(draft.kind, await sensitivityOf(client, recordId, draft.entryId), -1)
    await replaceEntry(client, recordId, draft, filing)
    counts.add(draft.kind, draft.drawn.sensitivity, 1)
  }
  for (const draft of having('late')) await insertLateVersion(client, recordId, draft, filing)
  await countEntries(client, recordId, counts.changes)
  await putEncounters(client, recordId, [...fresh, ...having('updated')])
}

class EntryCounts {
  readonly changes = new Map<string, { kind: string; sensitivity: string; entries: number }>()

  add(kind: string, labels: readonly string[], entries: number): void {
    const sensitivity = labels.toSorted().join(' ')
    const key = `${kind} ${sensitivity}`
    const row = this.changes.get(key) ?? { kind, sensitivity, entries: 0 }
    this.changes.set(key, { ...row, entries: row.entries + entries })
  }
}

// Files resources into one MPI record's chart, in the caller's transaction. The caller holds the lock on the record,
// records the act on the trail, and has checked that each draft belongs to this record.
import type { PoolClient } from 'pg'
import { putEncounters } from './encounter-store.ts'
import type { EntryDraft, FilingOutcome, FilingSource, MpiRecordId } from './entry.ts'
import {
  type CountChange,
  countEntries,
  countedUnder,
  insertEntries,
  insertLateVersion,
  lockKnownVersions,
  replaceEntry,
} from './entry-store.ts'
import { decideVersion } from './version-decision.ts'

export type Filed = { readonly draft: EntryDraft; readonly outcome: FilingOutcome; readonly version: number }

/** Returns what became of each draft and its current version, in the order given. Nothing is ever doubled or overwritten without history. */
export async function fileEntries(
  client: PoolClient,
  recordId: MpiRecordId,
  drafts: readonly EntryDraft[],
  filing: FilingSource,
): Promise<Filed[]> {
  const filed = new Map<EntryDraft, { outcome: FilingOutcome; version: number }>()
  // Two drafts of one entry in one batch are two versions: the second waits for the round after the first.
  for (let round = drafts; round.length > 0; ) {
    const now = [...new Map(round.toReversed().map((draft) => [draft.entryId, draft])).values()].toReversed()
    await fileRound(client, recordId, now, filing, filed)
    round = round.filter((draft) => !filed.has(draft))
  }
  return drafts.map((draft) => ({ draft, ...(filed.get(draft) ?? { outcome: 'unchanged', version: 0 }) }))
}

async function fileRound(
  client: PoolClient,
  recordId: MpiRecordId,
  drafts: readonly EntryDraft[],
  filing: FilingSource,
  filed: Map<EntryDraft, { outcome: FilingOutcome; version: number }>,
): Promise<void> {
  const known = await lockKnownVersions(client, recordId, drafts)
  for (const draft of drafts) {
    const here = known.get(draft.entryId)
    filed.set(draft, { outcome: decideVersion(here, draft), version: here?.version ?? 1 })
  }
  const having = (outcome: FilingOutcome) => drafts.filter((draft) => filed.get(draft)?.outcome === outcome)

  const counts = new EntryCounts()
  const fresh = having('new')
  await insertEntries(client, recordId, fresh, filing)
  for (const draft of fresh) counts.add(draft.kind, draft.drawn, 1)
  for (const draft of having('updated')) {
    counts.add(draft.kind, await countedUnder(client, recordId, draft.entryId), -1)
    filed.set(draft, { outcome: 'updated', version: await replaceEntry(client, recordId, draft, filing) })
    counts.add(draft.kind, draft.drawn, 1)
  }
  for (const draft of having('late')) await insertLateVersion(client, recordId, draft, filing)
  await countEntries(client, recordId, counts.changes)
  await putEncounters(client, recordId, [...fresh, ...having('updated')])
}

class EntryCounts {
  readonly #changes = new Map<string, CountChange>()

  add(
    kind: string,
    under: { category: string | null; sensitivity: readonly string[] },
    entries: number,
  ): void {
    const sensitivity = under.sensitivity.toSorted()
    const category = kind === 'Observation' ? (under.category ?? '') : ''
    const key = JSON.stringify([kind, category, sensitivity])
    const before = this.#changes.get(key)?.entries ?? 0
    this.#changes.set(key, { kind, category, sensitivity, entries: before + entries })
  }

  get changes(): CountChange[] {
    return [...this.#changes.values()]
  }
}

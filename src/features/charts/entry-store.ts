// All SQL that writes charts.entry and its history. Every function takes the client that holds the transaction.
import type { PoolClient } from 'pg'
import { type CopyValue, copyRows } from '../../platform/db/copy.ts'
import type { EntryDraft, EntryId, FilingSource, MpiRecordId } from './entry.ts'
import type { KnownVersions } from './version-decision.ts'

const COLUMNS = [
  'record_id',
  'entry_id',
  'kind',
  'source',
  'source_id',
  'full_url',
  'source_version',
  'source_updated_at',
  'sort_at',
  'occurred_from',
  'occurred_to',
  'status',
  'category',
  'code_system',
  'code',
  'title',
  'value_text',
  'value_number',
  'value_unit',
  'reference_low',
  'reference_high',
  'abnormal',
  'encounter_id',
  'sensitivity',
  'resource',
  'content_hash',
  'reference_targets',
  'raw_blob_id',
  'raw_offset',
  'raw_length',
  'filed_by',
  'import_unit_id',
] as const

/** The versions of these entries that are here, locked against other writers until the transaction ends. */
export async function lockKnownVersions(
  client: PoolClient,
  recordId: MpiRecordId,
  drafts: readonly EntryDraft[],
): Promise<Map<EntryId, KnownVersions & { version: number }>> {
  const found = await client.query<LockedRow>({
    name: 'charts.lock_known_versions',
    text: `select entry_id, version, content_hash, source_updated_at from charts.entry
           where record_id = $1 and entry_id = any($2::uuid[]) order by entry_id for update`,
    values: [recordId, drafts.map((draft) => draft.entryId)],
  })
  const hashes = new Map(drafts.map((draft) => [draft.entryId, draft.contentHash]))
  const changed = found.rows.filter((row) => !hashes.get(row.entry_id)?.equals(row.content_hash))
  const past =
    changed.length === 0 ? new Map<string, Buffer[]>() : await pastHashes(client, recordId, changed)
  return new Map(
    found.rows.map((row) => [
      row.entry_id,
      {
        version: row.version,
        currentHash: row.content_hash,
        currentUpdatedAt: row.source_updated_at,
        pastHashes: past.get(row.entry_id) ?? [],
      },
    ]),
  )
}

type LockedRow = { entry_id: string; version: number; content_hash: Buffer; source_updated_at: Date | null }

async function pastHashes(
  client: PoolClient,
  recordId: MpiRecordId,
  entries: readonly { entry_id: string }[],
): Promise<Map<string, Buffer[]>> {
  const found = await client.query<{ entry_id: string; content_hash: Buffer }>(
    'select entry_id, content_hash from charts.entry_history where record_id = $1 and entry_id = any($2::uuid[])',
    [recordId, entries.map((entry) => entry.entry_id)],
  )
  const byEntry = new Map<string, Buffer[]>()
  for (const row of found.rows) {
    byEntry.set(row.entry_id, [...(byEntry.get(row.entry_id) ?? []), row.content_hash])
  }
  return byEntry
}

/** Which of these entries stand in another record's chart. */
export async function entriesOfOthers(
  client: PoolClient,
  recordId: MpiRecordId,
  entryIds: readonly EntryId[],
): Promise<Set<EntryId>> {
  if (entryIds.length === 0) return new Set()
  const found = await client.query<{ entry_id: string }>({
    name: 'charts.entries_of_others',
    text: `select asked.entry_id from unnest($2::uuid[]) as asked (entry_id)
           where exists (select from charts.entry e where e.entry_id = asked.entry_id and e.record_id <> $1)`,
    values: [recordId, entryIds],
  })
  return new Set(found.rows.map((row) => row.entry_id))
}

/** Inserts entries that are new to the record. */
export async function insertEntries(
  client: PoolClient,
  recordId: MpiRecordId,
  drafts: readonly EntryDraft[],
  filing: FilingSource,
): Promise<void> {
  if (drafts.length === 0) return
  await copyRows(
    client,
    'charts.entry',
    COLUMNS,
    drafts.map((draft) => entryRow(recordId, draft, filing)),
  )
}

function entryRow(recordId: MpiRecordId, draft: EntryDraft, filing: FilingSource): CopyValue[] {
  const { drawn, raw } = draft
  return [
    recordId,
    draft.entryId,
    draft.kind,
    draft.source,
    draft.sourceId,
    draft.fullUrl,
    draft.sourceVersion.versionId,
    draft.sourceVersion.updatedAt,
    drawn.sortAt,
    drawn.occurredFrom,
    drawn.occurredTo,
    drawn.status,
    drawn.category,
    drawn.codeSystem,
    drawn.code,
    drawn.title,
    drawn.valueText,
    drawn.valueNumber,
    drawn.valueUnit,
    drawn.referenceLow,
    drawn.referenceHigh,
    drawn.abnormal,
    drawn.encounterId,
    drawn.sensitivity,
    draft.text,
    draft.contentHash,
    JSON.stringify(draft.referenceTargets),
    raw?.blobId,
    raw?.offset,
    raw?.length,
    filing.filedBy,
    filing.importUnitId,
  ]
}

/** Makes the draft the current version and returns its number; what was current becomes history. */
export async function replaceEntry(
  client: PoolClient,
  recordId: MpiRecordId,
  draft: EntryDraft,
  filing: FilingSource,
): Promise<number> {
  await client.query(
    `insert into charts.entry_history (record_id, entry_id, version, source_version, source_updated_at, resource,
       content_hash, raw_blob_id, raw_offset, raw_length, filed_at, filed_by, import_unit_id, became)
     select record_id, entry_id, version, source_version, source_updated_at, resource, content_hash, raw_blob_id,
       raw_offset, raw_length, filed_at, filed_by, import_unit_id, 'superseded'
     from charts.entry where record_id = $1 and entry_id = $2`,
    [recordId, draft.entryId],
  )
  const updated = COLUMNS.filter((column) => column !== 'record_id' && column !== 'entry_id')
  const assignments = updated.map((column, index) => `${column} = $${index + 4}`)
  const version = await nextVersion(client, recordId, draft.entryId)
  await client.query(
    `update charts.entry set version = $3, filed_at = now(), ${assignments.join(', ')}
     where record_id = $1 and entry_id = $2`,
    [recordId, draft.entryId, version, ...entryRow(recordId, draft, filing).slice(2)],
  )
  return version
}

/** Keeps a version that arrived when a newer one was already here. */
export async function insertLateVersion(
  client: PoolClient,
  recordId: MpiRecordId,
  draft: EntryDraft,
  filing: FilingSource,
): Promise<void> {
  const { raw, sourceVersion } = draft
  await client.query(
    `insert into charts.entry_history (record_id, entry_id, version, source_version, source_updated_at, resource,
       content_hash, raw_blob_id, raw_offset, raw_length, filed_at, filed_by, import_unit_id, became)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, now(), $11, $12, 'late')`,
    [
      recordId,
      draft.entryId,
      await nextVersion(client, recordId, draft.entryId),
      sourceVersion.versionId,
      sourceVersion.updatedAt,
      draft.text,
      draft.contentHash,
      raw?.blobId,
      raw?.offset,
      raw?.length,
      filing.filedBy,
      filing.importUnitId,
    ],
  )
}

// Version numbers count arrivals, late ones too, so that none is ever used twice.
async function nextVersion(client: PoolClient, recordId: MpiRecordId, entryId: EntryId): Promise<number> {
  const found = await client.query<{ next: number }>(
    `select greatest(
       (select version from charts.entry where record_id = $1 and entry_id = $2),
       (select max(version) from charts.entry_history where record_id = $1 and entry_id = $2)) + 1 as next`,
    [recordId, entryId],
  )
  return found.rows[0]?.next ?? 1
}

export type CountChange = {
  readonly kind: string
  readonly category: string
  readonly sensitivity: readonly string[]
  readonly entries: number
}

/** Adds to the counts kept per kind, category and sensitivity. */
export async function countEntries(
  client: PoolClient,
  recordId: MpiRecordId,
  changes: readonly CountChange[],
): Promise<void> {
  const rows = changes.filter((row) => row.entries !== 0)
  if (rows.length === 0) return
  await client.query({
    name: 'charts.count_entries',
    text: `insert into charts.entry_count (record_id, kind, category, sensitivity, entries)
           select $1, c.kind, c.category, c.sensitivity, c.entries
           from jsonb_to_recordset($2::jsonb) as c (kind text, category text, sensitivity text[], entries int)
           on conflict (record_id, kind, category, sensitivity)
           do update set entries = entry_count.entries + excluded.entries`,
    values: [recordId, JSON.stringify(rows)],
  })
}

/** What an entry is counted under now, for keeping the counts when a new version changes that. */
export async function countedUnder(
  client: PoolClient,
  recordId: MpiRecordId,
  entryId: EntryId,
): Promise<{ category: string | null; sensitivity: string[] }> {
  const found = await client.query<{ category: string | null; sensitivity: string[] }>(
    'select category, sensitivity from charts.entry where record_id = $1 and entry_id = $2',
    [recordId, entryId],
  )
  return found.rows[0] ?? { category: null, sensitivity: [] }
}

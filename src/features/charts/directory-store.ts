// Directory resources: organizations, practitioners, locations and whatever else belongs to no patient.
import type { PoolClient } from 'pg'
import type { EntryDraft, FilingOutcome, FilingSource, MpiRecordId } from './entry.ts'
import { decideVersion, type KnownVersions } from './version-decision.ts'

/** Puts resources into the directory, in the caller's transaction, by the same rules as chart entries. */
export async function fileDirectory(
  client: PoolClient,
  drafts: readonly EntryDraft[],
  filing: FilingSource,
): Promise<{ draft: EntryDraft; outcome: FilingOutcome }[]> {
  const outcomes = new Map<EntryDraft, FilingOutcome>()
  // One order for everybody, so that two imports that bring the same hospital can't block each other.
  for (const draft of drafts.toSorted((a, b) => (a.entryId < b.entryId ? -1 : 1))) {
    outcomes.set(draft, await fileOne(client, draft, filing))
  }
  return drafts.map((draft) => ({ draft, outcome: outcomes.get(draft) ?? 'unchanged' }))
}

async function fileOne(client: PoolClient, draft: EntryDraft, filing: FilingSource): Promise<FilingOutcome> {
  const seen = await findKnown(client, draft)
  const outcome = decideVersion(seen, draft)
  if (outcome === 'unchanged') return outcome
  if (outcome === 'new') {
    if (await insert(client, draft, filing)) return outcome
    // Another transaction brought it first; decide again against what it brought.
    return fileOne(client, draft, filing)
  }
  if (outcome === 'updated') {
    await moveToHistory(client, draft)
    await update(client, draft, filing)
    return outcome
  }
  await insertLate(client, draft, filing)
  return outcome
}

async function findKnown(client: PoolClient, draft: EntryDraft): Promise<KnownVersions | undefined> {
  const current = await client.query<{ content_hash: Buffer; source_updated_at: Date | null }>({
    name: 'charts.directory_current',
    text: 'select content_hash, source_updated_at from charts.directory_resource where directory_id = $1',
    values: [draft.entryId],
  })
  const row = current.rows[0]
  if (!row) return undefined
  if (row.content_hash.equals(draft.contentHash)) {
    return { currentHash: row.content_hash, currentUpdatedAt: row.source_updated_at, pastHashes: [] }
  }
  // It is about to change: take the lock, then look again.
  const locked = await client.query<{ content_hash: Buffer; source_updated_at: Date | null }>(
    'select content_hash, source_updated_at from charts.directory_resource where directory_id = $1 for update',
    [draft.entryId],
  )
  const past = await client.query<{ content_hash: Buffer }>(
    'select content_hash from charts.directory_history where directory_id = $1',
    [draft.entryId],
  )
  const now = locked.rows[0] ?? row
  return {
    currentHash: now.content_hash,
    currentUpdatedAt: now.source_updated_at,
    pastHashes: past.rows.map((version) => version.content_hash),
  }
}

async function insert(client: PoolClient, draft: EntryDraft, filing: FilingSource): Promise<boolean> {
  const done = await client.query(
    `insert into charts.directory_resource (directory_id, kind, source, source_id, full_url, source_version,
       source_updated_at, title, resource, content_hash, reference_targets, filed_by, import_unit_id)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
     on conflict (directory_id) do nothing`,
    [draft.entryId, draft.kind, draft.source, draft.sourceId, draft.fullUrl, ...versionValues(draft, filing)],
  )
  return done.rowCount === 1
}

function versionValues(draft: EntryDraft, filing: FilingSource): unknown[] {
  return [
    draft.sourceVersion.versionId,
    draft.sourceVersion.updatedAt,
    draft.drawn.title,
    draft.text,
    draft.contentHash,
    JSON.stringify(draft.referenceTargets),
    filing.filedBy,
    filing.importUnitId,
  ]
}

async function moveToHistory(client: PoolClient, draft: EntryDraft): Promise<void> {
  await client.query(
    `insert into charts.directory_history (directory_id, version, source_version, source_updated_at, resource,
       content_hash, filed_at, filed_by, import_unit_id, became)
     select directory_id, version, source_version, source_updated_at, resource, content_hash, filed_at, filed_by,
       import_unit_id, 'superseded'
     from charts.directory_resource where directory_id = $1`,
    [draft.entryId],
  )
}

async function update(client: PoolClient, draft: EntryDraft, filing: FilingSource): Promise<void> {
  await client.query(
    `update charts.directory_resource set version = $2, source_version = $3, source_updated_at = $4, title = $5,
       resource = $6, content_hash = $7, reference_targets = $8, filed_by = $9, import_unit_id = $10, filed_at = now()
     where directory_id = $1`,
    [draft.entryId, await nextVersion(client, draft.entryId), ...versionValues(draft, filing)],
  )
}

async function insertLate(client: PoolClient, draft: EntryDraft, filing: FilingSource): Promise<void> {
  await client.query(
    `insert into charts.directory_history (directory_id, version, source_version, source_updated_at, resource,
       content_hash, filed_at, filed_by, import_unit_id, became)
     values ($1, $2, $3, $4, $5, $6, now(), $7, $8, 'late')`,
    [
      draft.entryId,
      await nextVersion(client, draft.entryId),
      draft.sourceVersion.versionId,
      draft.sourceVersion.updatedAt,
      draft.text,
      draft.contentHash,
      filing.filedBy,
      filing.importUnitId,
    ],
  )
}

async function nextVersion(client: PoolClient, directoryId: string): Promise<number> {
  const found = await client.query<{ next: number }>(
    `select greatest(
       (select version from charts.directory_resource where directory_id = $1),
       (select max(version) from charts.directory_history where directory_id = $1)) + 1 as next`,
    [directoryId],
  )
  return found.rows[0]?.next ?? 1
}

/** Remembers which version of each directory resource came with a record's chart. */
export async function linkDirectory(
  client: PoolClient,
  recordId: MpiRecordId,
  drafts: readonly EntryDraft[],
): Promise<void> {
  if (drafts.length === 0) return
  const newest = [...new Map(drafts.map((draft) => [draft.entryId, draft])).values()]
  await client.query({
    name: 'charts.link_directory',
    text: `insert into charts.record_directory (record_id, directory_id, content_hash)
           select $1, l.directory_id, l.content_hash from unnest($2::uuid[], $3::bytea[]) as l (directory_id, content_hash)
           on conflict (record_id, directory_id) do update set content_hash = excluded.content_hash
             where record_directory.content_hash <> excluded.content_hash`,
    values: [recordId, newest.map((draft) => draft.entryId), newest.map((draft) => draft.contentHash)],
  })
}

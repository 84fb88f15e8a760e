// All SQL that reads one entry, its history, and the titles of what it refers to.

import { personOfRecordSql } from '../patients/public.ts'
import { type ChartLine, type ClosedLabels, LINE, type Reader, VISIBLE } from './chart-line.ts'
import type { EntryId, MpiRecordId } from './entry.ts'

export type StoredEntry = ChartLine & {
  source_id: string | null
  full_url: string | null
  source_version: string | null
  source_updated_at: Date | null
  resource: string
  reference_targets: Record<string, string>
  raw_blob_id: string | null
  raw_offset: number | null
  raw_length: number | null
  filed_at: Date
  filed_by: string
  voided_by: string | null
  void_reason: string | null
}

const WHOLE = `${LINE}, e.source_id, e.full_url, e.source_version, e.source_updated_at, e.resource, e.reference_targets,
  e.raw_blob_id, e.raw_offset, e.raw_length, e.filed_at, e.filed_by, e.voided_by, e.void_reason`

export async function findEntry(
  db: Reader,
  recordIds: readonly MpiRecordId[],
  closed: ClosedLabels,
  entryId: EntryId,
): Promise<StoredEntry | undefined> {
  const found = await db.query<StoredEntry>({
    name: 'charts.find_entry',
    text: `select ${WHOLE} from charts.entry e
           where e.record_id = any($1::uuid[]) and e.entry_id = $3 and ${VISIBLE(2)}`,
    values: [recordIds, closed, entryId],
  })
  return found.rows[0]
}

export type EntryAnywhere = {
  record_id: string
  person_id: string | null
  sensitivity: string[]
  resource: string
}

/** An entry by its id alone, as an outside reference names it. The caller decides who may see it. */
export async function findEntryAnywhere(
  db: Reader,
  kind: string,
  entryId: EntryId,
): Promise<EntryAnywhere | undefined> {
  const found = await db.query<EntryAnywhere>({
    name: 'charts.find_entry_anywhere',
    text: `select e.record_id, ${personOfRecordSql('e.record_id')} as person_id, e.sensitivity, e.resource
           from charts.entry e where e.entry_id = $1 and e.kind = $2`,
    values: [entryId, kind],
  })
  return found.rows[0]
}

export type PastVersion = {
  version: number
  source_version: string | null
  source_updated_at: Date | null
  filed_at: Date
  filed_by: string
  became: string
  became_at: Date
}

export async function pastVersions(
  db: Reader,
  recordId: MpiRecordId,
  entryId: EntryId,
): Promise<PastVersion[]> {
  const found = await db.query<PastVersion>({
    name: 'charts.past_versions',
    text: `select version, source_version, source_updated_at, filed_at, filed_by, became, became_at
           from charts.entry_history where record_id = $1 and entry_id = $2 order by version desc`,
    values: [recordId, entryId],
  })
  return found.rows
}

export async function findPastVersion(
  db: Reader,
  recordId: MpiRecordId,
  entryId: EntryId,
  version: number,
): Promise<(PastVersion & { resource: string }) | undefined> {
  const found = await db.query<PastVersion & { resource: string }>(
    `select version, source_version, source_updated_at, filed_at, filed_by, became, became_at, resource
     from charts.entry_history where record_id = $1 and entry_id = $2 and version = $3`,
    [recordId, entryId, version],
  )
  return found.rows[0]
}

/** Titles of entries that others refer to, for showing a reference by name. */
export async function titlesOfEntries(
  db: Reader,
  recordIds: readonly MpiRecordId[],
  closed: ClosedLabels,
  entryIds: readonly EntryId[],
): Promise<{ entry_id: string; kind: string; title: string }[]> {
  if (entryIds.length === 0) return []
  const found = await db.query<{ entry_id: string; kind: string; title: string }>({
    name: 'charts.titles_of_entries',
    text: `select e.entry_id, e.kind, e.title from charts.entry e
           where e.record_id = any($1::uuid[]) and e.entry_id = any($3::uuid[]) and ${VISIBLE(2)}`,
    values: [recordIds, closed, entryIds],
  })
  return found.rows
}

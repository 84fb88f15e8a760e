// All SQL that reads a chart. A person's chart is the union over the person's MPI records: each list is read per
// record by its index and then merged, which stays fast on a chart of fifty thousand entries. `closed` are the
// sensitivity labels that are closed to this reader: an entry that carries one of them is not there.
import pg from 'pg'
import { arrayLiteral } from '../../platform/db/copy.ts'
import { isUuid } from '../../platform/ids.ts'
import { personOfRecordSql } from '../patients/public.ts'
import type { EntryId, MpiRecordId } from './entry.ts'

export type Reader = Pick<pg.Pool, 'query'>
export type ClosedLabels = readonly string[]

export type ChartLine = {
  record_id: string
  entry_id: string
  kind: string
  version: number
  sort_at: Date
  occurred_from: string | null
  occurred_to: string | null
  status: string | null
  category: string | null
  code_system: string | null
  code: string | null
  title: string
  value_text: string | null
  value_number: number | null
  value_unit: string | null
  reference_low: number | null
  reference_high: number | null
  abnormal: string | null
  encounter_id: string | null
  sensitivity: string[]
  source: string
  voided_at: Date | null
}

const LINE = `e.record_id, e.entry_id, e.kind, e.version, e.sort_at, e.occurred_from, e.occurred_to, e.status, e.category,
  e.code_system, e.code, e.title, e.value_text, e.value_number, e.value_unit, e.reference_low, e.reference_high,
  e.abnormal, e.encounter_id, e.sensitivity, e.source, e.voided_at`
const VISIBLE = (parameter: number) => `not (e.sensitivity && $${parameter}::text[])`
const AFTER = `(e.sort_at < $3 or (e.sort_at = $3 and e.entry_id > $4))`

export type PageEnd = { readonly sortAt: Date; readonly entryId: EntryId }
const FIRST_PAGE: PageEnd = {
  sortAt: new Date('9999-12-31T00:00:00Z'),
  entryId: '00000000-0000-0000-0000-000000000000',
}

export type PageOf = { readonly after: PageEnd | undefined; readonly limit: number }

/** A page of the whole chart, newest first. */
export async function pageOfTimeline(
  db: Reader,
  recordIds: readonly MpiRecordId[],
  closed: ClosedLabels,
  page: PageOf,
): Promise<ChartLine[]> {
  const { sortAt, entryId } = page.after ?? FIRST_PAGE
  const found = await db.query<ChartLine>({
    name: 'charts.page_of_timeline',
    text: `select e.* from unnest($1::uuid[]) as r (record_id) cross join lateral (
             select ${LINE} from charts.entry e
             where e.record_id = r.record_id and e.sort_at <= $3 and ${AFTER} and ${VISIBLE(2)}
               and e.kind <> 'Patient'
             order by e.sort_at desc, e.entry_id limit $5) e
           order by e.sort_at desc, e.entry_id limit $5`,
    values: [recordIds, closed, sortAt, entryId, page.limit],
  })
  return found.rows
}

/** A page of some kinds of entries, newest first. */
export async function pageOfKinds(
  db: Reader,
  recordIds: readonly MpiRecordId[],
  closed: ClosedLabels,
  kinds: readonly string[],
  page: PageOf,
): Promise<ChartLine[]> {
  const { sortAt, entryId } = page.after ?? FIRST_PAGE
  const found = await db.query<ChartLine>({
    name: 'charts.page_of_kinds',
    text: `select e.* from unnest($1::uuid[]) as r (record_id) cross join unnest($6::text[]) as k (kind)
             cross join lateral (
             select ${LINE} from charts.entry e
             where e.record_id = r.record_id and e.kind = k.kind and e.sort_at <= $3 and ${AFTER} and ${VISIBLE(2)}
             order by e.sort_at desc, e.entry_id limit $5) e
           order by e.sort_at desc, e.entry_id limit $5`,
    values: [recordIds, closed, sortAt, entryId, page.limit, kinds],
  })
  return found.rows
}

/** A page of observations that are, or are not, vital signs. */
export async function pageOfObservations(
  db: Reader,
  recordIds: readonly MpiRecordId[],
  closed: ClosedLabels,
  vitals: boolean,
  page: PageOf,
): Promise<ChartLine[]> {
  const { sortAt, entryId } = page.after ?? FIRST_PAGE
  const which = vitals ? `e.category = 'vital-signs'` : `e.category is distinct from 'vital-signs'`
  const found = await db.query<ChartLine>({
    name: vitals ? 'charts.page_of_vitals' : 'charts.page_of_results',
    text: `select e.* from unnest($1::uuid[]) as r (record_id) cross join lateral (
             select ${LINE} from charts.entry e
             where e.record_id = r.record_id and e.kind = 'Observation' and ${which} and e.sort_at <= $3
               and ${AFTER} and ${VISIBLE(2)}
             order by e.sort_at desc, e.entry_id limit $5) e
           order by e.sort_at desc, e.entry_id limit $5`,
    values: [recordIds, closed, sortAt, entryId, page.limit],
  })
  return found.rows
}

/** A page of what belongs to one encounter. */
export async function pageOfEncounter(
  db: Reader,
  recordIds: readonly MpiRecordId[],
  closed: ClosedLabels,
  encounterId: EntryId,
  page: PageOf,
): Promise<ChartLine[]> {
  const { sortAt, entryId } = page.after ?? FIRST_PAGE
  const found = await db.query<ChartLine>({
    name: 'charts.page_of_encounter',
    text: `select ${LINE} from charts.entry e
           where e.record_id = any($1::uuid[]) and e.encounter_id = $6 and ${AFTER} and ${VISIBLE(2)}
           order by e.sort_at desc, e.entry_id limit $5`,
    values: [recordIds, closed, sortAt, entryId, page.limit, encounterId],
  })
  return found.rows
}

export async function countsOfChart(
  db: Reader,
  recordIds: readonly MpiRecordId[],
  closed: ClosedLabels,
): Promise<{ kind: string; category: string; entries: number }[]> {
  const found = await db.query<{ kind: string; category: string; entries: number }>({
    name: 'charts.counts_of_chart',
    text: `select kind, category, sum(entries)::int as entries from charts.entry_count
           where record_id = any($1::uuid[]) and not (sensitivity && $2::text[])
           group by kind, category having sum(entries) > 0`,
    values: [recordIds, closed],
  })
  return found.rows
}

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

export type Measured = {
  code: string
  code_system: string | null
  title: string
  unit: string | null
  points: number
  last_at: Date
}

/** What has been measured with numbers, most recent first, for the list of trends. */
export async function measuredCodes(
  db: Reader,
  recordIds: readonly MpiRecordId[],
  closed: ClosedLabels,
): Promise<Measured[]> {
  const found = await db.query<Measured>({
    name: 'charts.measured_codes',
    text: `select e.code, max(e.code_system) as code_system, max(e.title) as title, max(e.value_unit) as unit,
             count(*)::int as points, max(e.sort_at) as last_at
           from charts.entry e
           where e.record_id = any($1::uuid[]) and e.kind = 'Observation' and e.value_number is not null
             and e.code is not null
             and e.voided_at is null and ${VISIBLE(2)}
           group by e.code order by max(e.sort_at) desc, e.code limit 200`,
    values: [recordIds, closed],
  })
  return found.rows
}

/** The last points of one measurement, oldest first. */
export async function pointsOfTrend(
  db: Reader,
  recordIds: readonly MpiRecordId[],
  closed: ClosedLabels,
  code: string,
  limit: number,
): Promise<ChartLine[]> {
  const found = await db.query<ChartLine>({
    name: 'charts.points_of_trend',
    text: `select ${LINE} from charts.entry e
           where e.record_id = any($1::uuid[]) and e.kind = 'Observation' and e.code = $3 and e.value_number is not null
             and e.voided_at is null and ${VISIBLE(2)}
           order by e.sort_at desc limit $4`,
    values: [recordIds, closed, code, limit],
  })
  return found.rows.toReversed()
}

export type DirectoryLine = {
  directory_id: string
  kind: string
  title: string
  resource: string
  full_url: string | null
  reference_targets: Record<string, string>
}

export async function findDirectory(db: Reader, directoryIds: readonly string[]): Promise<DirectoryLine[]> {
  if (directoryIds.length === 0) return []
  const found = await db.query<DirectoryLine>({
    name: 'charts.find_directory',
    text: `select directory_id, kind, title, resource, full_url, reference_targets
           from charts.directory_resource where directory_id = any($1::uuid[]) order by kind, directory_id`,
    values: [directoryIds],
  })
  return found.rows
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

export type ExportedEntry = {
  kind: string
  full_url: string | null
  resource: string
  reference_targets: Record<string, string>
}

const EXPORT_FETCH = 500

/** Whole entries of the records, record by record in the order they arrived; needs a client inside a transaction. */
export async function* entriesForExport(
  client: pg.PoolClient,
  recordIds: readonly MpiRecordId[],
  closed: ClosedLabels,
): AsyncGenerator<ExportedEntry> {
  for (const recordId of recordIds) {
    await client.query(
      `declare chart_export no scroll cursor for
       select e.kind, e.full_url, e.resource, e.reference_targets from charts.entry e
       where e.record_id = '${uuidLiteral(recordId)}' and e.voided_at is null
         and not (e.sensitivity && ${textArrayLiteral(closed)}::text[])
       order by e.arrival`,
    )
    for (;;) {
      const page = await client.query<ExportedEntry>(`fetch ${EXPORT_FETCH} from chart_export`)
      yield* page.rows
      if (page.rows.length < EXPORT_FETCH) break
    }
    await client.query('close chart_export')
  }
}

// A cursor's declaration takes no parameters; what goes into its text is checked or escaped.
function uuidLiteral(id: string): string {
  if (!isUuid(id)) throw new Error('Not a record id.')
  return id
}

function textArrayLiteral(items: readonly string[]): string {
  return pg.escapeLiteral(arrayLiteral(items))
}

export type DirectoryText = {
  directory_id: string
  full_url: string | null
  resource: string
  reference_targets: Record<string, string>
}

/** What came with the charts of these records, each in the version that came. */
export async function directoryThatCame(
  db: Reader,
  recordIds: readonly MpiRecordId[],
): Promise<DirectoryText[]> {
  const found = await db.query<DirectoryText>(
    `select distinct on (d.directory_id) d.directory_id, d.full_url, d.reference_targets,
       coalesce(h.resource, d.resource) as resource
     from charts.record_directory l join charts.directory_resource d using (directory_id)
     left join charts.directory_history h
       on h.directory_id = l.directory_id and h.content_hash = l.content_hash and d.content_hash <> l.content_hash
     where l.record_id = any($1::uuid[]) order by d.directory_id, h.version desc`,
    [recordIds],
  )
  return found.rows
}

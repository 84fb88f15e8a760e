// All SQL that lists a chart. A person's chart is the union over the person's MPI records: each list is read per record by
// its index and then merged, which stays fast on a chart of fifty thousand entries.
import {
  AFTER,
  type ChartLine,
  type ClosedLabels,
  FIRST_PAGE,
  LINE,
  type PageOf,
  type Reader,
  VISIBLE,
} from './chart-line.ts'
import type { EntryId, MpiRecordId } from './entry.ts'

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

// What every list of a chart reads of an entry, and the pieces of SQL that all of them share. `closed` are the sensitivity
// labels that are closed to this reader: an entry that carries one of them is not there.
import type pg from 'pg'
import type { EntryId } from './entry.ts'

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

/** The columns of a line, of `charts.entry e`. */
export const LINE = `e.record_id, e.entry_id, e.kind, e.version, e.sort_at, e.occurred_from, e.occurred_to, e.status, e.category,
  e.code_system, e.code, e.title, e.value_text, e.value_number, e.value_unit, e.reference_low, e.reference_high,
  e.abnormal, e.encounter_id, e.sensitivity, e.source, e.voided_at`
/** What the closed labels in this parameter leave to be seen. */
export const VISIBLE = (parameter: number) => `not (e.sensitivity && $${parameter}::text[])`
/** Behind the end of the page before: parameters 3 and 4. */
export const AFTER = `(e.sort_at < $3 or (e.sort_at = $3 and e.entry_id > $4))`

export type PageEnd = { readonly sortAt: Date; readonly entryId: EntryId }
export const FIRST_PAGE: PageEnd = {
  sortAt: new Date('9999-12-31T00:00:00Z'),
  entryId: '00000000-0000-0000-0000-000000000000',
}

export type PageOf = { readonly after: PageEnd | undefined; readonly limit: number }

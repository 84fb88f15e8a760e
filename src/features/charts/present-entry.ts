// Rows as the routes answer them.
import type { ChartLine } from './chart-line.ts'
import { writePageMark } from './page-mark.ts'
import type { EntryLine, EntryPage } from './schemas.ts'

export function presentLine(row: ChartLine): EntryLine {
  return {
    recordId: row.record_id,
    entryId: row.entry_id,
    kind: row.kind,
    version: row.version,
    sortAt: row.sort_at.toISOString(),
    occurredFrom: row.occurred_from,
    occurredTo: row.occurred_to,
    status: row.status,
    category: row.category,
    codeSystem: row.code_system,
    code: row.code,
    title: row.title,
    valueText: row.value_text,
    valueNumber: row.value_number,
    valueUnit: row.value_unit,
    referenceLow: row.reference_low,
    referenceHigh: row.reference_high,
    abnormal: row.abnormal,
    encounterId: row.encounter_id,
    sensitivity: row.sensitivity,
    source: row.source,
    voided: row.voided_at !== null,
  }
}

/** A page and the mark of the next one; `rows` holds one more than `limit` when there is more. */
export function presentPage(rows: readonly ChartLine[], limit: number): EntryPage {
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  const next =
    rows.length > limit && last ? writePageMark({ sortAt: last.sort_at, entryId: last.entry_id }) : null
  return { entries: shown.map(presentLine), next }
}

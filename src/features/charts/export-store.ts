// The SQL behind an export: whole entries, through a cursor.
import pg from 'pg'
import { arrayLiteral } from '../../platform/db/copy.ts'
import { isUuid } from '../../platform/ids.ts'
import type { ClosedLabels } from './chart-line.ts'
import type { MpiRecordId } from './entry.ts'

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

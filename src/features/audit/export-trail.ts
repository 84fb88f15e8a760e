// The filtered trail as CSV, streamed page by page in constant memory. Cells that a spreadsheet would take for a
// formula are escaped.
import { Readable } from 'node:stream'
import { stringify } from 'csv-stringify'
import type { Ctx } from '../../platform/ctx.ts'
import { requireAuditPermission } from './permissions.ts'
import { resolveFilter, type TrailDeps } from './read-trail.ts'
import type { TrailEntry, TrailFilter } from './schemas.ts'
import { entryOf, keyOf } from './trail-entry.ts'
import { listTrail, type TrailKey, type TrailQuery } from './trail-store.ts'

const COLUMNS: readonly (keyof TrailEntry)[] = [
  'eventId',
  'at',
  'outcome',
  'action',
  'sentence',
  'actorKind',
  'actorId',
  'actorName',
  'roles',
  'purpose',
  'reason',
  'program',
  'requestId',
  'address',
  'sessionId',
  'personId',
  'recordId',
  'encounterId',
  'subjectKind',
  'subjectId',
  'details',
]
const PAGE_ROWS = 2_000

/** Resolves, with the CSV to be read, when the export is recorded. */
export async function exportTrailCsv(deps: TrailDeps, ctx: Ctx, filter: TrailFilter): Promise<Readable> {
  await requireAuditPermission(deps.audit, ctx, 'audit.export', 'audit.export')
  const query = await resolveFilter(deps, filter)
  await deps.audit.read(ctx, {
    action: 'audit.export',
    personId: filter.personId,
    details: { filters: Object.keys(filter).sort() },
  })
  const csv = stringify({ header: true, columns: [...COLUMNS], escape_formulas: true })
  const rows = Readable.from(readRows(deps, query))
  rows.once('error', (error) => csv.destroy(error))
  csv.once('close', () => rows.destroy())
  return rows.pipe(csv)
}

async function* readRows(deps: TrailDeps, query: TrailQuery): AsyncGenerator<string[]> {
  let after: TrailKey | undefined
  while (true) {
    const rows = await listTrail(deps.db.kysely, query, after, PAGE_ROWS)
    for (const row of rows) {
      const entry = entryOf(row)
      yield COLUMNS.map((column) => cellOf(entry[column]))
    }
    const last = rows.at(-1)
    if (last === undefined || rows.length < PAGE_ROWS) return
    after = keyOf(last)
  }
}

function cellOf(value: TrailEntry[keyof TrailEntry]): string {
  if (value === null) return ''
  if (Array.isArray(value)) return value.join(' ')
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

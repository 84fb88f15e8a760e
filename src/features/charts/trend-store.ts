// All SQL that reads measurements over time.
import { type ChartLine, type ClosedLabels, LINE, type Reader, VISIBLE } from './chart-line.ts'
import type { MpiRecordId } from './entry.ts'

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

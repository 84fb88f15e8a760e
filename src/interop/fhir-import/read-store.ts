// All SQL that shows imports and what they refused.
import type pg from 'pg'
import type { RunRow, UnitRow } from './import-store.ts'

type On = Pick<pg.ClientBase, 'query'>

export type RunSummaryRow = RunRow & {
  files: number
  files_done: number
  stored: number
  unchanged: number
  rejected: number
  warnings: number
}

const SUMMARY = `select r.run_id, r.source, r.state, r.job_id, r.started_by_name, r.created_at, r.finished_at, r.failure,
    t.files, t.files_done, t.stored, t.unchanged, t.rejected, t.warnings
  from interop.import_run r cross join lateral (
    select count(*)::int as files, count(*) filter (where u.state <> 'pending')::int as files_done,
      coalesce(sum(u.stored), 0)::int as stored, coalesce(sum(u.unchanged), 0)::int as unchanged,
      coalesce(sum(u.rejected), 0)::int as rejected, coalesce(sum(u.warnings), 0)::int as warnings
    from interop.import_unit u where u.run_id = r.run_id) t`

export async function listRuns(on: On, before: Date | null, limit: number): Promise<RunSummaryRow[]> {
  const found = await on.query<RunSummaryRow>(
    `${SUMMARY} where ($1::timestamptz is null or r.created_at < $1) order by r.created_at desc limit $2`,
    [before, limit],
  )
  return found.rows
}

export async function summaryOfRun(on: On, runId: string): Promise<RunSummaryRow | undefined> {
  const found = await on.query<RunSummaryRow>(`${SUMMARY} where r.run_id = $1`, [runId])
  return found.rows[0]
}

export async function kindsOfRun(on: On, runId: string): Promise<Record<string, number>> {
  const found = await on.query<{ kind: string; count: number }>(
    `select k.key as kind, sum(k.value::int)::int as count
     from interop.import_unit u cross join jsonb_each_text(u.by_kind) k where u.run_id = $1 group by k.key order by 2 desc`,
    [runId],
  )
  return Object.fromEntries(found.rows.map((row) => [row.kind, row.count]))
}

export type ReasonRow = { rule: string; kind: string | null; example: string; open: number; count: number }

export async function reasonsOfRun(on: On, runId: string): Promise<ReasonRow[]> {
  const found = await on.query<ReasonRow>(
    `select rule, kind, min(reason) as example, count(*) filter (where state = 'open')::int as open, count(*)::int as count
     from interop.reject where run_id = $1 and state <> 'placed' group by rule, kind order by count(*) desc limit 100`,
    [runId],
  )
  return found.rows
}

export async function pageOfUnits(on: On, runId: string, after: number, limit: number): Promise<UnitRow[]> {
  const found = await on.query<UnitRow>(
    `select unit_id, run_id, position, file_name, bytes, staged_blob_id, state, pieces_done, stored, unchanged, rejected,
       warnings, by_kind
     from interop.import_unit where run_id = $1 and position > $2 order by position limit $3`,
    [runId, after, limit],
  )
  return found.rows
}

export type RejectRow = {
  reject_id: string
  run_id: string
  unit_id: string
  source: string
  file_name: string
  place: string
  kind: string | null
  rule: string
  reason: string
  content_bytes: number
  state: 'waiting' | 'open' | 'placed' | 'dismissed'
  created_at: Date
  settled_by: string | null
  settled_reason: string | null
}

const REJECT = `j.reject_id, j.run_id, j.unit_id, j.source, u.file_name, j.place, j.kind, j.rule, j.reason, j.content_bytes,
  j.state, j.created_at, j.settled_by, j.settled_reason`

export type RejectFilter = {
  readonly runId: string | undefined
  readonly rule: string | undefined
  readonly state: string
  readonly after: string | undefined
  readonly limit: number
}

export async function pageOfRejects(on: On, filter: RejectFilter): Promise<RejectRow[]> {
  const found = await on.query<RejectRow>(
    `select ${REJECT} from interop.reject j join interop.import_unit u using (unit_id)
     where j.state = $1 and ($2::uuid is null or j.run_id = $2) and ($3::text is null or j.rule = $3)
       and ($4::uuid is null or j.reject_id > $4)
     order by j.reject_id limit $5`,
    [filter.state, filter.runId ?? null, filter.rule ?? null, filter.after ?? null, filter.limit],
  )
  return found.rows
}

export async function countOpenRejects(on: On): Promise<number> {
  const found = await on.query<{ open: number }>(
    `select count(*)::int as open from interop.reject where state = 'open'`,
  )
  return found.rows[0]?.open ?? 0
}

export type WholeReject = RejectRow & {
  findings: unknown
  content: Buffer | null
  content_blob_id: string | null
  full_url: string | null
}

export async function findReject(on: On, rejectId: string): Promise<WholeReject | undefined> {
  const found = await on.query<WholeReject>(
    `select ${REJECT}, j.findings, j.content, j.content_blob_id, j.full_url
     from interop.reject j join interop.import_unit u using (unit_id) where j.reject_id = $1`,
    [rejectId],
  )
  return found.rows[0]
}

/** The open ones among these, locked, unit by unit. */
export async function lockOpenRejects(on: On, rejectIds: readonly string[]): Promise<WholeReject[]> {
  const found = await on.query<WholeReject>(
    `select ${REJECT}, j.findings, j.content, j.content_blob_id, j.full_url
     from interop.reject j join interop.import_unit u using (unit_id)
     where j.reject_id = any($1::uuid[]) and j.state = 'open' order by j.unit_id, j.reject_id for update of j`,
    [rejectIds],
  )
  return found.rows
}

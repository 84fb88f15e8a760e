// All SQL of interop.import_run, interop.import_unit and interop.reject.
import type pg from 'pg'
import { copyRows } from '../../platform/db/copy.ts'

type On = Pick<pg.ClientBase, 'query'>

export type RunState = 'receiving' | 'queued' | 'running' | 'done' | 'failed' | 'cancelled'

export type RunRow = {
  run_id: string
  source: string
  state: RunState
  job_id: string | null
  started_by_name: string
  created_at: Date
  finished_at: Date | null
  failure: string | null
}

export async function insertRun(
  on: On,
  run: { runId: string; source: string; state: RunState; startedBy: string; startedByName: string },
): Promise<void> {
  await on.query(
    'insert into interop.import_run (run_id, source, state, started_by, started_by_name) values ($1, $2, $3, $4, $5)',
    [run.runId, run.source, run.state, run.startedBy, run.startedByName],
  )
}

export async function setRunState(
  on: On,
  runId: string,
  state: RunState,
  more: { jobId?: string; failure?: string } = {},
): Promise<void> {
  await on.query(
    `update interop.import_run set state = $2, job_id = coalesce($3, job_id), failure = $4,
       finished_at = case when $2 in ('done', 'failed', 'cancelled') then now() else null end
     where run_id = $1`,
    [runId, state, more.jobId ?? null, more.failure ?? null],
  )
}

export async function findRun(on: On, runId: string): Promise<RunRow | undefined> {
  const found = await on.query<RunRow>(
    `select run_id, source, state, job_id, started_by_name, created_at, finished_at, failure
     from interop.import_run where run_id = $1`,
    [runId],
  )
  return found.rows[0]
}

export type UnitRow = {
  unit_id: string
  run_id: string
  position: number
  file_name: string
  bytes: number | null
  staged_blob_id: string | null
  state: 'pending' | 'done' | 'failed'
  pieces_done: number
  stored: number
  unchanged: number
  rejected: number
  warnings: number
  by_kind: Record<string, number>
}

const UNIT = `unit_id, run_id, position, file_name, bytes, staged_blob_id, state, pieces_done, stored, unchanged, rejected,
  warnings, by_kind`

export type NewUnit = {
  readonly unitId: string
  readonly position: number
  readonly fileName: string
  readonly bytes: number | null
  readonly stagedBlobId: string | null
}

export async function insertUnits(on: On, runId: string, units: readonly NewUnit[]): Promise<void> {
  await on.query(
    `insert into interop.import_unit (unit_id, run_id, position, file_name, bytes, staged_blob_id)
     select u.unit_id, $1, u.position, u.file_name, u.bytes, u.staged_blob_id
     from jsonb_to_recordset($2::jsonb) as u (unit_id uuid, position int, file_name text, bytes bigint, staged_blob_id text)`,
    [
      runId,
      JSON.stringify(
        units.map((unit) => ({
          unit_id: unit.unitId,
          position: unit.position,
          file_name: unit.fileName.replaceAll('\u0000', ''),
          bytes: unit.bytes,
          staged_blob_id: unit.stagedBlobId,
        })),
      ),
    ],
  )
}

export async function unitsOfRun(on: On, runId: string): Promise<UnitRow[]> {
  const found = await on.query<UnitRow>(
    `select ${UNIT} from interop.import_unit where run_id = $1 order by position`,
    [runId],
  )
  return found.rows
}

export type ChunkCounts = {
  readonly pieces: number
  readonly stored: number
  readonly unchanged: number
  readonly rejected: number
  readonly warnings: number
  readonly byKind: Readonly<Record<string, number>>
}

/** Adds a chunk to a unit's counts, in the transaction that stored the chunk: what is counted is stored. */
export async function addToUnit(on: On, unitId: string, counts: ChunkCounts): Promise<void> {
  await on.query({
    name: 'interop.add_to_unit',
    text: `update interop.import_unit set pieces_done = pieces_done + $2, stored = stored + $3,
             unchanged = unchanged + $4, rejected = rejected + $5, warnings = warnings + $6,
             by_kind = (select coalesce(jsonb_object_agg(key, total), '{}') from (
               select key, sum(value::int) as total from (
                 select * from jsonb_each_text(by_kind) union all select * from jsonb_each_text($7::jsonb)) both_counts
               group by key) totals)
           where unit_id = $1`,
    values: [
      unitId,
      counts.pieces,
      counts.stored,
      counts.unchanged,
      counts.rejected,
      counts.warnings,
      JSON.stringify(counts.byKind),
    ],
  })
}

/** False when somebody else has finished it already: what this transaction counted would count twice. */
export async function finishUnit(
  on: On,
  unitId: string,
  end: { state: 'done' | 'failed'; sha256: Buffer | null; envelope: string | null },
): Promise<boolean> {
  const finished = await on.query(
    `update interop.import_unit set state = $2, sha256 = $3, envelope = $4::jsonb, finished_at = now()
     where unit_id = $1 and state = 'pending'`,
    [unitId, end.state, end.sha256, end.envelope],
  )
  return finished.rowCount === 1
}

/** How many pieces of a unit are dealt with, this transaction's own included. */
export async function piecesDone(on: On, unitId: string): Promise<number> {
  const found = await on.query<{ pieces_done: number }>(
    'select pieces_done from interop.import_unit where unit_id = $1',
    [unitId],
  )
  return found.rows[0]?.pieces_done ?? 0
}

export type NewReject = {
  readonly rejectId: string
  readonly place: string
  readonly kind: string | null
  readonly rule: string
  readonly reason: string
  readonly findings: unknown
  readonly content: Uint8Array | null
  readonly contentBlobId: string | null
  readonly contentBytes: number
  readonly fullUrl: string | null
  readonly awaitsRecordId: string | null
}

export type RejectOrigin = { readonly runId: string; readonly unitId: string; readonly source: string }

export async function insertRejects(
  client: pg.PoolClient,
  origin: RejectOrigin,
  rejects: readonly NewReject[],
): Promise<void> {
  if (rejects.length === 0) return
  await copyRows(
    client,
    'interop.reject',
    [
      'reject_id',
      'run_id',
      'unit_id',
      'source',
      'place',
      'kind',
      'rule',
      'reason',
      'findings',
      'content',
      'content_blob_id',
      'content_bytes',
      'full_url',
      'awaits_record_id',
      'state',
    ],
    rejects.map((reject) => [
      reject.rejectId,
      origin.runId,
      origin.unitId,
      origin.source,
      reject.place,
      reject.kind,
      reject.rule,
      reject.reason.replaceAll('\u0000', '\ufffd'),
      JSON.stringify(reject.findings).replaceAll('\\u0000', '\\ufffd'),
      reject.content,
      reject.contentBlobId,
      reject.contentBytes,
      reject.fullUrl,
      reject.awaitsRecordId,
      reject.awaitsRecordId === null ? 'open' : 'waiting',
    ]),
  )
}

export type WaitingReject = {
  reject_id: string
  unit_id: string
  place: string
  content: Buffer
  full_url: string | null
  awaits_record_id: string
}

/** The records that pieces of the run wait for. */
export async function awaitedRecords(on: On, runId: string): Promise<string[]> {
  const found = await on.query<{ awaits_record_id: string }>(
    `select distinct awaits_record_id from interop.reject where run_id = $1 and state = 'waiting'`,
    [runId],
  )
  return found.rows.map((row) => row.awaits_record_id)
}

/** At most `limit` of the run's pieces that wait for these records, unit by unit in the order they came. */
export async function waitingFor(
  on: On,
  runId: string,
  recordIds: readonly string[],
  limit: number,
): Promise<WaitingReject[]> {
  const found = await on.query<WaitingReject>(
    `select reject_id, unit_id, place, content, full_url, awaits_record_id from interop.reject
     where run_id = $1 and state = 'waiting' and content is not null and awaits_record_id = any($2::uuid[])
     order by unit_id, reject_id limit $3`,
    [runId, recordIds, limit],
  )
  return found.rows
}

/** What still waits when the run is over stays in the queue for a person. */
export async function openWaiting(on: On, runId: string): Promise<number> {
  const opened = await on.query(
    `update interop.reject set state = 'open' where run_id = $1 and state = 'waiting'`,
    [runId],
  )
  return opened.rowCount ?? 0
}

export async function settleRejects(
  on: On,
  rejectIds: readonly string[],
  settled: { state: 'placed' | 'dismissed'; by: string; reason: string },
): Promise<void> {
  await on.query(
    `update interop.reject set state = $2, settled_at = now(), settled_by = $3, settled_reason = $4
     where reject_id = any($1::uuid[])`,
    [rejectIds, settled.state, settled.by, settled.reason],
  )
}

/** The run's state, locked until the transaction ends; undefined when there is no such run. */
export async function lockRun(on: On, runId: string): Promise<RunState | undefined> {
  const found = await on.query<{ state: RunState }>(
    'select state from interop.import_run where run_id = $1 for update',
    [runId],
  )
  return found.rows[0]?.state
}

/** The position of the run's last unit; -1 when it has none. */
export async function lastPosition(on: On, runId: string): Promise<number> {
  const found = await on.query<{ last: number }>(
    'select coalesce(max(position), -1) as last from interop.import_unit where run_id = $1',
    [runId],
  )
  return found.rows[0]?.last ?? -1
}

/** Uploads of the run that were read and that no refused item keeps: their content lies with its records now. */
export async function uploadsToForget(
  on: On,
  runId: string,
): Promise<{ unit_id: string; staged_blob_id: string }[]> {
  const found = await on.query<{ unit_id: string; staged_blob_id: string }>(
    `select u.unit_id, u.staged_blob_id from interop.import_unit u
     where u.run_id = $1 and u.state = 'done' and u.staged_blob_id is not null
       and not exists (select 1 from interop.reject j where j.unit_id = u.unit_id and j.content_blob_id = u.staged_blob_id)`,
    [runId],
  )
  return found.rows
}

export async function forgetUpload(on: On, unitId: string): Promise<void> {
  await on.query('update interop.import_unit set staged_blob_id = null where unit_id = $1', [unitId])
}

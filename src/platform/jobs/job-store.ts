// SQL for platform.job and the queue behind it.
import { sql } from 'kysely'
import type { Db, Tx } from '../db/database.ts'
import type { JobProgress, JobState } from './jobs.ts'

type NewJob = {
  readonly jobId: string
  readonly kind: string
  readonly key: string | undefined
  readonly payload: unknown
  readonly startedBy: string
  readonly ctx: unknown
}

/** Inserts the job, or finds the one that waits under the same key; returns its id. */
export async function insertJob(tx: Tx, job: NewJob): Promise<string> {
  const inserted = await sql<{ job_id: string }>`
    insert into platform.job (job_id, kind, job_key, payload, started_by, ctx)
    values (${job.jobId}, ${job.kind}, ${job.key ?? null}, ${JSON.stringify(job.payload)}, ${job.startedBy},
      ${JSON.stringify(job.ctx)})
    on conflict (kind, job_key) where state = 'queued' and job_key is not null
      do update set payload = excluded.payload, ctx = excluded.ctx, updated_at = now()
    returning job_id`.execute(tx)
  return inserted.rows[0]?.job_id ?? job.jobId
}

export async function queueJob(
  tx: Tx,
  job: { jobId: string; kind: string; queue: string | undefined; runAt: Date | undefined },
): Promise<void> {
  await sql`select platform.queue_job(${job.kind}, ${job.jobId}, ${job.queue ?? null}, ${job.runAt ?? null})`.execute(
    tx,
  )
}

export type StartedJob = { readonly payload: unknown; readonly ctx: unknown }

/** Takes the job to run; undefined when there is nothing to do any more. */
export async function startJob(db: Db, jobId: string): Promise<StartedJob | undefined> {
  const started = await sql<{ state: JobState; payload: unknown; ctx: unknown }>`
    update platform.job
    set state = case when cancel_asked_at is null then 'running' else 'cancelled' end, error = null, updated_at = now()
    where job_id = ${jobId} and state in ('queued', 'running')
    returning state, payload, ctx`.execute(db)
  const row = started.rows[0]
  return row?.state === 'running' ? row : undefined
}

/** Writes progress; true when somebody asked to cancel. */
export async function writeProgress(
  db: Db,
  jobId: string,
  progress: { done: number; total: number | null; sentence: string | undefined },
): Promise<boolean> {
  const written = await sql<{ asked: boolean }>`
    update platform.job
    set done = ${progress.done}, total = ${progress.total}, sentence = coalesce(${progress.sentence ?? null}, sentence),
      updated_at = now()
    where job_id = ${jobId}
    returning cancel_asked_at is not null as asked`.execute(db)
  return written.rows[0]?.asked ?? false
}

export async function endJob(
  db: Db,
  jobId: string,
  end: { state: JobState; result?: unknown; error?: string },
): Promise<void> {
  await sql`
    update platform.job
    set state = ${end.state}, result = ${end.result === undefined ? null : JSON.stringify(end.result)},
      error = ${end.error ?? null}, updated_at = now()
    where job_id = ${jobId}`.execute(db)
}

/** A waiting job ends at once; a running one is told at its next step. */
export async function askToCancel(db: Db, jobId: string): Promise<void> {
  await sql`
    update platform.job
    set cancel_asked_at = coalesce(cancel_asked_at, now()), updated_at = now(),
      state = case state when 'queued' then 'cancelled' else state end
    where job_id = ${jobId} and state in ('queued', 'running')`.execute(db)
}

export async function findCancelled(db: Db, jobIds: readonly string[]): Promise<string[]> {
  if (jobIds.length === 0) return []
  const asked = await sql<{ job_id: string }>`
    select job_id from platform.job where job_id = any(${jobIds}::uuid[]) and cancel_asked_at is not null`.execute(
    db,
  )
  return asked.rows.map((row) => row.job_id)
}

const COLUMNS = [
  'job_id',
  'kind',
  'state',
  'done',
  'total',
  'sentence',
  'result',
  'error',
  'started_by',
  'created_at',
  'updated_at',
] as const

export async function findJob(db: Db, jobId: string): Promise<JobProgress | undefined> {
  const row = await db
    .selectFrom('platform.job')
    .select(COLUMNS)
    .where('job_id', '=', jobId)
    .executeTakeFirst()
  if (!row) return undefined
  return {
    jobId: row.job_id,
    kind: row.kind,
    state: row.state as JobState,
    done: row.done,
    total: row.total,
    sentence: row.sentence,
    result: row.result,
    error: row.error,
    startedBy: row.started_by,
    createdAt: new Date(row.created_at),
    updatedAt: new Date(row.updated_at),
  }
}

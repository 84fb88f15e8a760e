// SQL for worker processes and for giving back what a dead one had taken. Runs as the owner, like the queue itself.
import type pg from 'pg'

export type WorkerProcess = { readonly workerId: string; readonly host: string; readonly pid: number }

export async function registerWorker(pool: pg.Pool, worker: WorkerProcess): Promise<void> {
  await pool.query(
    `insert into platform.worker (worker_id, host, pid) values ($1, $2, $3)
     on conflict (worker_id) do update set seen_at = now()`,
    [worker.workerId, worker.host, worker.pid],
  )
}

/** False when others took this worker for dead meanwhile. */
export async function beat(pool: pg.Pool, workerId: string): Promise<boolean> {
  const beaten = await pool.query('update platform.worker set seen_at = now() where worker_id = $1', [
    workerId,
  ])
  return beaten.rowCount === 1
}

export async function removeWorker(pool: pg.Pool, workerId: string): Promise<void> {
  await pool.query('delete from platform.worker where worker_id = $1', [workerId])
}

export async function listWorkersOn(pool: pg.Pool, host: string): Promise<WorkerProcess[]> {
  const found = await pool.query<{ worker_id: string; host: string; pid: number }>(
    'select worker_id, host, pid from platform.worker where host = $1',
    [host],
  )
  return found.rows.map((row) => ({ workerId: row.worker_id, host: row.host, pid: row.pid }))
}

/** Unlocks the jobs of the workers named, of those silent too long, and of those nobody knows; returns their ids. */
export async function releaseDeadWorkers(
  pool: pg.Pool,
  dead: readonly string[],
  silentSecondsMax: number,
): Promise<string[]> {
  const gone = await pool.query<{ worker_id: string }>(
    `delete from platform.worker
     where worker_id = any($1) or seen_at < now() - make_interval(secs => $2)
     returning worker_id`,
    [dead, silentSecondsMax],
  )
  const unknown = await pool.query<{ worker_id: string }>(
    `select distinct locked_by as worker_id from graphile_worker._private_jobs q
     where locked_by is not null and locked_at < now() - make_interval(secs => $1)
       and not exists (select 1 from platform.worker w where w.worker_id = q.locked_by)`,
    [silentSecondsMax],
  )
  const ids = [...gone.rows, ...unknown.rows].map((row) => row.worker_id)
  if (ids.length > 0) await pool.query('select graphile_worker.force_unlock_workers($1)', [ids])
  return ids
}

/** Jobs that stopped because the database was away need not sit out their pause: it answers again. */
export async function bringForward(pool: pg.Pool): Promise<void> {
  await pool.query(
    `update graphile_worker._private_jobs set run_at = now()
     where locked_at is null and run_at > now() and attempts < max_attempts and last_error = 'platform.database_away'`,
  )
}

/** Ends jobs that the queue gave up on (a worker died on each of many attempts); returns how many. */
export async function failAbandonedJobs(pool: pg.Pool): Promise<number> {
  const failed = await pool.query(
    `update platform.job j
     set state = 'failed', updated_at = now(),
       error = 'This job was started many times and never came to its end. Tell the administrator.'
     where j.state in ('queued', 'running') and j.updated_at < now() - interval '1 minute'
       and not exists (
         select 1 from graphile_worker._private_jobs q
         where q.payload ->> 'jobId' = j.job_id::text and (q.attempts < q.max_attempts or q.locked_at is not null))`,
  )
  return failed.rowCount ?? 0
}

// Runs queued jobs in this process. The queue hands each to one worker; a worker that dies by any cause is noticed by
// the others (or by its successor) and its jobs start again.
import { EventEmitter } from 'node:events'
import { hostname } from 'node:os'
import { Logger, type Runner, run, type Task, type WorkerEvents } from 'graphile-worker'
import pg from 'pg'
import { z } from 'zod'
import type { PlatformDeps } from '../deps.ts'
import { asChartroomError, type ChartroomError } from '../errors.ts'
import { JOBS_CHANNEL, openReport } from './job-report.ts'
import { endJob, findCancelled, startJob } from './job-store.ts'
import type { JobKind, JobState } from './jobs.ts'
import { readCtx } from './stored-ctx.ts'
import { keepAlive } from './worker-life.ts'

export type RunJobsOptions = {
  /** The owner's address: the queue's own tables are closed to the application's role. */
  readonly url: string
  readonly concurrency: number
}

export type RunningJobs = {
  /** Asks running jobs to stop, waits for them a while, and gives the rest back to the queue. */
  stop(): Promise<void>
}

const CANCEL_POLL_MS = 1_000
const STOP_WAIT_MS = 10_000
const queuedPayload = z.object({ jobId: z.uuid() })

export async function runJobs<Deps extends PlatformDeps>(
  deps: Deps,
  kinds: readonly JobKind<unknown, Deps>[],
  options: RunJobsOptions,
): Promise<RunningJobs> {
  const pool = new pg.Pool({
    connectionString: options.url,
    max: options.concurrency + 2,
    application_name: 'chartroom jobs',
  })
  pool.on('error', () => undefined)
  pool.on('connect', (client) => client.on('error', () => undefined))
  const running = new Map<string, AbortController>()
  const events: WorkerEvents = new EventEmitter()
  const workerIds: string[] = []
  events.on('pool:create', ({ workerPool }) => workerIds.push(workerPool.id))

  const runner = await run({
    pgPool: pool,
    concurrency: options.concurrency,
    noHandleSignals: true,
    pollInterval: 2_000,
    events,
    logger: quietLogger(deps),
    taskList: Object.fromEntries(kinds.map((kind) => [kind.kind, taskFor(deps, kind, running)])),
  })
  const life = await keepAlive({
    pool,
    log: deps.log,
    worker: { workerId: workerIds[0] ?? 'unknown', host: hostname(), pid: process.pid },
    // Others gave our jobs away: two runs of one job must not go on side by side.
    onTakenForDead: () => abortAll(running, 'superseded'),
  })
  const cancels = setInterval(() => void abortCancelled(deps, running), CANCEL_POLL_MS)

  return {
    async stop() {
      clearInterval(cancels)
      abortAll(running, 'stopping')
      await stopRunner(runner)
      await life.stop()
      await pool.end()
    },
  }
}

function taskFor<Deps extends PlatformDeps>(
  deps: Deps,
  kind: JobKind<unknown, Deps>,
  running: Map<string, AbortController>,
): Task {
  return async (queued, { job }) => {
    const { jobId } = queuedPayload.parse(queued)
    const started = await startJob(deps.db.kysely, jobId)
    if (!started) return
    const abort = new AbortController()
    const begunAt = performance.now()
    running.set(jobId, abort)
    const report = openReport(deps, { jobId, kind: kind.kind }, abort)
    const finish = async (state: JobState, end: { result?: unknown; error?: string } = {}) => {
      await report.flush()
      await endJob(deps.db.kysely, jobId, { state, ...end })
      const told = { channel: JOBS_CHANNEL, about: jobId, data: { kind: kind.kind, state } }
      await deps.live.publish(deps.db.kysely, told)
      deps.metrics.jobSeconds.observe({ kind: kind.kind, state }, (performance.now() - begunAt) / 1000)
    }
    try {
      const payload = kind.payload.parse(started.payload)
      const result = await kind.run(deps, readCtx(started.ctx, jobId), payload, report)
      await finish(abort.signal.reason === 'cancelled' ? 'cancelled' : 'done', { result })
    } catch (thrown) {
      if (abort.signal.reason === 'superseded') throw new Error('superseded')
      if (abort.signal.reason === 'cancelled') return await finish('cancelled')
      const error = asChartroomError(thrown)
      const again = abort.signal.aborted || (error.kind === 'unavailable' && job.attempts < job.max_attempts)
      deps.log.warn({ jobId, kind: kind.kind, code: error.code, again }, 'job.failed')
      if (!again) return await finish('failed', { error: sentenceOf(error) })
      await endJob(deps.db.kysely, jobId, { state: 'queued', error: sentenceOf(error) }).catch(
        () => undefined,
      )
      throw new Error(error.code)
    } finally {
      running.delete(jobId)
    }
  }
}

function sentenceOf(error: ChartroomError): string {
  if (error.code !== 'platform.unexpected') return error.message
  return 'This job failed in a way that nobody expected. Start it again, and tell the administrator if it fails again.'
}

function abortAll(running: ReadonlyMap<string, AbortController>, reason: string): void {
  for (const abort of running.values()) abort.abort(reason)
}

async function abortCancelled(
  deps: PlatformDeps,
  running: ReadonlyMap<string, AbortController>,
): Promise<void> {
  const asked = await findCancelled(deps.db.kysely, [...running.keys()]).catch(() => [])
  for (const jobId of asked) running.get(jobId)?.abort('cancelled')
}

async function stopRunner(runner: Runner): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const patience = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, STOP_WAIT_MS)
  })
  await Promise.race([runner.stop().catch(() => undefined), patience])
  clearTimeout(timer)
}

// The library's messages may quote payloads; ours are ids, but errors are not: only its level and scope get through.
function quietLogger(deps: PlatformDeps): Logger {
  return new Logger((scope) => (level) => {
    if (level === 'error' || level === 'warning')
      deps.log.warn({ scope: scope.label, level }, 'job.queue_says')
  })
}

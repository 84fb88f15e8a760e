// Long work: queued in the caller's transaction, shows progress, continues after a restart.
import type { z } from 'zod'
import type { Ctx } from '../ctx.ts'
import type { Tx } from '../db/database.ts'

export type JobState = 'queued' | 'running' | 'done' | 'failed' | 'cancelled'

export type JobProgress = {
  readonly jobId: string
  readonly kind: string
  readonly state: JobState
  readonly done: number
  readonly total: number | null
  readonly sentence: string | null
  readonly result: unknown
  readonly error: string | null
  readonly startedBy: string
  readonly createdAt: Date
  readonly updatedAt: Date
}

export type JobReport = {
  /** Records progress (at most a few writes a second) and tells the live channel. */
  progress(done: number, total: number | null, sentence?: string): Promise<void>
  readonly cancelled: AbortSignal
  readonly jobId: string
}

export type JobKind<Payload, Deps> = {
  /** `feature.verb`, stored with each job; never renamed once released. */
  readonly kind: string
  readonly payload: z.ZodType<Payload>
  /** Must be safe to run again from the start after a crash. Its return value is stored as the job's result. */
  run(deps: Deps, ctx: Ctx, payload: Payload, report: JobReport): Promise<unknown>
}

export type Jobs = {
  /** Queues a job in the caller's transaction; returns its id. Jobs of one `queue` run one after another. */
  enqueue<Payload>(
    tx: Tx,
    ctx: Ctx,
    kind: JobKind<Payload, never>,
    payload: Payload,
    options?: { queue?: string; key?: string; runAt?: Date },
  ): Promise<string>
  find(jobId: string): Promise<JobProgress | undefined>
  cancel(jobId: string): Promise<void>
}

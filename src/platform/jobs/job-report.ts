// Progress of one run: many calls, few writes. A call that comes too soon after the last write is kept and written by
// the next one or at the end.
import type { PlatformDeps } from '../deps.ts'
import { asChartroomError } from '../errors.ts'
import { writeProgress } from './job-store.ts'
import type { JobReport } from './jobs.ts'

export type RunningReport = JobReport & {
  /** Writes what is still held back. */
  flush(): Promise<void>
}

const WRITE_EVERY_MS = 250

export const JOBS_CHANNEL = 'jobs'

type Step = { done: number; total: number | null; sentence: string | undefined }

export function openReport(
  deps: Pick<PlatformDeps, 'db' | 'live' | 'log'>,
  job: { jobId: string; kind: string },
  abort: AbortController,
): RunningReport {
  let held: Step | undefined
  let writtenAt = Number.NEGATIVE_INFINITY
  let sentence: string | undefined

  async function write(step: Step): Promise<void> {
    held = undefined
    writtenAt = performance.now()
    const asked = await writeProgress(deps.db.kysely, job.jobId, step)
    if (asked) abort.abort('cancelled')
    await deps.live.publish(deps.db.kysely, {
      channel: JOBS_CHANNEL,
      about: job.jobId,
      data: { kind: job.kind, state: 'running', done: step.done, total: step.total },
    })
  }

  return {
    jobId: job.jobId,
    cancelled: abort.signal,
    async progress(done, total, said) {
      sentence = said ?? sentence
      held = { done, total, sentence }
      if (performance.now() - writtenAt >= WRITE_EVERY_MS) await write(held)
    },
    async flush() {
      if (!held) return
      await write(held).catch((thrown: unknown) => {
        deps.log.warn({ jobId: job.jobId, code: asChartroomError(thrown).code }, 'job.progress_lost')
      })
    },
  }
}

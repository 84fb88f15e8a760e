// The queue as features see it: put something in within their own transaction, look how it goes, ask it to stop.
import type { Database } from '../db/database.ts'
import { ChartroomError } from '../errors.ts'
import { newId } from '../ids.ts'
import { askToCancel, findJob, insertJob, queueJob } from './job-store.ts'
import type { Jobs } from './jobs.ts'
import { storeCtx } from './stored-ctx.ts'

export function createJobs(db: Database): Jobs {
  return {
    async enqueue(tx, ctx, kind, payload, options = {}) {
      const parsed = kind.payload.safeParse(payload)
      if (!parsed.success) {
        throw new ChartroomError(
          'invalid',
          'platform.job_malformed',
          `The job ${kind.kind} can't be queued: its input is wrong.`,
          { cause: parsed.error },
        )
      }
      const jobId = newId()
      const waiting = await insertJob(tx, {
        jobId,
        kind: kind.kind,
        key: options.key,
        payload,
        startedBy: ctx.actor.id,
        ctx: storeCtx(ctx),
      })
      if (waiting === jobId) {
        await queueJob(tx, { jobId, kind: kind.kind, queue: options.queue, runAt: options.runAt })
      }
      return waiting
    },
    find: (jobId) => findJob(db.kysely, jobId),
    cancel: (jobId) => askToCancel(db.kysely, jobId),
  }
}

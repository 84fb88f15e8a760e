// The worker: runs queued jobs and carries news to reactions.
import { runJobs } from '../platform/jobs/run-jobs.ts'
import { dispatchOutbox } from '../platform/outbox/dispatch-outbox.ts'
import type { Installation } from './compose.ts'
import { jobKinds, reactions } from './features.ts'

export type RunningWorker = { close(): Promise<void> }

const CONCURRENCY = 2

export async function startWorker(installation: Installation): Promise<RunningWorker> {
  const { deps, ownerUrl } = installation
  const jobs = await runJobs(deps, jobKinds(), { url: ownerUrl, concurrency: CONCURRENCY })
  const dispatcher = dispatchOutbox(deps, reactions())
  deps.log.info({}, 'worker.started')
  return {
    async close() {
      await dispatcher.stop()
      await jobs.stop()
      deps.log.info({}, 'worker.stopped')
    },
  }
}

// A worker process that takes a job and never ends it: to be killed.
import { z } from 'zod'
import { openDatabase } from '../../src/platform/db/database.ts'
import type { PlatformDeps } from '../../src/platform/deps.ts'
import { createJobs } from '../../src/platform/jobs/open-jobs.ts'
import { runJobs } from '../../src/platform/jobs/run-jobs.ts'
import { openLive } from '../../src/platform/live/open-live.ts'
import { openLog } from '../../src/platform/log.ts'
import { openMetrics } from '../../src/platform/metrics.ts'

const url = process.argv[2] ?? ''
const db = openDatabase({ url, role: 'chartroom_app' })
const log = openLog({ logLevel: 'silent' })
const needed = { db, log, jobs: createJobs(db), live: openLive({ db, log }), metrics: openMetrics() }
await runJobs(
  needed as unknown as PlatformDeps,
  [
    {
      kind: 'test.long',
      payload: z.unknown(),
      run: async (_deps, _ctx, _payload, report) => {
        await report.progress(1, 10)
        process.send?.('begun')
        await new Promise(() => undefined)
      },
    },
  ],
  { url, concurrency: 1 },
)

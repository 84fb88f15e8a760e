// One import thread: its own connections, the same installation.
import { workerData } from 'node:worker_threads'
import { type Deps, openAudit } from '../features/audit/public.ts'
import { answerQuestions } from '../interop/fhir-import/answer-questions.ts'
import { openBlobStore } from '../platform/blobs/open-blob-store.ts'
import { systemClock } from '../platform/clock.ts'
import { openDatabase } from '../platform/db/database.ts'
import { createJobs } from '../platform/jobs/open-jobs.ts'
import { openKeys } from '../platform/keys/keys.ts'
import { openLive } from '../platform/live/open-live.ts'
import { openLog } from '../platform/log.ts'
import { openMetrics } from '../platform/metrics.ts'
import { openOutbox } from '../platform/outbox/open-outbox.ts'
import { openByteStore } from './byte-store.ts'
import { type ImportThreadData, importSettings } from './import-machine.ts'

const { config, connection } = workerData as ImportThreadData
const log = openLog(config)
const db = openDatabase(connection)
const keys = await openKeys(config.keysFolder)
const metrics = openMetrics()
const live = openLive({ db, log })
const audit = openAudit({ db, metrics })
const deps: Deps = {
  db,
  clock: systemClock,
  config,
  log,
  metrics,
  keys,
  blobs: openBlobStore({ db, keys, bytes: openByteStore(config), clock: systemClock }),
  jobs: createJobs(db),
  outbox: openOutbox(),
  live,
  audit,
}

answerQuestions(deps, await importSettings(deps), async () => {
  await live.close()
  await audit.close()
  await db.close()
})

// What every use case may need from the platform. `programs` builds one and hands it down; nobody reaches for a global.
import type { BlobStore } from './blobs/blob-store.ts'
import type { Clock } from './clock.ts'
import type { Config } from './config/config.ts'
import type { Database } from './db/database.ts'
import type { Jobs } from './jobs/jobs.ts'
import type { Keys } from './keys/keys.ts'
import type { Live } from './live/live.ts'
import type { Log } from './log.ts'
import type { Metrics } from './metrics.ts'
import type { Outbox } from './outbox/outbox.ts'

export type PlatformDeps = {
  readonly db: Database
  readonly clock: Clock
  readonly config: Config
  readonly log: Log
  readonly metrics: Metrics
  readonly keys: Keys
  readonly blobs: BlobStore
  readonly jobs: Jobs
  readonly outbox: Outbox
  readonly live: Live
}

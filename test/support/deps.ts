// The platform's real parts on a test database and a folder of their own.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openFolderByteStore } from '../../src/platform/blobs/folder-byte-store.ts'
import { openBlobStore } from '../../src/platform/blobs/open-blob-store.ts'
import { systemClock } from '../../src/platform/clock.ts'
import { loadConfig } from '../../src/platform/config/load-config.ts'
import type { PlatformDeps } from '../../src/platform/deps.ts'
import { createJobs } from '../../src/platform/jobs/open-jobs.ts'
import { openKeys } from '../../src/platform/keys/keys.ts'
import { openLive } from '../../src/platform/live/open-live.ts'
import { openLog } from '../../src/platform/log.ts'
import { openMetrics } from '../../src/platform/metrics.ts'
import { openOutbox } from '../../src/platform/outbox/open-outbox.ts'
import { createTestDatabase, type TestDatabase } from './database.ts'

export type TestDeps = {
  readonly deps: PlatformDeps
  readonly database: TestDatabase
  /** Also drops the database and the folder. */
  close(): Promise<void>
}

export async function createTestDeps(overrides: Partial<PlatformDeps> = {}): Promise<TestDeps> {
  const database = await createTestDatabase()
  const folder = await mkdtemp(join(tmpdir(), 'chartroom-test-'))
  const config = loadConfig(
    { CHARTROOM_DATA: join(folder, 'data'), CHARTROOM_LOG_LEVEL: 'silent', PORT: '0' },
    folder,
  )
  const log = openLog(config)
  const keys = await openKeys(config.keysFolder)
  const { db } = database
  const clock = overrides.clock ?? systemClock
  const live = openLive({ db, log })
  const bytes = openFolderByteStore(join(config.dataFolder, 'blobs'))
  const deps: PlatformDeps = {
    db,
    clock,
    config,
    log,
    metrics: openMetrics(),
    keys,
    blobs: openBlobStore({ db, keys, bytes, clock }),
    jobs: createJobs(db),
    outbox: openOutbox(),
    live,
    ...overrides,
  }
  return {
    deps,
    database,
    async close() {
      await live.close()
      await database.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

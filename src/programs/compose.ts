// Wires an installation from its settings: database, keys, blobs, queue, trail. Every program begins here.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { type Deps, openAudit } from '../features/audit/public.ts'
import type { ByteStore } from '../platform/blobs/byte-store.ts'
import { openBlobStore } from '../platform/blobs/open-blob-store.ts'
import { systemClock } from '../platform/clock.ts'
import type { Config } from '../platform/config/config.ts'
import { type Connection, type Database, openDatabase } from '../platform/db/database.ts'
import { startEmbedded } from '../platform/db/embedded/start-embedded.ts'
import { migrate, readMigrations } from '../platform/db/migrate.ts'
import { ChartroomError } from '../platform/errors.ts'
import { installQueue } from '../platform/jobs/install-queue.ts'
import { createJobs } from '../platform/jobs/open-jobs.ts'
import { checkKeys } from '../platform/keys/key-check.ts'
import { openKeys } from '../platform/keys/keys.ts'
import { openLive } from '../platform/live/open-live.ts'
import { openLog } from '../platform/log.ts'
import { openMetrics } from '../platform/metrics.ts'
import { openOutbox } from '../platform/outbox/open-outbox.ts'
import { openByteStore } from './byte-store.ts'

export type Installation = {
  readonly deps: Deps
  /** For migrations, the queue and backups. */
  readonly ownerUrl: string
  /** As the sealer connects. */
  openSealerDatabase(): Database
  readonly bytes: ByteStore
  /** Lets go of everything; the last Chartroom process stops the embedded database. */
  close(): Promise<void>
}

export type OpenOptions = {
  /** Connections of this process, and its name in pg_stat_activity. */
  readonly connectionsMax: number
  readonly name: string
  /** Told a sentence when something takes a moment. */
  readonly onProgress?: (sentence: string) => void
}

export const VERSION: string = (
  JSON.parse(readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8')) as { version: string }
).version

export async function openInstallation(config: Config, options: OpenOptions): Promise<Installation> {
  const log = openLog(config)
  const keys = await openKeys(config.keysFolder)
  const server = await openServer(config, options.onProgress)
  const closing: (() => Promise<void>)[] = [server.stop]
  const close = async () => {
    while (closing.length > 0) await closing.pop()?.()
  }
  try {
    await migrate(server.ownerUrl, await readMigrations(), (name) =>
      options.onProgress?.(`Preparing ${name}`),
    )
    await installQueue(server.ownerUrl)

    const db = openDatabase({
      ...server.app,
      connectionsMax: options.connectionsMax,
      applicationName: options.name,
    })
    closing.push(() => db.close())
    await checkKeys(db.kysely, keys, config.keysFolder)

    const clock = systemClock
    const metrics = openMetrics()
    const bytes = openByteStore(config)
    const live = openLive({ db, log })
    closing.push(() => live.close())
    const audit = openAudit({ db, metrics })
    closing.push(() => audit.close())
    const deps: Deps = {
      db,
      clock,
      config,
      log,
      metrics,
      keys,
      blobs: openBlobStore({ db, keys, bytes, clock }),
      jobs: createJobs(db),
      outbox: openOutbox(),
      live,
      audit,
    }
    const openSealerDatabase = () =>
      openDatabase({ ...server.sealer, connectionsMax: 2, applicationName: 'chartroom sealer' })
    return { deps, ownerUrl: server.ownerUrl, openSealerDatabase, bytes, close }
  } catch (thrown) {
    await close()
    throw thrown
  }
}

type Server = {
  readonly ownerUrl: string
  readonly app: Connection
  readonly sealer: Connection
  stop(): Promise<void>
}

async function openServer(config: Config, onProgress?: (sentence: string) => void): Promise<Server> {
  const url = config.databaseUrl
  if (url !== undefined) {
    await refuseUnfitServer(url)
    return {
      ownerUrl: url,
      app: { url, role: 'chartroom_app' },
      sealer: { url, role: 'chartroom_sealer' },
      stop: async () => undefined,
    }
  }
  const { dataFolder, keysFolder } = config
  const log = openLog(config)
  const embedded = await startEmbedded({ dataFolder, keysFolder, log, ...(onProgress ? { onProgress } : {}) })
  return {
    ownerUrl: embedded.ownerUrl,
    app: { url: embedded.appUrl },
    sealer: { url: embedded.sealerUrl },
    stop: () => embedded.stop(),
  }
}

const OLDEST_POSTGRES = 150_000

async function refuseUnfitServer(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 })
  try {
    await client.connect()
    const found = await client.query<{ version: number }>(
      `select current_setting('server_version_num')::int as version`,
    )
    if ((found.rows[0]?.version ?? 0) >= OLDEST_POSTGRES) return
  } catch (thrown) {
    throw new ChartroomError(
      'unavailable',
      'platform.database_away',
      `The database at ${shownAddress(url)} does not let us in (${reasonOf(thrown)}). Check DATABASE_URL and that the server runs.`,
      { cause: thrown },
    )
  } finally {
    await client.end().catch(() => undefined)
  }
  throw new ChartroomError(
    'unavailable',
    'platform.database_too_old',
    `The database at ${shownAddress(url)} is older than PostgreSQL 15. Upgrade it, or unset DATABASE_URL to use the embedded one.`,
  )
}

function shownAddress(url: string): string {
  const { hostname, port, pathname } = new URL(url)
  return `${hostname || 'its socket'}${port ? `:${port}` : ''}${pathname}`
}

function reasonOf(thrown: unknown): string {
  if (!(thrown instanceof Error)) return 'no reason given'
  return 'code' in thrown ? String(thrown.code) : thrown.message
}

// Chartroom's own PostgreSQL: started detached by the first process, used by all, stopped by the last.
// While a process uses it, it also watches it: a server that dies is started again, and the pools reconnect.
import { rmSync } from 'node:fs'
import type { Log } from '../../log.ts'
import { ensureRunning, type Running, type Wish } from './ensure-running.ts'
import { type HeldLock, lockAlone, tryLockAlone, tryLockShared } from './file-lock.ts'
import { prepareLayout } from './layout.ts'
import { findPostmaster, stopPostmaster } from './postmaster.ts'
import { addressFor } from './role-store.ts'
import { DEFAULT_TUNING, type Tuning } from './settings.ts'
import { watch } from './watch.ts'

export type EmbeddedOptions = {
  readonly dataFolder: string
  readonly keysFolder: string
  /** Told a sentence when something takes a moment. */
  readonly onProgress?: (sentence: string) => void
  readonly log?: Pick<Log, 'info' | 'warn' | 'error'>
  readonly tuning?: Partial<Tuning>
}

export type EmbeddedDatabase = {
  /** Superuser: migrations, backups. */
  readonly ownerUrl: string
  /** What the application uses: login chartroom_app. */
  readonly appUrl: string
  /** Login chartroom_sealer. */
  readonly sealerUrl: string
  /** The server's process id when this process last saw it. */
  pid(): number
  /** Lets go. The last one to do so stops the server. Close every pool first. */
  stop(): Promise<void>
}

const SILENT = { info: () => undefined, warn: () => undefined, error: () => undefined }

/**
 * Makes, starts or adopts the cluster in the data folder, whatever state the last stop left it in.
 * Throws a ChartroomError with a sentence for the operator when it can't.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedDatabase> {
  const layout = prepareLayout(options.dataFolder)
  const onProgress = options.onProgress ?? (() => undefined)
  const tuning = { ...DEFAULT_TUNING, ...options.tuning }
  const wish: Wish = { layout, keysFolder: options.keysFolder, tuning, onProgress }
  const log = options.log ?? SILENT

  let running: Running
  let claim: HeldLock | undefined
  const lock = await lockAlone(layout.startLock, () => onProgress('Waiting for another Chartroom process'))
  try {
    running = await ensureRunning(wish)
    claim = tryLockShared(layout.inUseLock)
  } finally {
    lock.release()
  }
  log.info({ pid: running.pid, adopted: running.adopted, as: running.place.runAs.kind }, 'database.started')

  const address = (login: Parameters<typeof addressFor>[0]) =>
    addressFor(login, running.credentials, layout.socketFolder)
  const watcher = watch(address('chartroom_owner'), log, async () => {
    const turn = await lockAlone(layout.startLock)
    try {
      running = await ensureRunning({ ...wish, onProgress: () => undefined })
      return { pid: running.pid, adopted: running.adopted }
    } finally {
      turn.release()
    }
  })

  return {
    ownerUrl: address('chartroom_owner'),
    appUrl: address('chartroom_app'),
    sealerUrl: address('chartroom_sealer'),
    pid: () => running.pid,
    async stop() {
      await watcher.stop()
      const turn = await lockAlone(layout.startLock)
      try {
        claim?.release()
        claim = undefined
        const last = tryLockAlone(layout.inUseLock)
        if (!last) return
        last.release()
        const pid = findPostmaster(running.place)
        if (pid !== undefined) await stopPostmaster(running.place, pid)
        rmSync(layout.socketFolder, { recursive: true, force: true })
        log.info({ pid }, 'database.stopped')
      } finally {
        turn.release()
      }
    },
  }
}

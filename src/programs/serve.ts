// `chartroom serve`: the server here and a worker beside it, so that heavy jobs neither slow nor swell the server.
import type { Config } from '../platform/config/config.ts'
import { type Installation, openInstallation } from './compose.ts'
import { startServer } from './server.ts'
import { untilStopped } from './until-stopped.ts'
import { startWorker } from './worker.ts'
import { keepWorker } from './worker-child.ts'

const SERVER_CONNECTIONS = 12
const WORKER_CONNECTIONS = 8
const WORKER_STOP_MS_MAX = 15_000

export async function serve(
  config: Config,
  given: {
    readonly env: NodeJS.ProcessEnv
    say(sentence: string): void
    /** Done before the doors open. */
    prepare?(installation: Installation): Promise<void>
    onOpen?(address: string): void
  },
): Promise<void> {
  const installation = await openInstallation(config, {
    connectionsMax: SERVER_CONNECTIONS,
    name: 'chartroom server',
    onProgress: given.say,
  })
  try {
    await given.prepare?.(installation)
    const server = await startServer(installation)
    const worker = keepWorker(installation.deps.log, given.env)
    given.onOpen?.(server.address)
    await untilStopped()
    await worker.stop()
    await server.close()
  } finally {
    await installation.close()
  }
}

export async function work(config: Config, say: (sentence: string) => void): Promise<void> {
  const installation = await openInstallation(config, {
    connectionsMax: WORKER_CONNECTIONS,
    name: 'chartroom worker',
    onProgress: say,
  })
  try {
    const worker = await startWorker(installation)
    await untilStopped()
    // Without its database a worker can't put its jobs back; they are released when it is seen to be gone.
    setTimeout(() => process.exit(1), WORKER_STOP_MS_MAX).unref()
    await worker.close()
  } finally {
    await installation.close()
  }
}

// Keeps one worker process beside the server: starts it again when it dies, with growing pauses, and stops it last.
import { type ChildProcess, fork } from 'node:child_process'
import { join } from 'node:path'
import type { Log } from '../platform/log.ts'

export type WorkerChild = { stop(): Promise<void> }

const CLI = join(import.meta.dirname, 'cli.ts')
const PAUSE_MS_MIN = 500
const PAUSE_MS_MAX = 30_000
const HEALTHY_MS = 60_000
const STOP_MS_MAX = 20_000

export function keepWorker(log: Log, env: NodeJS.ProcessEnv): WorkerChild {
  let child: ChildProcess | undefined
  let stopping = false
  let pauseMs = PAUSE_MS_MIN
  let timer: NodeJS.Timeout | undefined

  function start(): void {
    const startedAt = performance.now()
    child = fork(CLI, ['worker'], { env, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
    child.on('error', (thrown) => log.error({ code: thrown.name }, 'worker.not_started'))
    child.once('exit', (code, signal) => {
      child = undefined
      if (stopping) return
      if (performance.now() - startedAt > HEALTHY_MS) pauseMs = PAUSE_MS_MIN
      log.warn({ code, signal, againInMs: pauseMs }, 'worker.died')
      timer = setTimeout(start, pauseMs)
      pauseMs = Math.min(pauseMs * 2, PAUSE_MS_MAX)
    })
  }
  start()

  return {
    async stop() {
      stopping = true
      clearTimeout(timer)
      const last = child
      if (!last) return
      await new Promise<void>((resolve) => {
        const impatience = setTimeout(() => last.kill('SIGKILL'), STOP_MS_MAX)
        last.once('exit', () => {
          clearTimeout(impatience)
          resolve()
        })
        last.kill('SIGTERM')
      })
    },
  }
}

// Holds one connection open. When it ends, the server died or restarted: it is brought up again, with growing pauses.
import { setTimeout as wait } from 'node:timers/promises'
import type pg from 'pg'
import type { Log } from '../../log.ts'
import { probe } from './probe.ts'

const PAUSE_MS_MIN = 100
const PAUSE_MS_MAX = 5_000

export type Watcher = { stop(): Promise<void> }

export function watch(
  url: string,
  log: Pick<Log, 'warn' | 'error'>,
  restart: () => Promise<{ pid: number; adopted: boolean }>,
): Watcher {
  const stopping = new AbortController()
  let held: pg.Client | undefined
  let pause = PAUSE_MS_MIN

  async function hold(): Promise<void> {
    const answer = await probe(url)
    if (typeof answer === 'string') return
    const client = answer.client
    if (stopping.signal.aborted) return client.end()
    held = client
    streamOf(client).unref?.()
    pause = PAUSE_MS_MIN
    const ended = new Promise<void>((resolve) => {
      client.once('end', resolve)
    })
    await ended
  }

  async function loop(): Promise<void> {
    for (;;) {
      try {
        await hold()
        if (stopping.signal.aborted) return
        const { pid, adopted } = await restart()
        log.warn({ pid, adopted }, 'database.restarted')
      } catch (thrown) {
        if (stopping.signal.aborted) return
        log.error({ error: String(thrown), retryMs: pause }, 'database.restart_failed')
      }
      await wait(pause, undefined, { ref: false, signal: stopping.signal }).catch(() => undefined)
      pause = Math.min(pause * 2, PAUSE_MS_MAX)
      if (stopping.signal.aborted) return
    }
  }

  const done = loop()
  return {
    async stop() {
      stopping.abort()
      if (held) {
        streamOf(held).ref?.()
        await held.end().catch(() => undefined)
      }
      await done
    },
  }
}

// The watching connection alone should not keep a program alive.
function streamOf(client: pg.Client): { ref?: () => void; unref?: () => void } {
  return (client as unknown as { connection: { stream: { ref?: () => void; unref?: () => void } } })
    .connection.stream
}

// One LISTEN connection per process. It is opened at the first subscription, and again whenever it breaks; listeners
// then hear `resync`, because messages of the gap are lost.
import { sql } from 'kysely'
import pg from 'pg'
import type { Database } from '../db/database.ts'
import type { Log } from '../log.ts'
import type { Live, LiveMessage } from './live.ts'

export type OpenLive = Live & { close(): Promise<void> }

/** The message that stands for all that may have been missed. */
export const RESYNC = 'resync'

const CHANNEL = 'chartroom_live'
// PostgreSQL refuses 8,000 bytes or more.
const PAYLOAD_BYTES_MAX = 7_500
const PAUSE_MS_MIN = 200
const PAUSE_MS_MAX = 10_000

type Listener = (message: LiveMessage) => void

export function openLive({ db, log }: { db: Database; log: Log }): OpenLive {
  const listeners = new Map<string, Set<Listener>>()
  let client: pg.Client | undefined
  let opening: Promise<void> | undefined
  let timer: NodeJS.Timeout | undefined
  let closed = false
  let pauseMs = PAUSE_MS_MIN

  function hand(message: LiveMessage): void {
    for (const listener of listeners.get(message.channel) ?? []) listener(message)
  }

  async function listen(): Promise<void> {
    const fresh = new pg.Client({ ...db.pool.options, application_name: 'chartroom live', keepAlive: true })
    fresh.on('notification', ({ payload }) => {
      const message = readMessage(payload)
      if (message) hand(message)
    })
    fresh.on('error', () => undefined)
    fresh.on('end', () => {
      if (client === fresh) client = undefined
      comeBack()
    })
    await fresh.connect()
    await fresh.query(`listen ${CHANNEL}`)
    client = fresh
    if (closed) await fresh.end()
  }

  function comeBack(): void {
    if (closed || timer || listeners.size === 0) return
    timer = setTimeout(() => {
      timer = undefined
      pauseMs = Math.min(pauseMs * 2, PAUSE_MS_MAX)
      open(true)
    }, pauseMs)
  }

  function open(again: boolean): void {
    if (closed || client || opening) return
    opening = listen()
      .then(() => {
        pauseMs = PAUSE_MS_MIN
        if (again) for (const channel of listeners.keys()) hand({ channel, about: RESYNC })
      })
      .catch(() => {
        log.warn({}, 'live.connection_failed')
        comeBack()
      })
      .finally(() => {
        opening = undefined
      })
  }

  return {
    async publish(given, message) {
      await sql`select pg_notify(${CHANNEL}, ${writeMessage(message)})`.execute(given)
    },
    subscribe(channel, listener) {
      const all = listeners.get(channel) ?? new Set()
      listeners.set(channel, all.add(listener))
      open(false)
      return () => {
        all.delete(listener)
        if (all.size === 0 && listeners.get(channel) === all) listeners.delete(channel)
      }
    },
    async close() {
      closed = true
      clearTimeout(timer)
      await opening
      await client?.end()
    },
  }
}

function writeMessage(message: LiveMessage): string {
  const whole = JSON.stringify(message)
  if (Buffer.byteLength(whole) <= PAYLOAD_BYTES_MAX) return whole
  return JSON.stringify({ channel: message.channel, about: message.about })
}

function readMessage(payload: string | undefined): LiveMessage | undefined {
  try {
    return JSON.parse(payload ?? '') as LiveMessage
  } catch {
    return undefined
  }
}

// Carries news to reactions, at least once each. One reaction's failure holds up neither the others nor other news.
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import type { PlatformDeps } from '../deps.ts'
import { asChartroomError } from '../errors.ts'
import {
  claimDeliveries,
  type Delivery,
  OUTBOX_CHANNEL,
  postponeDelivery,
  removeDelivery,
  spreadNews,
} from './outbox-store.ts'
import type { Reaction } from './reactions.ts'

const POLL_MS = 2_000
const BATCH = 200
const LEASE_SECONDS = 300
const ATTEMPTS_MAX = 20
const PAUSE_SECONDS_MAX = 600

export type Dispatcher = {
  /** Carries everything that is due now; for tests and for commands that want to end with all done. */
  drain(): Promise<number>
  stop(): Promise<void>
}

export function dispatchOutbox<Deps extends PlatformDeps>(
  deps: Deps,
  reactions: readonly Reaction<Deps>[],
): Dispatcher {
  const byName = new Map(reactions.map((reaction) => [reaction.name, reaction]))
  if (byName.size !== reactions.length) throw new Error('Two reactions have one name.')
  const names = [...byName.keys()]
  const listed = reactions.map(({ name, topic }) => ({ name, topic }))
  const stopping = new AbortController()
  const waker = openWaker(deps)

  async function drain(): Promise<number> {
    let carried = 0
    while (!stopping.signal.aborted) {
      const taken = await spreadNews(deps.db.kysely, listed, BATCH)
      const due = await claimDeliveries(deps.db.kysely, names, BATCH, LEASE_SECONDS)
      for (const delivery of due) await carry(deps, byName, delivery)
      carried += due.length
      if (taken === 0 && due.length === 0) break
    }
    return carried
  }

  async function loop(): Promise<void> {
    while (!stopping.signal.aborted) {
      await drain().catch((thrown: unknown) => {
        deps.log.warn({ code: asChartroomError(thrown).code }, 'outbox.away')
      })
      await waker.next(stopping.signal)
    }
  }
  const ended = loop()

  return {
    drain,
    async stop() {
      stopping.abort()
      await waker.close()
      await ended
    },
  }
}

async function carry<Deps extends PlatformDeps>(
  deps: Deps,
  reactions: ReadonlyMap<string, Reaction<Deps>>,
  delivery: Delivery,
): Promise<void> {
  const { deliveryId, reaction, attempts, ...news } = delivery
  try {
    await reactions.get(reaction)?.react(deps, news)
    await removeDelivery(deps.db.kysely, deliveryId)
  } catch (thrown) {
    const error = asChartroomError(thrown)
    const park = attempts >= ATTEMPTS_MAX && error.kind !== 'unavailable'
    const fields = { reaction, topic: news.topic, attempts, code: error.code }
    if (park) deps.log.error(fields, 'outbox.parked')
    else deps.log.warn(fields, 'outbox.reaction_failed')
    const seconds = Math.min(2 ** Math.min(attempts - 1, 20), PAUSE_SECONDS_MAX)
    await postponeDelivery(deps.db.kysely, deliveryId, { seconds, error: error.code, park })
  }
}

// Wakes at a notification or after a while, whichever comes first; a lost connection only means the latter.
function openWaker(deps: PlatformDeps) {
  let client: pg.Client | undefined
  let wake: () => void = () => undefined

  async function listen(): Promise<void> {
    if (client) return
    const fresh = new pg.Client({ ...deps.db.pool.options, application_name: 'chartroom outbox' })
    fresh.on('error', () => undefined)
    fresh.on('end', () => {
      if (client === fresh) client = undefined
    })
    fresh.on('notification', () => wake())
    await fresh.connect()
    await fresh.query(`listen ${OUTBOX_CHANNEL}`)
    client = fresh
  }

  return {
    async next(signal: AbortSignal): Promise<void> {
      await listen().catch(() => undefined)
      if (signal.aborted) return
      const told = new Promise<void>((resolve) => {
        wake = resolve
      })
      const timer = new AbortController()
      const both = AbortSignal.any([signal, timer.signal])
      await Promise.race([told, wait(POLL_MS, undefined, { signal: both }).catch(() => undefined)])
      timer.abort()
    },
    async close(): Promise<void> {
      wake()
      await client?.end()
    },
  }
}

// The sealer: one elected process seals what has committed and signs a checkpoint, so that the limit of detection is
// a second. Every process may start one; an advisory lock elects, and another takes over when the elected one dies.
import type pg from 'pg'
import type { PlatformDeps } from '../../../platform/deps.ts'
import type { Keys } from '../../../platform/keys/keys.ts'
import type { CheckpointPlaces } from './checkpoint-files.ts'
import { type CheckpointLog, openCheckpointLog } from './checkpoint-log.ts'
import { beginningOf, type Seal } from './seal.ts'
import { sealPending } from './seal-events.ts'
import { connectBeside, countUnsealed, findLastSeal, findSeal } from './seal-store.ts'

const ELECTION_LOCK = 4_207_117
const SEAL_EVERY_MS = 500
const ELECT_EVERY_MS = 2_000
const HEARTBEAT_MS = 60_000
const GAUGE_MAX = 100_000

export type SealerNeeds = Pick<PlatformDeps, 'db' | 'clock' | 'log' | 'metrics'> & {
  readonly keys: Pick<Keys, 'sign' | 'verify'>
}

export type Sealer = {
  /** Seals once more what has committed, signs, and lets another process be elected. */
  close(): Promise<void>
}

/** Seals until closed. A failure is logged and tried again; the trail itself never waits for the sealer. */
export function startSealer(needs: SealerNeeds, places: CheckpointPlaces): Sealer {
  const stop = new AbortController()
  const finished = keepSealing(needs, places, stop.signal)
  return {
    async close() {
      stop.abort()
      await finished
    },
  }
}

/** Seals and signs all that has committed, once; false when another process is the elected sealer. */
export async function sealOnce(needs: SealerNeeds, places: CheckpointPlaces): Promise<boolean> {
  const client = await connectBeside(needs.db.pool, 'chartroom_sealer', 'chartroom sealer')
  try {
    if (!(await isElected(client))) return false
    const office = await takeOffice(client, needs, places)
    await office.work()
    return true
  } finally {
    await client.end()
  }
}

async function keepSealing(needs: SealerNeeds, places: CheckpointPlaces, stop: AbortSignal): Promise<void> {
  while (!stop.aborted) {
    let client: pg.Client | undefined
    try {
      client = await connectBeside(needs.db.pool, 'chartroom_sealer', 'chartroom sealer')
      while (!stop.aborted && !(await isElected(client))) await pause(ELECT_EVERY_MS, stop)
      if (stop.aborted) break
      const office = await takeOffice(client, needs, places)
      while (!stop.aborted) {
        await office.work()
        await pause(SEAL_EVERY_MS, stop)
      }
      await office.work()
    } catch (thrown) {
      needs.log.error({ err: String(thrown) }, 'audit.sealing_failed')
      await pause(ELECT_EVERY_MS, stop)
    } finally {
      await client?.end().catch(() => undefined)
    }
  }
}

async function isElected(client: pg.ClientBase): Promise<boolean> {
  const found = await client.query<{ elected: boolean }>('select pg_try_advisory_lock($1) as elected', [
    ELECTION_LOCK,
  ])
  return found.rows[0]?.elected === true
}

async function takeOffice(client: pg.ClientBase, needs: SealerNeeds, places: CheckpointPlaces) {
  const checkpoints = await openCheckpointLog(client, places, needs)
  let head = await findLastSeal(client)
  await warnWhenCut(client, checkpoints, head, needs)
  let signedAt = needs.clock.now().getTime()

  return {
    async work(): Promise<void> {
      head = await sealPending(client, head)
      const now = needs.clock.now().getTime()
      if (
        head !== undefined &&
        (head.sealNo !== checkpoints.lastSealNo() || now - signedAt >= HEARTBEAT_MS)
      ) {
        await checkpoints.append(head)
        signedAt = now
      }
      needs.metrics.unsealedEvents.set(await countUnsealed(client, beginningOf(head), GAUGE_MAX))
    },
  }
}

// The seals must still reach what was signed last. They go on either way, because what comes now needs its seal too;
// `chartroom audit verify` says where it broke.
async function warnWhenCut(
  client: pg.ClientBase,
  checkpoints: CheckpointLog,
  head: Seal | undefined,
  { log }: SealerNeeds,
): Promise<void> {
  const signed = checkpoints.lastSealNo()
  if (signed === 0 || (await findSeal(client, signed)) !== undefined) return
  log.error({ signedSeal: signed, lastSeal: head?.sealNo ?? 0 }, 'audit.seals_missing')
}

function pause(ms: number, stop: AbortSignal): Promise<void> {
  if (stop.aborted) return Promise.resolve()
  return new Promise((resolve) => {
    const timer = setTimeout(done, ms)
    stop.addEventListener('abort', done, { once: true })
    function done() {
      clearTimeout(timer)
      stop.removeEventListener('abort', done)
      resolve()
    }
  })
}

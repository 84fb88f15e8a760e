// `chartroom audit verify`: proves that the trail is what was sealed and signed, or names the first place where it is
// not. Reads everything in one snapshot, in constant memory, by COPY on several connections.
import type pg from 'pg'
import type { PlatformDeps } from '../../../platform/deps.ts'
import { ChartroomError } from '../../../platform/errors.ts'
import { type Break, eventBreak, sealBreak } from './breaks.ts'
import { isSignedBy, readCheckpoint, type SignatureCheck } from './checkpoint.ts'
import { type CheckpointPlaces, readCheckpointLines } from './checkpoint-files.ts'
import { beginningOf, endOf, hashSeal, type Seal } from './seal.ts'
import {
  beginSnapshot,
  connectBeside,
  findLastCheckpoint,
  findLastSeal,
  findSeal,
  inspectUnsealed,
  joinSnapshot,
  listCheckpointsAfter,
  listSealsAfter,
} from './seal-store.ts'
import { openChainCheck } from './verify-chain.ts'
import { type CheckpointWalk, type KnownCheckpoints, walkCheckpoints } from './verify-checkpoints.ts'
import { type SealRun, verifyRun } from './verify-events.ts'

export type Verdict = {
  readonly ok: boolean
  /** Events compared with their seals. */
  readonly events: number
  /** Committed events that no seal covers yet: the last second's, or more while nothing seals. */
  readonly unsealed: number
  readonly seals: number
  readonly checkpoints: number
  readonly firstBroken?: Break
  readonly verifiedAt: string
  readonly seconds: number
}

export type VerifyNeeds = Pick<PlatformDeps, 'db' | 'clock'> & { readonly keys: SignatureCheck }

export type VerifyOptions = {
  /** Trust everything up to this signed checkpoint and verify what came after it. */
  readonly fromCheckpoint?: number | undefined
  readonly onProgress?: ((events: number, total: number) => void) | undefined
}

const LANES = 2
const EVENTS_PER_RUN = 100_000
const EVENTS_PER_PAGE = 400_000

export async function verifyTrail(
  needs: VerifyNeeds,
  places: CheckpointPlaces,
  options: VerifyOptions = {},
): Promise<Verdict> {
  const started = performance.now()
  const clients: pg.Client[] = []
  const connect = async () => {
    const client = await connectBeside(needs.db.pool, 'chartroom_app', 'chartroom verify')
    clients.push(client)
    return client
  }
  try {
    // Counted before the snapshot is taken: whatever seal these lines name must be in the snapshot.
    const linesBefore = await countCheckpointLines(places.folder)
    const control = await connect()
    const snapshot = await beginSnapshot(control)
    const lanes = await Promise.all(Array.from({ length: LANES }, connect))
    for (const lane of lanes) await joinSnapshot(lane, snapshot)

    const walk = walkCheckpoints(places, await knownCheckpoints(control, linesBefore), needs.keys)
    const start = await findStart(control, places, needs.keys, options.fromCheckpoint)
    const walked = await verifySeals(control, lanes, walk, start, options)
    const fileBreak = await walk.finish()
    const rest =
      walked.broken === undefined
        ? await inspectUnsealed(control, beginningOf(walked.head), walked.head)
        : { count: 0, forgedEventId: null }
    const forged = rest.forgedEventId === null ? undefined : eventBreak('inserted', rest.forgedEventId)
    const firstBroken = walked.broken ?? fileBreak ?? forged
    return {
      ok: firstBroken === undefined,
      events: walked.events,
      unsealed: rest.count,
      seals: walked.seals,
      checkpoints: walk.count(),
      ...(firstBroken === undefined ? {} : { firstBroken }),
      verifiedAt: needs.clock.now().toISOString(),
      seconds: Math.round(performance.now() - started) / 1000,
    }
  } finally {
    await Promise.all(clients.map((client) => client.end().catch(() => undefined)))
  }
}

type Walked = {
  readonly broken: Break | undefined
  readonly head: Seal | undefined
  readonly events: number
  readonly seals: number
}

async function verifySeals(
  control: pg.Client,
  lanes: readonly pg.Client[],
  walk: CheckpointWalk,
  start: Seal | undefined,
  { onProgress }: VerifyOptions,
): Promise<Walked> {
  const total = (await findLastSeal(control))?.eventsTotal ?? 0
  const chain = openChainCheck(start)
  let head = start
  let events = 0
  let seals = 0
  const runs = openRuns(lanes, (done) => {
    events += done.reduce((sum, seal) => sum + seal.eventCount, 0)
    seals += done.length
    onProgress?.(events, total)
  })
  let broken: Break | undefined
  let run: Seal[] = []
  let runEvents = 0
  let from = beginningOf(start)

  const dispatch = async () => {
    const last = run.at(-1)
    if (last === undefined) return
    await runs.add({ from, seals: run })
    from = endOf(last)
    run = []
    runEvents = 0
  }

  while (broken === undefined && runs.broken() === undefined) {
    const after = head?.sealNo ?? 0
    const page = await listSealsAfter(control, after, (head?.eventsTotal ?? 0) + EVENTS_PER_PAGE)
    for (const seal of page) {
      broken = chain.next(seal)
      if (broken === undefined && (await walk.contradicts(seal)))
        broken = sealBreak('chain_rewritten', seal.sealNo)
      if (broken !== undefined || runs.broken() !== undefined) break
      head = seal
      run.push(seal)
      runEvents += seal.eventCount
      if (runEvents >= EVENTS_PER_RUN) await dispatch()
    }
    if (page.length === 0) break
  }
  await dispatch()
  await runs.finish()
  const beyond = (broken ?? runs.broken()) ? undefined : await walk.findBeyond(head?.sealNo ?? 0)
  const cut = beyond === undefined ? undefined : sealBreak('tail_cut', (head?.sealNo ?? 0) + 1)
  return { broken: runs.broken() ?? broken ?? cut, head, events, seals }
}

/** Hands each run to the next free connection; keeps the break that comes first in the trail. */
function openRuns(lanes: readonly pg.Client[], onDone: (seals: readonly Seal[]) => void) {
  const idle = [...lanes]
  const active = new Set<Promise<void>>()
  const started: Promise<void>[] = []
  let first: { seal: number; broken: Break } | undefined

  async function check(lane: pg.Client, run: SealRun): Promise<void> {
    const broken = await verifyRun(lane, run)
    idle.push(lane)
    if (broken === undefined) return onDone(run.seals)
    const seal = run.seals[0]?.sealNo ?? 0
    if (first === undefined || seal < first.seal) first = { seal, broken }
  }

  return {
    broken: () => first?.broken,
    async add(run: SealRun): Promise<void> {
      while (idle.length === 0) await Promise.race(active)
      const lane = idle.shift()
      if (lane === undefined) return
      const work: Promise<void> = check(lane, run).finally(() => active.delete(work))
      active.add(work)
      // A failure is thrown by whoever awaits next; without this it would count as unhandled until then.
      work.catch(() => undefined)
      started.push(work)
    },
    async finish(): Promise<void> {
      await Promise.all(started)
    },
  }
}

async function countCheckpointLines(folder: string): Promise<number> {
  let count = 0
  for await (const _ of readCheckpointLines(folder)) count += 1
  return count
}

// Read in pages: a year of checkpoints does not fit into memory.
async function knownCheckpoints(client: pg.ClientBase, linesBefore: number): Promise<KnownCheckpoints> {
  const last = await findLastCheckpoint(client)
  let page = new Map<number, string>()
  let pageEnd = 0
  return {
    linesBefore,
    count: last?.checkpointNo ?? 0,
    async hashOf(checkpointNo) {
      if (checkpointNo > pageEnd) {
        const rows = await listCheckpointsAfter(client, checkpointNo - 1)
        page = new Map(rows.map((row) => [row.checkpointNo, row.lineHash.toString('hex')]))
        pageEnd = rows.at(-1)?.checkpointNo ?? Number.POSITIVE_INFINITY
      }
      return page.get(checkpointNo)
    },
  }
}

async function findStart(
  client: pg.ClientBase,
  places: CheckpointPlaces,
  keys: SignatureCheck,
  checkpointNo: number | undefined,
): Promise<Seal | undefined> {
  if (checkpointNo === undefined) return undefined
  for await (const { text } of readCheckpointLines(places.folder)) {
    const checkpoint = readCheckpoint(text)
    if (checkpoint?.n !== checkpointNo) continue
    if (!isSignedBy(text, checkpoint, keys)) break
    const seal = await findSeal(client, checkpoint.seal)
    if (seal === undefined || hashSeal(seal).toString('hex') !== checkpoint.hash) break
    return { ...seal, hash: Buffer.from(checkpoint.hash, 'hex') }
  }
  throw new ChartroomError(
    'not_found',
    'audit.no_such_checkpoint',
    `There is no good checkpoint ${checkpointNo} to start from. Verify the whole trail: chartroom audit verify`,
  )
}

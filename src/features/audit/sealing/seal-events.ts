// Makes the next seal: takes every committed event that no running transaction can still add to.
import { createHash } from 'node:crypto'
import type pg from 'pg'
import { copyEventsStatement, type Place, readLine, XID_END } from './canonical.ts'
import { copyRows } from './copy-rows.ts'
import { beginningOf, hashSeal, markOf, NO_HASH, packIds, type Seal, type SealBody } from './seal.ts'
import { findFullSealEnd, type Horizon, insertSeal, readHorizon } from './seal-store.ts'

const EVENTS_PER_SEAL = 20_000

/** Seals until nothing is left that can be sealed; returns the last seal. `previous` is the head of the chain. */
export async function sealPending(
  client: pg.ClientBase,
  previous: Seal | undefined,
  onSealed: (seal: Seal) => void = () => undefined,
): Promise<Seal | undefined> {
  let head = previous
  while (true) {
    const next = await sealNext(client, head)
    if (next === undefined) return head
    onSealed(next)
    head = next
  }
}

async function sealNext(client: pg.ClientBase, previous: Seal | undefined): Promise<Seal | undefined> {
  const horizon = await readHorizon(client)
  const from = beginningOf(previous)
  const to = await chooseEnd(client, from, previous?.era ?? 1, horizon)
  if (to === undefined) return undefined

  const contents = await readContents(client, copyEventsStatement(from, to))

  const body: SealBody = {
    sealNo: (previous?.sealNo ?? 0) + 1,
    era: to.era,
    fromXid: previous?.era === to.era ? previous.toXid : '0',
    toXid: to.xid,
    nextXid: horizon.nextXid,
    eventCount: contents.ids.length,
    eventsTotal: (previous?.eventsTotal ?? 0) + contents.ids.length,
    eventIdMin: contents.idMin,
    eventIdMax: Math.max(previous?.eventIdMax ?? 0, contents.idMax),
    earliestAtMicros: contents.earliestAtMicros,
    sealedAtMicros: horizon.nowMicros,
    eventIds: packIds(contents.ids),
    eventMarks: Buffer.concat(contents.marks),
    digest: contents.digest,
    previousHash: previous?.hash ?? NO_HASH,
  }
  const seal = { ...body, hash: hashSeal(body) }
  await insertSeal(client, seal)
  return seal
}

// An era that a restore has ended is sealed to its very end; the present one up to the oldest running transaction.
async function chooseEnd(
  client: pg.ClientBase,
  from: Place,
  firstEra: number,
  horizon: Horizon,
): Promise<Place | undefined> {
  for (let era = firstEra; era <= horizon.era; era += 1) {
    const end = { era, xid: era < horizon.era ? XID_END : horizon.endedBelow }
    const found = await findFullSealEnd(client, from, end, EVENTS_PER_SEAL)
    if (found.full) return { era: found.full.era, xid: String(BigInt(found.full.xid) + 1n) }
    if (found.any) return end
  }
  return undefined
}

async function readContents(client: pg.ClientBase, statement: string) {
  const digest = createHash('sha256')
  const ids: number[] = []
  const marks: Buffer[] = []
  let idMin = Number.MAX_SAFE_INTEGER
  let idMax = 0
  let earliestAtMicros = Number.MAX_SAFE_INTEGER
  for await (const { bytes, ends, count } of copyRows(client, statement)) {
    digest.update(bytes)
    let start = 0
    for (let row = 0; row < count; row += 1) {
      const end = ends[row] ?? start
      const { eventId, atMicros, contentStart } = readLine(bytes, start)
      ids.push(eventId)
      marks.push(markOf(bytes.subarray(contentStart, end)))
      if (eventId < idMin) idMin = eventId
      if (eventId > idMax) idMax = eventId
      if (atMicros < earliestAtMicros) earliestAtMicros = atMicros
      start = end
    }
  }
  return { digest: digest.digest(), ids, marks, idMin, idMax, earliestAtMicros }
}

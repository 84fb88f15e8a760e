// Compares the events in the database with their seals: one digest a seal over the raw COPY bytes; only where it
// differs are single events looked at, to name the first that broke.
import { createHash, type Hash } from 'node:crypto'
import type pg from 'pg'
import { type Break, eventBreak, sealBreak } from './breaks.ts'
import { copyEventsStatement, type Place, readLine } from './canonical.ts'
import { copyRows } from './copy-rows.ts'
import { endOf, markOf, type Seal, unpackIds, unpackMarks } from './seal.ts'
import { hasEventSince } from './seal-store.ts'

/** Seals that follow one another, and where the first one's events begin. */
export type SealRun = { readonly from: Place; readonly seals: readonly Seal[] }

/** The first break in the run, or undefined when every event is as sealed. */
export async function verifyRun(client: pg.ClientBase, run: SealRun): Promise<Break | undefined> {
  const at = await findDifferingSeal(client, run)
  if (at === undefined) return undefined
  // An event added at a seal's end only shifts the next one, so the seal before is looked at first.
  for (const index of [at - 1, at]) {
    const seal = run.seals[index]
    const before = run.seals[index - 1]
    if (seal === undefined) continue
    const broken = await explainSeal(client, seal, before === undefined ? run.from : endOf(before))
    if (broken !== undefined) return broken
  }
  return sealBreak('seal_edited', run.seals[at]?.sealNo ?? 0)
}

// Events come in the seals' order, so counting rows cuts the stream at the seals' ends. A missing or additional row
// shifts what follows, and shows in the seal where it happened.
async function findDifferingSeal(
  client: pg.ClientBase,
  { from, seals }: SealRun,
): Promise<number | undefined> {
  const last = seals.at(-1)
  if (last === undefined) return undefined
  let index = 0
  let missing = seals[0]?.eventCount ?? 0
  let digest: Hash = createHash('sha256')
  let differing: number | undefined
  for await (const { bytes, ends, count } of copyRows(client, copyEventsStatement(from, endOf(last)))) {
    // The rest is read to its end without looking, because the connection is needed again.
    if (differing !== undefined) continue
    let row = 0
    while (row < count && differing === undefined) {
      const seal = seals[index]
      if (seal === undefined) {
        differing = seals.length - 1
        break
      }
      const taken = Math.min(missing, count - row)
      digest.update(bytes.subarray(row === 0 ? 0 : ends[row - 1], ends[row + taken - 1] ?? 0))
      row += taken
      missing -= taken
      if (missing > 0) continue
      if (!digest.digest().equals(seal.digest)) differing = index
      index += 1
      missing = seals[index]?.eventCount ?? 0
      digest = createHash('sha256')
    }
  }
  if (differing !== undefined) return differing
  return index < seals.length ? index : undefined
}

type Found = { readonly eventId: number; readonly mark: string }

/** Undefined when the seal's own range holds exactly what was sealed. */
async function explainSeal(client: pg.ClientBase, seal: Seal, from: Place): Promise<Break | undefined> {
  const { found, digest } = await readFound(client, copyEventsStatement(from, endOf(seal)))
  if (digest.equals(seal.digest)) return undefined
  const marks = unpackMarks(seal.eventMarks)
  const expected = unpackIds(seal.eventIds).map((eventId, index) => ({ eventId, mark: marks[index] ?? '' }))
  const suspect = compareEvents(expected, found, seal.sealNo)
  if (suspect?.kind !== 'deleted' || suspect.eventId === undefined) return suspect
  // Gone from its seal, but still somewhere: moved by a changed transaction id or era.
  const stillThere = await hasEventSince(client, suspect.eventId, seal.earliestAtMicros)
  return stillThere ? eventBreak('reordered', suspect.eventId, seal.sealNo) : suspect
}

async function readFound(
  client: pg.ClientBase,
  statement: string,
): Promise<{ found: Found[]; digest: Buffer }> {
  const found: Found[] = []
  const digest = createHash('sha256')
  for await (const { bytes, ends, count } of copyRows(client, statement)) {
    digest.update(bytes)
    let start = 0
    for (let row = 0; row < count; row += 1) {
      const end = ends[row] ?? start
      const { eventId, contentStart } = readLine(bytes, start)
      found.push({ eventId, mark: markOf(bytes.subarray(contentStart, end)).toString('hex') })
      start = end
    }
  }
  return { found, digest: digest.digest() }
}

/** Names the first event that differs, and how. Pure. */
export function compareEvents(
  expected: readonly Found[],
  found: readonly Found[],
  sealNo: number,
): Break | undefined {
  const expectedIds = new Set(expected.map((event) => event.eventId))
  const foundMarks = new Map<number, string[]>()
  for (const event of found) {
    foundMarks.set(event.eventId, [...(foundMarks.get(event.eventId) ?? []), event.mark])
  }
  const strangers = found.filter((event) => !expectedIds.has(event.eventId))
  const doubled = found.find((event) => (foundMarks.get(event.eventId)?.length ?? 0) > 1)

  for (const event of expected) {
    const marks = foundMarks.get(event.eventId)
    if (marks === undefined) {
      const isRenumbered = strangers.some((stranger) => stranger.mark === event.mark)
      return eventBreak(isRenumbered ? 'reordered' : 'deleted', event.eventId, sealNo)
    }
    if (!marks.includes(event.mark)) {
      const isSwapped =
        found.some((other) => other.mark === event.mark) &&
        expected.some((other) => marks.includes(other.mark))
      return eventBreak(isSwapped ? 'reordered' : 'edited', event.eventId, sealNo)
    }
  }
  const slippedIn = strangers[0] ?? doubled
  if (slippedIn !== undefined) return eventBreak('inserted', slippedIn.eventId, sealNo)
  // Every event is there with its content, yet the bytes differ: a transaction id or an era was changed in place.
  const first = expected.find((event, index) => found[index]?.eventId !== event.eventId) ?? expected[0]
  return first === undefined ? undefined : eventBreak('reordered', first.eventId, sealNo)
}

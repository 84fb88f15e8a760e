// Walks the checkpoint files: every line is the successor of the one before, the database knows each, the copy agrees,
// and the last signature is good. A good signature at the end vouches for all lines before it, because the sealer
// checks the last line before it adds one; only when it is not good is every signature checked, to name the first.
import { type Break, checkpointBreak } from './breaks.ts'
import {
  type Checkpoint,
  hashLine,
  isSignedBy,
  NO_LINE,
  readCheckpoint,
  type SignatureCheck,
} from './checkpoint.ts'
import { type CheckpointPlaces, listCheckpointFiles, readCheckpointLines } from './checkpoint-files.ts'
import type { Seal } from './seal.ts'

export type CheckpointWalk = {
  /** Whether a checkpoint signed another head than this seal. Call it for every seal, in order. */
  contradicts(seal: Pick<Seal, 'sealNo' | 'hash' | 'eventsTotal'>): Promise<boolean>
  /** A seal that was signed and comes after the last one there is. */
  findBeyond(lastSealNo: number): Promise<number | undefined>
  /** Reads on to the end; the first break of the files, if any. */
  finish(): Promise<Break | undefined>
  count(): number
}

export type KnownCheckpoints = {
  /** How many lines there were before the database's snapshot was taken. Later ones may be news to it. */
  readonly linesBefore: number
  /** How many lines the database says were written. */
  readonly count: number
  /** The hash of line n as the database remembers it. */
  hashOf(checkpointNo: number): Promise<string | undefined>
}

export function walkCheckpoints(
  places: CheckpointPlaces,
  known: KnownCheckpoints,
  keys: SignatureCheck,
): CheckpointWalk {
  const lines = readCheckpointLines(places.folder)
  let broken: Break | undefined
  let disagreement: Break | undefined
  let last: { checkpoint: Checkpoint; text: string } | undefined
  let pending: Checkpoint | undefined
  let distrusts = false
  let exhausted = false

  async function next(): Promise<Checkpoint | undefined> {
    if (exhausted) return undefined
    const step = await lines.next()
    if (step.done) {
      exhausted = true
      return undefined
    }
    const { text, file } = step.value
    const number = (last?.checkpoint.n ?? 0) + 1
    const checkpoint = readCheckpoint(text)
    broken = breakOf(file, number, checkpoint)
    if (broken !== undefined || checkpoint === undefined) {
      exhausted = true
      return undefined
    }
    await compareWithDatabase(text, file, checkpoint)
    last = { checkpoint, text }
    distrusts ||= checkpoint.distrusts !== undefined
    return checkpoint
  }

  function breakOf(file: string, number: number, checkpoint: Checkpoint | undefined): Break | undefined {
    if (checkpoint === undefined) return checkpointBreak('checkpoint_edited', number, file)
    if (checkpoint.n > number) return checkpointBreak('checkpoint_missing', number, file)
    if (checkpoint.n < number) return checkpointBreak('checkpoint_edited', number, file)
    if (checkpoint.previous !== (last === undefined ? NO_LINE : hashLine(last.text))) {
      return checkpointBreak('checkpoint_edited', Math.max(1, number - 1), file)
    }
    if (last !== undefined && checkpoint.seal < last.checkpoint.seal) {
      return checkpointBreak('checkpoint_forged', number, file)
    }
    return undefined
  }

  // When only the database disagrees, the files still say what was signed, so the walk goes on: it may show that the
  // chain was rewritten too.
  async function compareWithDatabase(text: string, file: string, { n }: Checkpoint): Promise<void> {
    if (disagreement !== undefined) return
    const stored = await known.hashOf(n)
    if (stored !== undefined && stored !== hashLine(text)) {
      disagreement = checkpointBreak('checkpoint_edited', n, `${file} and the database differ`)
    }
    // The sealer writes a line only when the database has taken the one before.
    const mustBeStored = n <= known.count || (n > known.count + 1 && n <= known.linesBefore)
    if (stored === undefined && mustBeStored) {
      disagreement = checkpointBreak('checkpoint_missing', Math.min(n, known.count + 1), 'in the database')
    }
  }

  async function finish(): Promise<Break | undefined> {
    while ((await next()) !== undefined);
    if (broken !== undefined) return broken
    const count = last?.checkpoint.n ?? 0
    if (count < known.count) return checkpointBreak('checkpoint_missing', count + 1, 'at the end')
    if (last !== undefined && (distrusts || !isSignedBy(last.text, last.checkpoint, keys))) {
      const forged = await findForged(places.folder, keys)
      if (forged !== undefined) return forged
    }
    return disagreement ?? findCopyBreak(places, count)
  }

  return {
    async contradicts(seal) {
      while (true) {
        pending ??= await next()
        if (pending === undefined || pending.seal > seal.sealNo) return false
        const isThisHead = pending.hash === seal.hash.toString('hex') && pending.events === seal.eventsTotal
        if (pending.seal === seal.sealNo && !isThisHead) {
          if (last !== undefined && isSignedBy(last.text, pending, keys)) return true
          // Not the chain but the line was changed.
          broken = checkpointBreak('checkpoint_edited', pending.n, 'its signature is not good')
          exhausted = true
          pending = undefined
          return false
        }
        pending = undefined
      }
    },
    async findBeyond(lastSealNo) {
      while (true) {
        pending ??= await next()
        if (pending === undefined || pending.n > known.linesBefore) return undefined
        if (pending.seal > lastSealNo) return pending.seal
        pending = undefined
      }
    },
    finish,
    count: () => last?.checkpoint.n ?? 0,
  }
}

async function findForged(folder: string, keys: SignatureCheck): Promise<Break | undefined> {
  let number = 0
  for await (const { text, file } of readCheckpointLines(folder)) {
    number += 1
    const checkpoint = readCheckpoint(text)
    if (checkpoint === undefined || !isSignedBy(text, checkpoint, keys)) {
      return checkpointBreak('checkpoint_forged', number, file)
    }
  }
  return undefined
}

// The copy may lag behind (its disk was away), but never differ and never be ahead of `count` by more than what was
// written while we read.
async function findCopyBreak({ folder, copy }: CheckpointPlaces, count: number): Promise<Break | undefined> {
  if (copy === undefined || (await listCheckpointFiles(copy)).length === 0) return undefined
  const firsts = readCheckpointLines(folder)
  let number = 0
  for await (const { text, file } of readCheckpointLines(copy)) {
    number += 1
    const first = await firsts.next()
    if (first.done) {
      const isFresh = number > count && (await hasGrown(folder, number))
      return isFresh
        ? undefined
        : checkpointBreak('checkpoint_missing', number, `${file}, present in the copy`)
    }
    if (first.value.text !== text)
      return checkpointBreak('checkpoint_edited', number, `${file} and its copy differ`)
  }
  return undefined
}

async function hasGrown(folder: string, number: number): Promise<boolean> {
  let lines = 0
  for await (const _ of readCheckpointLines(folder)) {
    lines += 1
    if (lines >= number) return true
  }
  return false
}

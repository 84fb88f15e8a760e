// Writes checkpoints one after another: to the file, to its copy, then their hash to the database. Whatever a crash
// left undone between these steps is done at the next start.
import type pg from 'pg'
import type { Clock } from '../../../platform/clock.ts'
import type { Log } from '../../../platform/log.ts'
import {
  type Checkpoint,
  hashLine,
  isSignedBy,
  NO_LINE,
  readCheckpoint,
  type SignatureCheck,
  type Signer,
  writeCheckpoint,
} from './checkpoint.ts'
import {
  appendLine,
  bringCopyUp,
  type CheckpointPlaces,
  fileNameOf,
  listCheckpointFiles,
  mendAndReadLastLine,
} from './checkpoint-files.ts'
import type { Seal } from './seal.ts'
import { findLastCheckpoint, insertCheckpoint } from './seal-store.ts'

export type CheckpointLog = {
  /** The seal that the last checkpoint names. */
  lastSealNo(): number
  lastAt(): Date | undefined
  /** Signs the head and appends it; resolves when it is on disk. */
  append(head: Pick<Seal, 'sealNo' | 'hash' | 'eventsTotal'>): Promise<void>
}

export type CheckpointNeeds = {
  readonly keys: Signer & SignatureCheck
  readonly clock: Clock
  readonly log: Log
}

export async function openCheckpointLog(
  client: pg.ClientBase,
  places: CheckpointPlaces,
  { keys, clock, log }: CheckpointNeeds,
): Promise<CheckpointLog> {
  const line = await mendAndReadLastLine(places.folder)
  const last = line === undefined ? undefined : readCheckpoint(line)
  const isTrusted = line === undefined || (last !== undefined && isSignedBy(line, last, keys))
  if (!isTrusted) log.error({ folder: places.folder }, 'audit.checkpoint_not_ours')
  await copyAll(places, log)

  const stored = await findLastCheckpoint(client)
  let number = Math.max(last?.n ?? 0, stored?.checkpointNo ?? 0)
  let previous = previousHash(line, last, stored)
  if (line !== undefined && last !== undefined && isTrusted && last.n === (stored?.checkpointNo ?? 0) + 1) {
    await insertCheckpoint(client, { checkpointNo: last.n, lineHash: Buffer.from(hashLine(line), 'hex') })
  } else if ((last?.n ?? 0) !== (stored?.checkpointNo ?? 0)) {
    log.error({ inFile: last?.n ?? 0, inDatabase: stored?.checkpointNo ?? 0 }, 'audit.checkpoints_differ')
  }
  let sealNo = isTrusted ? (last?.seal ?? 0) : 0
  let at = last === undefined ? undefined : new Date(last.at)
  let distrusts = !isTrusted

  return {
    lastSealNo: () => sealNo,
    lastAt: () => at,
    async append(head) {
      const now = clock.now()
      const text = writeCheckpoint(
        {
          n: number + 1,
          at: now.toISOString(),
          seal: head.sealNo,
          hash: head.hash.toString('hex'),
          events: head.eventsTotal,
          previous,
          ...(distrusts ? { distrusts: 'earlier' } : {}),
        },
        keys,
      )
      const name = await newestName(places.folder, fileNameOf(now))
      await appendLine(places.folder, name, text)
      if (places.copy !== undefined) await copyOne(places.folder, places.copy, name, log)
      number += 1
      previous = hashLine(text)
      sealNo = head.sealNo
      at = now
      distrusts = false
      await insertCheckpoint(client, { checkpointNo: number, lineHash: Buffer.from(previous, 'hex') })
    },
  }
}

// The chain goes on from the line that both places know; the database's when the file was cut.
function previousHash(
  line: string | undefined,
  last: Checkpoint | undefined,
  stored: { checkpointNo: number; lineHash: Buffer } | undefined,
): string {
  if (stored !== undefined && stored.checkpointNo > (last?.n ?? 0)) return stored.lineHash.toString('hex')
  return line === undefined ? NO_LINE : hashLine(line)
}

// A clock that was set back must not put a line into an older file than the last one.
async function newestName(folder: string, name: string): Promise<string> {
  const newest = (await listCheckpointFiles(folder)).at(-1)
  return newest !== undefined && newest > name ? newest : name
}

async function copyAll(places: CheckpointPlaces, log: Log): Promise<void> {
  if (places.copy === undefined) return
  for (const name of await listCheckpointFiles(places.folder)) {
    await copyOne(places.folder, places.copy, name, log)
  }
}

// The copy may be on a share that is away for a while: sealing goes on, and the copy is brought up later.
async function copyOne(folder: string, copy: string, name: string, log: Log): Promise<void> {
  try {
    if (!(await bringCopyUp(folder, copy, name))) log.error({ file: name }, 'audit.checkpoint_copy_is_longer')
  } catch (thrown) {
    log.error({ file: name, err: String(thrown) }, 'audit.checkpoint_copy_failed')
  }
}

// Locks between processes that the kernel drops with their holder: SQLite's own file locks, on files that stay empty.
// A lock file with a process id in it would outlive kill -9 and then name a stranger.

import { DatabaseSync } from 'node:sqlite'
import { setTimeout as wait } from 'node:timers/promises'
import { folderFailure } from './failures.ts'

const SQLITE_BUSY = 5
const RETRY_MS = 50

export type HeldLock = { release(): void }

/** Alone: nobody else holds it, shared or not. Undefined when somebody does. */
export function tryLockAlone(file: string): HeldLock | undefined {
  return tryLock(file, ['begin exclusive'])
}

/** Together with others who share it. Undefined when somebody holds it alone. */
export function tryLockShared(file: string): HeldLock | undefined {
  return tryLock(file, ['begin', 'select count(*) from sqlite_schema'])
}

/** Waits for its turn; `onWait` is called once if it has to. */
export async function lockAlone(file: string, onWait: () => void = () => undefined): Promise<HeldLock> {
  for (let tries = 0; ; tries++) {
    const held = tryLockAlone(file)
    if (held) return held
    if (tries === 0) onWait()
    await wait(RETRY_MS)
  }
}

function tryLock(file: string, statements: readonly string[]): HeldLock | undefined {
  let database: DatabaseSync | undefined
  try {
    database = new DatabaseSync(file, { timeout: 0 })
    for (const statement of statements) database.prepare(statement).all()
    const held = database
    return { release: () => held.close() }
  } catch (thrown) {
    database?.close()
    if (((thrown as { errcode?: number }).errcode ?? 0) % 256 === SQLITE_BUSY) return undefined
    throw folderFailure(file, unwritable(thrown))
  }
}

// SQLite has its own numbers; 8 is read-only, 13 a full disk, 14 "unable to open".
function unwritable(thrown: unknown): unknown {
  const code = ({ 8: 'EACCES', 13: 'ENOSPC', 14: 'EACCES' } as Record<number, string>)[
    ((thrown as { errcode?: number }).errcode ?? 0) % 256
  ]
  return code ? Object.assign(new Error(String(thrown)), { code }) : thrown
}

// One pass from whatever is there to a server that answers: adopt a running one, else make and start it.
// The caller holds the start lock, so nobody else does the same.
import { setTimeout as wait } from 'node:timers/promises'
import type pg from 'pg'
import { findBinaries } from './binaries.ts'
import { type Credentials, credentialsFile, ensureCredentials } from './credentials.ts'
import { folderFailure, passwordRefused } from './failures.ts'
import { hasCluster, initialize } from './initialize.ts'
import type { Layout } from './layout.ts'
import { findPostmaster, isLeftover, spawnPostmaster, startFailure, stopPostmaster } from './postmaster.ts'
import { probe } from './probe.ts'
import { addressFor, ensureRolesAndDatabase, resetOwnerPassword } from './role-store.ts'
import { choosePlace, type Place, runOnce } from './run-as.ts'
import { ensureSocketFolder, type Tuning, writeSettings } from './settings.ts'

const POLL_MS = 20
const UNREACHABLE_AFTER_MS = 30_000
const LEFTOVER_PATIENCE_MS = 60_000
const TELL_AFTER_MS = 3_000

export type Wish = {
  readonly layout: Layout
  readonly keysFolder: string
  readonly tuning: Tuning
  readonly onProgress: (sentence: string) => void
}

export type Running = {
  readonly pid: number
  readonly place: Place
  readonly credentials: Credentials
  readonly adopted: boolean
}

export async function ensureRunning(wish: Wish): Promise<Running> {
  const place = choosePlace(wish.layout, findBinaries(`${wish.layout.databaseFolder}/libraries`))
  const made = hasCluster(place, wish.layout)
  const { credentials, fresh } = ensureCredentials(wish.keysFolder)
  const found = findPostmaster(place)
  if (found !== undefined) {
    if (
      await waitUntilReady(wish, credentials, () => findPostmaster(place) !== found, UNREACHABLE_AFTER_MS)
    ) {
      return { pid: found, place, credentials, adopted: true }
    }
    // It is there but its socket is not (a cleaner of temporary files took it), or it went away meanwhile.
    await stopPostmaster(place, found)
  }
  prepareToStart(wish, place, credentials, { made, fresh })
  const pid = await start(wish, place, credentials)
  return { pid, place, credentials, adopted: false }
}

function prepareToStart(
  wish: Wish,
  place: Place,
  credentials: Credentials,
  known: { made: boolean; fresh: boolean },
): void {
  ensureSocketFolder(place, wish.layout.socketFolder)
  if (!known.made) {
    wish.onProgress('Making the database (once, a few seconds)')
    initialize(place, wish.layout, credentials, wish.tuning.fsync)
  }
  try {
    writeSettings(place, wish.layout.socketFolder, wish.tuning)
  } catch (thrown) {
    throw folderFailure(wish.layout.dataFolder, thrown)
  }
  if (known.made && known.fresh) {
    wish.onProgress('Giving the database new passwords: the keys folder has none')
    const args = ['--single', '-D', place.cluster, 'postgres']
    const done = runOnce(
      place.runAs,
      place.binaries,
      place.binaries.postgres,
      args,
      resetOwnerPassword(credentials),
    )
    if (done.status !== 0) throw startFailure(wish.layout, done.stderr ?? '')
  }
}

async function start(wish: Wish, place: Place, credentials: Credentials): Promise<number> {
  const until = Date.now() + LEFTOVER_PATIENCE_MS
  for (;;) {
    const started = spawnPostmaster(place, wish.layout)
    if (await waitUntilReady(wish, credentials, started.exited)) return started.pid
    // A process that was killed while it started the server may have left one that only now shows itself.
    const other = findPostmaster(place)
    if (
      other !== undefined &&
      (await waitUntilReady(wish, credentials, () => findPostmaster(place) !== other))
    )
      return other
    const said = started.logSince()
    if (!isLeftover(said) || Date.now() > until) throw startFailure(wish.layout, said)
    await wait(POLL_MS * 10)
  }
}

/** False when `isGone` says so first, or after `patienceMs`. Recovery after a crash may take as long as it takes. */
async function waitUntilReady(
  wish: Wish,
  credentials: Credentials,
  isGone: () => boolean,
  patienceMs = Number.POSITIVE_INFINITY,
): Promise<boolean> {
  const url = addressFor('chartroom_owner', credentials, wish.layout.socketFolder, 'postgres')
  const begun = Date.now()
  let told = false
  while (!isGone()) {
    const answer = await probe(url)
    if (answer === 'password refused') throw passwordRefused(credentialsFile(wish.keysFolder))
    if (answer !== 'not yet') {
      await complete(answer.client, credentials)
      return true
    }
    if (Date.now() - begun > patienceMs) return false
    if (!told && Date.now() - begun > TELL_AFTER_MS) {
      told = true
      wish.onProgress('Waiting for the database: it is recovering from its last stop')
    }
    await wait(POLL_MS)
  }
  return false
}

async function complete(client: pg.Client, credentials: Credentials): Promise<void> {
  try {
    await ensureRolesAndDatabase(client, credentials)
  } finally {
    await client.end().catch(() => undefined)
  }
}

// Where the embedded PostgreSQL keeps its things.
//   <data folder>/database/cluster        the cluster itself (or a note, cluster-location, saying where it had to go)
//   <data folder>/database/start.lock     held while somebody initialises, starts or stops
//   <data folder>/database/in-use.lock    held, shared, by every Chartroom process that uses the cluster
//   <data folder>/database/postgres.log
//   <temporary folder>/chartroom-<hash>   the socket: its path has to be short, about 100 bytes at most
import { createHash } from 'node:crypto'
import { mkdirSync, realpathSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { folderFailure } from './failures.ts'

const SOCKET_FOLDER_LENGTH_MAX = 80

export type Layout = {
  readonly dataFolder: string
  readonly databaseFolder: string
  readonly startLock: string
  readonly inUseLock: string
  readonly logFile: string
  readonly locationNote: string
  readonly socketFolder: string
  /** Names this data folder wherever something of it has to live elsewhere. */
  readonly hash: string
}

/** Makes the folders and says where everything is. Throws a sentence when the data folder can't be written. */
export function prepareLayout(dataFolder: string): Layout {
  const databaseFolder = join(dataFolder, 'database')
  try {
    mkdirSync(databaseFolder, { recursive: true, mode: 0o700 })
  } catch (thrown) {
    throw folderFailure(dataFolder, thrown)
  }
  const real = realpathSync(databaseFolder)
  const hash = createHash('sha256').update(real).digest('hex').slice(0, 12)
  return {
    dataFolder,
    databaseFolder: real,
    startLock: join(real, 'start.lock'),
    inUseLock: join(real, 'in-use.lock'),
    logFile: join(real, 'postgres.log'),
    locationNote: join(real, 'cluster-location'),
    socketFolder: socketFolder(hash),
    hash,
  }
}

function socketFolder(hash: string): string {
  const name = `chartroom-${hash}`
  const preferred = join(tmpdir(), name)
  return Buffer.byteLength(preferred) <= SOCKET_FOLDER_LENGTH_MAX ? preferred : join('/tmp', name)
}

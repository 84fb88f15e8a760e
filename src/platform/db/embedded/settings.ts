// The cluster's settings, written anew at each start so that they follow the version of Chartroom.
import { appendFileSync, lstatSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { socketFolderTaken } from './failures.ts'
import { giveTo, type Place } from './run-as.ts'

const INCLUDE = "include_if_exists = 'chartroom.conf'"

/** Where the socket has its name from; Chartroom never listens on the network. */
export const SOCKET_PORT = 5432

export type Tuning = {
  /** Off only for throw-away clusters of tests: a crash of the machine may then lose everything. */
  readonly fsync: boolean
  readonly connectionsMax: number
}

export const DEFAULT_TUNING: Tuning = { fsync: true, connectionsMax: 100 }

export function writeSettings(place: Place, socketFolder: string, tuning: Tuning): void {
  const settings: Record<string, string> = {
    listen_addresses: "''",
    port: String(SOCKET_PORT),
    unix_socket_directories: quoted(socketFolder),
    unix_socket_permissions: '0700',
    password_encryption: "'scram-sha-256'",
    max_connections: String(tuning.connectionsMax),
    shared_buffers: "'256MB'",
    work_mem: "'16MB'",
    maintenance_work_mem: "'128MB'",
    effective_cache_size: "'1GB'",
    random_page_cost: '1.1',
    fsync: tuning.fsync ? 'on' : 'off',
    full_page_writes: tuning.fsync ? 'on' : 'off',
    synchronous_commit: tuning.fsync ? 'on' : 'off',
    wal_compression: 'on',
    max_wal_size: "'2GB'",
    checkpoint_completion_target: '0.9',
    jit: 'off',
    shared_preload_libraries: "''",
    timezone: "'UTC'",
    log_timezone: "'UTC'",
    // An error's text and detail may quote a row. Chartroom gets them as answers; the log keeps only the server's own news.
    log_min_messages: "'log'",
    log_min_error_statement: "'panic'",
    log_error_verbosity: "'terse'",
    log_checkpoints: 'off',
    log_connections: "''",
    logging_collector: 'off',
  }
  const lines = Object.entries(settings).map(([name, value]) => `${name} = ${value}`)
  write(
    place,
    'chartroom.conf',
    `# Written by Chartroom at each start. Changes here are lost.\n${lines.join('\n')}\n`,
  )
  write(place, 'pg_hba.conf', 'local all all scram-sha-256\n')
  const main = join(place.cluster, 'postgresql.conf')
  if (!readFileSync(main, 'utf8').includes(INCLUDE)) appendFileSync(main, `\n${INCLUDE}\n`)
}

function write(place: Place, name: string, text: string): void {
  const file = join(place.cluster, name)
  writeFileSync(file, text, { mode: 0o600 })
  giveTo(place.runAs, file)
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}

/** The private folder for the socket. Somebody else's folder of that name is refused, never used. */
export function ensureSocketFolder(place: Place, folder: string): void {
  const mine = place.runAs.kind === 'other-user' ? place.runAs.uid : (process.getuid?.() ?? 0)
  try {
    mkdirSync(folder, { mode: 0o700 })
    giveTo(place.runAs, folder)
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code !== 'EEXIST') throw thrown
  }
  const found = lstatSync(folder)
  if (!found.isDirectory() || found.uid !== mine || (found.mode & 0o077) !== 0)
    throw socketFolderTaken(folder)
}

// The server process: is it there, start it, stop it. Its postmaster.pid is believed only when that process really is
// a PostgreSQL for this folder: after kill -9 it names a dead process, a zombie or, in a container, a stranger.
import { execFileSync, spawn } from 'node:child_process'
import { closeSync, existsSync, openSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { postgresFailure } from './failures.ts'
import type { Layout } from './layout.ts'
import { commandFor, giveTo, type Place } from './run-as.ts'
import { SOCKET_PORT } from './settings.ts'

const LOG_BYTES_MAX = 10_000_000
const POLL_MS = 20

/** The running postmaster's process id, or undefined. */
export function findPostmaster(place: Place): number | undefined {
  const file = join(place.cluster, 'postmaster.pid')
  if (!existsSync(file)) return undefined
  const pid = Number.parseInt(readFileSync(file, 'utf8'), 10)
  return pid > 0 && stateOf(pid, place.cluster) === 'running' ? pid : undefined
}

type State = 'running' | 'leaving' | 'not ours'

function stateOf(pid: number, cluster: string): State {
  try {
    process.kill(pid, 0)
    if (process.platform !== 'linux') {
      const line = execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' })
      return line.includes('postgres') && line.includes(cluster) ? 'running' : 'not ours'
    }
    const status = readFileSync(`/proc/${pid}/status`, 'utf8')
    if (/^State:\s+[ZX]/m.test(status)) return 'not ours'
    // A process on its way out has lost its command line already, though not yet its files.
    const [program = '', ...args] = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')
    if (program === '') return 'leaving'
    return /postgres|unshare/.test(program) && args.includes(cluster) ? 'running' : 'not ours'
  } catch {
    return 'not ours'
  }
}

export type Started = { readonly pid: number; exited(): boolean; logSince(): string }

/** Starts the server detached: it outlives this process. Call under the start lock, with none running. */
export function spawnPostmaster(place: Place, layout: Layout): Started {
  if (findPostmaster(place) === undefined) rmSync(join(place.cluster, 'postmaster.pid'), { force: true })
  // The socket has a lock file too; what a killed server left may name a process that is somebody else by now.
  rmSync(join(layout.socketFolder, `.s.PGSQL.${SOCKET_PORT}`), { force: true })
  rmSync(join(layout.socketFolder, `.s.PGSQL.${SOCKET_PORT}.lock`), { force: true })
  if (existsSync(layout.logFile) && statSync(layout.logFile).size > LOG_BYTES_MAX) {
    renameSync(layout.logFile, `${layout.logFile}.1`)
  }
  const log = openSync(layout.logFile, 'a', 0o600)
  giveTo(place.runAs, layout.logFile)
  const from = statSync(layout.logFile).size
  try {
    const command = commandFor(place.runAs, place.binaries, place.binaries.postgres, ['-D', place.cluster])
    const child = spawn(command.file, command.args, {
      ...command.options,
      cwd: '/',
      detached: true,
      stdio: ['ignore', log, log],
    })
    let gone = false
    child.once('exit', () => {
      gone = true
    })
    child.once('error', () => {
      gone = true
    })
    child.unref()
    const logSince = () => readFileSync(layout.logFile).subarray(from).toString('utf8')
    return { pid: child.pid ?? -1, exited: () => gone, logSince }
  } finally {
    closeSync(log)
  }
}

/** Fast shutdown: sessions end, everything is checkpointed. After a minute, immediate: recovery at the next start. */
export async function stopPostmaster(place: Place, pid: number): Promise<void> {
  for (const [signal, seconds] of [
    ['SIGINT', 60],
    ['SIGQUIT', 10],
    ['SIGKILL', 10],
  ] as const) {
    try {
      process.kill(pid, signal)
    } catch {
      return
    }
    const until = Date.now() + seconds * 1000
    while (Date.now() < until) {
      if (stateOf(pid, place.cluster) === 'not ours') return
      await wait(POLL_MS)
    }
  }
}

/** True when it is worth trying again in a moment: what a killed server left is still going away. */
export function isLeftover(said: string): boolean {
  return /pre-existing shared memory block|lock file ".*" already exists/.test(said)
}

export function startFailure(layout: Layout, said: string): Error {
  return postgresFailure('starting', layout.dataFolder, layout.logFile, said)
}

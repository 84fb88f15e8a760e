// An installation in real processes, to be killed: `chartroom serve` with its worker, and its own embedded database.
import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startEmbedded } from '../../src/platform/db/embedded/start-embedded.ts'
import { eventually } from './eventually.ts'

const CLI = join(import.meta.dirname, '../../src/programs/cli.ts')
const START_MS_MAX = 60_000

export const VICTIMS = ['server', 'worker', 'postmaster', 'backend', 'everything'] as const
export type Victim = (typeof VICTIMS)[number]

export type House = {
  readonly address: string
  /** Starts the server, or starts it again; resolves when it answers. */
  start(): Promise<void>
  /** Sends SIGKILL to what is named; false when nothing of the kind runs just now. */
  kill(victim: Victim, pick: (count: number) => number): boolean
  /** True when the server process has to be started again by somebody. */
  isDown(): boolean
  /** Runs a command beside the server. */
  command(args: readonly string[]): Promise<{ code: number; json: unknown; said: string }>
  /** Looks behind the application's back. */
  withOwner<T>(work: (ownerUrl: string) => Promise<T>): Promise<T>
  /** What the server and its worker wrote on standard error. */
  said(): string
  close(): Promise<void>
}

export async function openHouse(): Promise<House> {
  const folder = mkdtempSync(join(tmpdir(), 'chartroom-kill-'))
  const port = await freePort()
  const address = `http://127.0.0.1:${port}`
  const dataFolder = join(folder, 'data')
  const keysFolder = join(folder, 'keys')
  const env = {
    ...withoutSettings(process.env),
    CHARTROOM_DATA: dataFolder,
    CHARTROOM_KEYS: keysFolder,
    CHARTROOM_LOG_LEVEL: 'warn',
    PORT: String(port),
  }
  let server: ChildProcess | undefined
  let said = ''

  const postmaster = () => {
    const note = join(dataFolder, 'database/cluster-location')
    const cluster = existsSync(note)
      ? readFileSync(note, 'utf8').trim()
      : join(dataFolder, 'database/cluster')
    const file = join(cluster, 'postmaster.pid')
    const pid = existsSync(file) ? Number.parseInt(readFileSync(file, 'utf8'), 10) : 0
    return pid > 0 && commandOf(pid).includes(cluster) ? pid : undefined
  }
  const workers = () => childrenOf(server?.pid).filter((pid) => commandOf(pid).includes('cli.ts worker'))
  const backends = () =>
    childrenOf(postmaster()).filter((pid) => /postgres: chartroom_\w+ /.test(commandOf(pid)))
  const pidsOf = (victim: Victim): number[] => {
    const servers = server?.pid !== undefined && server.exitCode === null ? [server.pid] : []
    const postmasters = [postmaster()].filter((pid) => pid !== undefined)
    switch (victim) {
      case 'server':
        return servers
      case 'worker':
        return workers()
      case 'postmaster':
        return postmasters
      case 'backend':
        return backends()
      case 'everything':
        return servers.length > 0 && postmasters.length > 0 ? [...workers(), ...servers, ...postmasters] : []
    }
  }

  async function start(): Promise<void> {
    const child = spawn(process.execPath, [CLI, 'serve'], { env, stdio: ['ignore', 'ignore', 'pipe'] })
    child.stderr?.on('data', (chunk: Buffer) => {
      said = (said + chunk.toString('utf8')).slice(-20_000)
    })
    server = child
    await eventually(async () => {
      if (child.exitCode !== null) throw new Error(`The server ended by itself:\n${said}`)
      if (child.signalCode !== null) return true
      const page = await fetch(`${address}/healthz`).catch(() => undefined)
      return page?.status === 200
    }, START_MS_MAX)
  }

  return {
    address,
    start,
    kill(victim, pick) {
      const pids = pidsOf(victim)
      const chosen = victim === 'backend' ? pids.slice(pick(pids.length)).slice(0, 1) : pids
      for (const pid of chosen) killHard(pid)
      return chosen.length > 0
    },
    isDown: () => server === undefined || server.exitCode !== null || server.signalCode !== null,
    command: (args) => runCommand(args, env),
    async withOwner(work) {
      const embedded = await startEmbedded({ dataFolder, keysFolder })
      try {
        return await work(embedded.ownerUrl)
      } finally {
        await embedded.stop()
      }
    },
    said: () => said,
    async close() {
      const last = server
      if (last && last.exitCode === null && last.signalCode === null) {
        const ended = new Promise((resolve) => last.once('exit', resolve))
        last.kill('SIGTERM')
        await ended
      }
      const left = postmaster()
      if (left !== undefined) killHard(left)
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function runCommand(args: readonly string[], env: NodeJS.ProcessEnv) {
  return new Promise<{ code: number; json: unknown; said: string }>((resolve) => {
    execFile(process.execPath, [CLI, ...args, '--json'], { env }, (failed, stdout, stderr) => {
      const code = failed ? Number(failed.code ?? 1) : 0
      resolve({ code, json: stdout.startsWith('{') ? JSON.parse(stdout) : undefined, said: stderr })
    })
  })
}

// What surrounds the tests must not decide where the installation lives.
function withoutSettings(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(env).filter(([name]) => !/^(chartroom_|database_url$|port$|host$|vitest)/i.test(name)),
  )
}

function killHard(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code !== 'ESRCH') throw thrown
  }
}

function childrenOf(parent: number | undefined): number[] {
  if (parent === undefined) return []
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => parentOf(pid) === parent)
}

function parentOf(pid: number): number | undefined {
  try {
    const line = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return Number(line.slice(line.lastIndexOf(')') + 2).split(' ')[1])
  } catch {
    return undefined
  }
}

function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
  } catch {
    return ''
  }
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  return typeof address === 'object' && address ? address.port : 0
}

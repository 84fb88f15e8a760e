// `chartroom demo` as a stranger starts it, in a process of its own, with a folder that is gone afterwards.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export type DemoProcess = {
  readonly address: string
  readonly env: NodeJS.ProcessEnv
  /** A temporary folder beside the data. */
  readonly folder: string
  /** What it printed so far. */
  printed(): string
  stop(): Promise<void>
}

const CLI = join(import.meta.dirname, '../../src/programs/cli.ts')
const START_MS_MAX = 120_000

/** Resolves when it has printed its address. */
export async function startDemo(options: { patients: number }): Promise<DemoProcess> {
  const folder = await mkdtemp(join(tmpdir(), 'chartroom-demo-'))
  const port = await freePort()
  const env = {
    ...process.env,
    CHARTROOM_DATA: join(folder, 'data'),
    CHARTROOM_TEST_DATABASE_URL: undefined,
    DATABASE_URL: undefined,
    NODE_ENV: undefined,
    PORT: String(port),
  }
  const child = spawn(process.execPath, [CLI, 'demo', '--patients', String(options.patients)], {
    env,
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let printed = ''
  const opened = new Promise<void>((resolve, reject) => {
    const late = setTimeout(
      () => reject(new Error(`The demo did not open in time:\n${printed}`)),
      START_MS_MAX,
    )
    child.stderr.on('data', (chunk: Buffer) => {
      printed += chunk.toString()
      if (printed.includes('Chartroom is open at')) {
        clearTimeout(late)
        resolve()
      }
    })
    child.once('exit', (code) => {
      clearTimeout(late)
      reject(new Error(`The demo ended with ${code}:\n${printed}`))
    })
  })
  const stop = async () => {
    if (child.exitCode === null) {
      child.kill('SIGTERM')
      await once(child, 'exit')
    }
    await rm(folder, { recursive: true, force: true })
  }
  try {
    await opened
  } catch (thrown) {
    await stop()
    throw thrown
  }
  return { address: `http://127.0.0.1:${port}`, env, folder, printed: () => printed, stop }
}

async function freePort(): Promise<number> {
  const server = createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new Error('No port was free.')
  return address.port
}

// The program as its user starts it: `chartroom demo` in a process of its own, on its own PostgreSQL, with the pages built.
import { execFile, spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const ROOT = fileURLToPath(new URL('../../../', import.meta.url))

export type DemoSignIn = { readonly userName: string; readonly password: string; readonly role: string }

export type DemoProgram = {
  readonly address: string
  /** A temporary folder, and the settings that commands beside it need. */
  readonly folder: string
  readonly env: NodeJS.ProcessEnv
  /** Somebody of the printed list. */
  signIn(role: string): DemoSignIn
  close(): Promise<void>
}

/** Builds the pages where they are stale and starts a department of this many invented people. */
export async function startDemo(patients: number): Promise<DemoProgram> {
  // Does nothing when the pages are up to date; several journeys may ask at once.
  await promisify(execFile)(process.execPath, [join(ROOT, 'bin/run.js'), 'build'])
  const folder = await mkdtemp(join(tmpdir(), 'chartroom-demo-'))
  const env = {
    ...withoutSettings(),
    CHARTROOM_DATA: join(folder, 'data'),
    CHARTROOM_KEYS: join(folder, 'keys'),
    PORT: '0',
  }
  const program = spawn(
    process.execPath,
    [join(ROOT, 'src/programs/cli.ts'), 'demo', '--patients', String(patients)],
    { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] },
  )
  let said = ''
  const ended = new Promise<number | null>((resolve) => program.once('close', resolve))
  const opened = new Promise<string>((resolve) => {
    const listen = (chunk: Buffer) => {
      said += chunk.toString('utf8')
      const address = /open at (http:\/\/\S+)[\s\S]*Stop with Ctrl-C/.exec(said)?.[1]
      if (address !== undefined) resolve(address)
    }
    program.stdout.on('data', listen)
    program.stderr.on('data', listen)
  })
  const address = await Promise.race([opened, ended.then(() => undefined)])
  if (address === undefined) throw new Error(`The demo ended before it opened:\n${said.slice(-4000)}`)
  return {
    address,
    folder,
    env,
    signIn: (role) => signInOf(said, role),
    async close() {
      program.kill('SIGTERM')
      await ended
      await rm(folder, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

// None of the settings of whoever runs the tests.
function withoutSettings(): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => !/^(chartroom_|database_url$|port$|host$|node_options$)/i.test(name),
    ),
  )
}

function signInOf(said: string, role: string): DemoSignIn {
  for (const line of said.split('\n')) {
    const [, userName, password, rest] = /^ {2}(\S+) {2,}(\S+) {2,}(.+)$/.exec(line) ?? []
    if (userName && password && rest?.trim() === role) return { userName, password, role }
  }
  throw new Error(`The printed list has no ${role}.`)
}

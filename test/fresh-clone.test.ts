// The two commands of the README on a fresh clone: nothing installed, nothing built, no database, no settings.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { DEMO_USERS, demoPassword } from '../src/demo/tables/users.ts'

const ROOT = join(import.meta.dirname, '..')
const INSTALL_MS = 600_000
const inside = process.env.CHARTROOM_FRESH_CLONE === 'inside'
const isClone = existsSync(join(ROOT, '.git'))

describe.skipIf(inside || !isClone)('a fresh clone, with Node and npm alone', () => {
  let folder: string
  let clone: string
  const children: ChildProcess[] = []

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'chartroom-clone-'))
    clone = join(folder, 'chartroom')
    execFileSync('git', ['clone', '--quiet', '--no-hardlinks', ROOT, clone])
  })
  afterAll(() => {
    for (const child of children) stopGroup(child)
    rmSync(folder, { recursive: true, force: true })
  })

  test(
    '`npm test` installs what it needs and starts vitest',
    async () => {
      const run = start(['test', '--', '--version'])
      expect(await run.ended, run.said()).toBe(0)
      expect(run.said()).toMatch(/vitest\/\d+.* node-v(2[4-9]|[3-9]\d)\./)
    },
    INSTALL_MS,
  )

  test(
    '`npm run demo` fills the department, serves the sign-in page, lets a demo user in, and ends cleanly when told to',
    async () => {
      await opensAndEnds(['run', 'demo'], 'demo', signInAndSearch)
    },
    INSTALL_MS,
  )

  test(
    '`npm start` serves the sign-in page, and ends cleanly when told to',
    async () => {
      await opensAndEnds(['start'], 'data')
    },
    INSTALL_MS,
  )

  async function opensAndEnds(
    command: string[],
    data: string,
    whileOpen: (address: string) => Promise<void> = async () => undefined,
  ): Promise<void> {
    const port = await freePort()
    const run = start(command, { PORT: String(port), CHARTROOM_DATA: join(folder, data) })
    const address = `http://127.0.0.1:${port}/`
    let page: Response | undefined
    while (page?.status !== 200) {
      if (run.process.exitCode !== null) throw new Error(`npm ${command.join(' ')} ended:\n${run.said()}`)
      page = await fetch(address).catch(() => undefined)
      if (page?.status !== 200) await wait(250)
    }
    expect(await page.text()).toContain('<div id="root"')
    await whileOpen(address)

    run.process.kill('SIGTERM')
    await run.ended
    await expect(fetch(address)).rejects.toThrow()
    expect(existsSync(join(folder, data, 'database/cluster/postmaster.pid'))).toBe(false)
  }

  /** As the welcome on the terminal says: the technician signs in, and finds somebody. */
  async function signInAndSearch(address: string): Promise<void> {
    const user = DEMO_USERS.find((one) => one.role === 'records_technician')
    if (!user) throw new Error('The demo has no records technician.')
    const post = (path: string, body: object, cookie = '') =>
      fetch(new URL(path, address), {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-chartroom': '1', cookie },
        body: JSON.stringify(body),
      })
    const signedIn = await post('/api/session', { userName: user.userName, password: demoPassword(user) })
    expect(signedIn.status).toBe(200)
    const cookie = signedIn.headers
      .getSetCookie()
      .map((one) => one.split(';')[0])
      .join('; ')
    const found = await post('/api/patients/search', { text: 'a' }, cookie)
    expect(found.status).toBe(200)
    expect(((await found.json()) as { rows: unknown[] }).rows.length).toBeGreaterThan(0)
  }

  function start(args: string[], settings: Record<string, string> = {}) {
    const child: ChildProcess = spawn('npm', args, {
      cwd: clone,
      env: { ...bareEnvironment(), ...settings },
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    children.push(child)
    let said = ''
    const listen = (chunk: Buffer) => {
      said += chunk.toString('utf8')
    }
    child.stdout?.on('data', listen)
    child.stderr?.on('data', listen)
    const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
    return { process: child, ended, said: () => said.slice(-6000) }
  }

  // As a new user's shell has it: none of npm's, vitest's or this project's own variables and tools.
  function bareEnvironment(): Record<string, string> {
    const kept = Object.entries(process.env).filter(
      ([name]) => !/^(npm_|vitest|node_|chartroom_|database_url|port$|host$|init_cwd)/i.test(name),
    )
    const path = (process.env.PATH ?? '').split(delimiter).filter((part) => !part.includes('node_modules'))
    return {
      ...(Object.fromEntries(kept) as Record<string, string>),
      PATH: path.join(delimiter),
      npm_config_prefer_offline: 'true',
      CHARTROOM_KEYS: join(folder, 'keys'),
      CHARTROOM_FRESH_CLONE: 'inside',
    }
  }
})

/** Whatever a failed test left running. */
function stopGroup(child: ChildProcess): void {
  try {
    process.kill(-(child.pid ?? 0), 'SIGKILL')
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code !== 'ESRCH') throw thrown
  }
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  return typeof address === 'object' && address ? address.port : 0
}

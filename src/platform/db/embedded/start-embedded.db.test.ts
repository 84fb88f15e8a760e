import { type ChildProcess, spawn } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type EmbeddedDatabase, startEmbedded } from './start-embedded.ts'

const PROCESS = join(import.meta.dirname, '../../../../test/support/embedded-process.ts')
const isRoot = process.getuid?.() === 0

let folder: string
let open: EmbeddedDatabase[]
let children: Chartroom[]

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'chartroom-embedded-'))
  open = []
  children = []
})

afterEach(async () => {
  for (const child of children) child.process.kill('SIGKILL')
  // Whatever a test left running is adopted and then stopped by its last user.
  if (children.length > 0 && open.length === 0) await start().catch(() => undefined)
  for (const database of open) await database.stop()
  rmSync(folder, { recursive: true, force: true })
})

async function start(parts: { data?: string; keys?: string } = {}): Promise<EmbeddedDatabase> {
  const database = await startEmbedded({
    dataFolder: parts.data ?? join(folder, 'data'),
    keysFolder: parts.keys ?? join(folder, 'keys'),
  })
  open.push(database)
  return database
}

async function stop(database: EmbeddedDatabase): Promise<void> {
  open = open.filter((one) => one !== database)
  await database.stop()
}

async function ask(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => undefined)
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}

// A zombie that its new parent has not yet collected counts as gone.
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return process.platform !== 'linux' || !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))
  } catch {
    return false
  }
}

async function until(question: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 20_000
  while (!(await question())) {
    if (Date.now() > deadline) throw new Error('It did not happen within 20 seconds.')
    await wait(25)
  }
}

type Chartroom = {
  process: ChildProcess
  ownerUrl: string
  pid: number
  adopted: boolean
  end(): Promise<void>
}

/** Another Chartroom process on the same folders; optionally under another user. */
async function startProcess(user?: { uid: number; gid: number }): Promise<Chartroom> {
  const child = spawn(process.execPath, [PROCESS, join(folder, 'data'), join(folder, 'keys')], {
    stdio: ['pipe', 'pipe', 'pipe'],
    cwd: '/',
    ...user,
  })
  let said = ''
  let complained = ''
  child.stdout.on('data', (chunk) => {
    said += chunk
  })
  child.stderr.on('data', (chunk) => {
    complained += chunk
  })
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const chartroom: Chartroom = {
    process: child,
    ownerUrl: '',
    pid: 0,
    adopted: false,
    async end() {
      child.stdin.end()
      await exited
      if (child.exitCode !== 0) throw new Error(`The process failed: ${complained}`)
    },
  }
  children.push(chartroom)
  await until(() => {
    if (child.exitCode !== null) throw new Error(`The process ended: ${complained}`)
    return said.includes('\n')
  })
  return Object.assign(chartroom, JSON.parse(said))
}

test('a first start makes a cluster with checksums, UTF-8 and three logins of their own', async () => {
  const { ownerUrl, appUrl, sealerUrl } = await start()

  const [about] = await ask(
    ownerUrl,
    `select current_user as who, current_setting('data_checksums') as checksums, current_setting('fsync') as fsync,
            current_setting('server_encoding') as encoding, current_setting('listen_addresses') as listens,
            (select datctype from pg_database where datname = current_database()) as ctype`,
  )
  expect(about).toEqual({
    who: 'chartroom_owner',
    checksums: 'on',
    fsync: 'on',
    encoding: 'UTF8',
    listens: '',
    ctype: 'C.UTF-8',
  })
  const roles = `select rolname, rolsuper, rolcreaterole from pg_roles where rolname = current_user`
  expect(await ask(appUrl, roles)).toEqual([
    { rolname: 'chartroom_app', rolsuper: false, rolcreaterole: false },
  ])
  expect(await ask(sealerUrl, roles)).toEqual([
    { rolname: 'chartroom_sealer', rolsuper: false, rolcreaterole: false },
  ])
})

test('the passwords are in the keys folder, for its owner only, and a wrong one is refused', async () => {
  const { appUrl } = await start()

  expect(statSync(join(folder, 'keys/embedded-database.json')).mode & 0o777).toBe(0o600)
  const wrong = new URL(appUrl)
  wrong.password = 'guessed'
  await expect(ask(wrong.href, 'select 1')).rejects.toMatchObject({ code: '28P01' })
})

test('what was committed is there after a clean stop and start', async () => {
  const first = await start()
  await ask(first.ownerUrl, 'create table kept as select 41 + 1 as answer')
  await stop(first)
  expect(isAlive(first.pid())).toBe(false)

  const second = await start()
  expect(await ask(second.ownerUrl, 'select answer from kept')).toEqual([{ answer: 42 }])
})

test('a private parent folder and a path of 300 characters are no obstacle', async () => {
  chmodSync(folder, 0o700)
  const deep = join(folder, 'long'.repeat(30), 'path '.repeat(20), "quote'and ümlaut")
  const { appUrl } = await start({ data: join(deep, 'data'), keys: join(deep, 'keys') })
  expect(await ask(appUrl, 'select 1 as one')).toEqual([{ one: 1 }])
})

test.skipIf(!isRoot)(
  'root without user namespaces runs it as another user, where that user can go',
  async () => {
    process.env.CHARTROOM_DATABASE_NAMESPACE = 'off'
    try {
      chmodSync(folder, 0o755)
      const first = await start()
      expect(statSync(`/proc/${first.pid()}`).uid).not.toBe(0)
      await ask(first.ownerUrl, 'create table kept as select 1 as one')
      await stop(first)
    } finally {
      delete process.env.CHARTROOM_DATABASE_NAMESPACE
    }
    // The cluster's owner decides from then on.
    const second = await start()
    expect(statSync(`/proc/${second.pid()}`).uid).not.toBe(0)
    expect(await ask(second.ownerUrl, 'select one from kept')).toEqual([{ one: 1 }])
  },
)

test.skipIf(!isRoot)('an ordinary user runs it directly', async () => {
  const nobody = { uid: 65534, gid: 65534 }
  chownSync(folder, nobody.uid, nobody.gid)
  const chartroom = await startProcess(nobody)
  expect(statSync(`/proc/${chartroom.pid}`).uid).toBe(nobody.uid)
  await chartroom.end()
  expect(isAlive(chartroom.pid)).toBe(false)
  children = []
})

test.skipIf(!isRoot)('a user without a name runs it too', async () => {
  const nameless = { uid: 54_321, gid: 54_321 }
  chownSync(folder, nameless.uid, nameless.gid)
  const chartroom = await startProcess(nameless)
  await chartroom.end()
  expect(isAlive(chartroom.pid)).toBe(false)
  children = []
})

test('two processes share one server and the last one stops it', async () => {
  const here = await start()
  const there = await startProcess()
  expect(there).toMatchObject({ pid: here.pid(), adopted: true })

  await stop(here)
  expect(await ask(there.ownerUrl, 'select 1 as one')).toEqual([{ one: 1 }])

  await there.end()
  expect(isAlive(there.pid)).toBe(false)
})

test('five processes that start at once on an empty folder make one cluster', async () => {
  const all = await Promise.all([1, 2, 3, 4, 5].map(() => startProcess()))
  expect(new Set(all.map((one) => one.pid)).size).toBe(1)
  expect(all.filter((one) => !one.adopted)).toHaveLength(1)
  await Promise.all(all.map((one) => one.end()))
  expect(isAlive(all[0]?.pid ?? 0)).toBe(false)
})

test('a server killed under a living process is started again and keeps what was committed', async () => {
  const database = await start()
  await ask(database.ownerUrl, 'create table kept as select generate_series(1, 1000) as n')
  const before = database.pid()
  process.kill(before, 'SIGKILL')

  await until(() => database.pid() !== before)
  await until(() =>
    ask(database.appUrl, 'select 1').then(
      () => true,
      () => false,
    ),
  )
  expect(await ask(database.ownerUrl, 'select count(*)::int as n from kept')).toEqual([{ n: 1000 }])
})

test('the server is killed three times in a row and comes back each time', async () => {
  const database = await start()
  for (let round = 0; round < 3; round++) {
    const before = database.pid()
    process.kill(before, 'SIGKILL')
    await until(() => database.pid() !== before)
    await until(() =>
      ask(database.appUrl, 'select 1').then(
        () => true,
        () => false,
      ),
    )
  }
})

test('a Chartroom process that is killed leaves the server to the next, which stops it as the last', async () => {
  const killed = await startProcess()
  await ask(killed.ownerUrl, 'create table kept as select 7 as n')
  killed.process.kill('SIGKILL')
  await until(() => killed.process.signalCode !== null)
  expect(isAlive(killed.pid)).toBe(true)

  const next = await start()
  expect(next.pid()).toBe(killed.pid)
  expect(await ask(next.ownerUrl, 'select n from kept')).toEqual([{ n: 7 }])
  await stop(next)
  expect(isAlive(killed.pid)).toBe(false)
})

test('Chartroom and server killed together: the next start recovers every committed row', async () => {
  for (let round = 1; round <= 3; round++) {
    const killed = await startProcess()
    await ask(killed.ownerUrl, 'create table if not exists kept (n int)')
    await ask(killed.ownerUrl, `insert into kept values (${round})`)
    killed.process.kill('SIGKILL')
    process.kill(killed.pid, 'SIGKILL')

    const next = await start()
    expect(await ask(next.ownerUrl, 'select count(*)::int as n from kept')).toEqual([{ n: round }])
    await stop(next)
  }
})

test('a process killed at any moment of a first start leaves nothing in the way of the next', async () => {
  for (const afterMs of [120, 200, 280, 360, 440, 520, 700]) {
    const child = spawn(process.execPath, [PROCESS, join(folder, 'data'), join(folder, 'keys')], {
      stdio: 'ignore',
      cwd: '/',
    })
    await wait(afterMs)
    child.kill('SIGKILL')
    const next = await start()
    expect(await ask(next.appUrl, 'select 1 as one')).toEqual([{ one: 1 }])
    await stop(next)
    rmSync(join(folder, 'data'), { recursive: true })
  }
}, 120_000)

test("a postmaster.pid that names somebody else's process does not stop a start", async () => {
  const first = await start()
  await stop(first)
  writeFileSync(join(folder, 'data/database/cluster/postmaster.pid'), `${process.pid}\n/elsewhere\n1\n5432\n`)
  const second = await start()
  expect(await ask(second.appUrl, 'select 1 as one')).toEqual([{ one: 1 }])
})

test('a socket folder that was cleaned away under the server is mended at the next start', async () => {
  const first = await start()
  const socketFolder = new URL(first.appUrl).searchParams.get('host') ?? ''
  rmSync(socketFolder, { recursive: true })
  await ask(first.appUrl, 'select 1').catch(() => undefined)
  await stop(first)
  const second = await start()
  expect(await ask(second.appUrl, 'select 1 as one')).toEqual([{ one: 1 }])
})

test('a lost keys folder gives the logins new passwords and loses nothing', async () => {
  const first = await start()
  await ask(first.ownerUrl, 'create table kept as select 1 as one')
  await stop(first)
  rmSync(join(folder, 'keys'), { recursive: true })
  const second = await start()
  expect(await ask(second.ownerUrl, 'select one from kept')).toEqual([{ one: 1 }])
})

test('a data folder of another PostgreSQL major is refused in a sentence and left alone', async () => {
  const version = join(folder, 'data/database/cluster/PG_VERSION')
  mkdirSync(join(folder, 'data/database/cluster'), { recursive: true })
  writeFileSync(version, '17\n')
  await expect(start()).rejects.toMatchObject({
    code: 'database.other_major',
    message: expect.stringContaining('was made by PostgreSQL 17'),
  })
  expect(statSync(version).size).toBe(3)
})

test('a cluster without its version file is refused, never made anew over what is there', async () => {
  mkdirSync(join(folder, 'data/database/cluster/base'), { recursive: true })
  await expect(start()).rejects.toMatchObject({ code: 'database.folder_damaged' })
})

test('a data folder that is a file is refused in a sentence', async () => {
  writeFileSync(join(folder, 'data'), 'not a folder')
  await expect(start()).rejects.toMatchObject({
    code: 'database.folder_unwritable',
    message: expect.stringContaining('CHARTROOM_DATA'),
  })
})

test('a damaged password file is refused in a sentence', async () => {
  mkdirSync(join(folder, 'keys'))
  writeFileSync(join(folder, 'keys/embedded-database.json'), '{"chartroom_owner":')
  await expect(start()).rejects.toMatchObject({ code: 'database.credentials_damaged' })
})

test("the server's log keeps no row that an error quotes", async () => {
  const { ownerUrl } = await start()
  await ask(ownerUrl, 'create table person (mrn text primary key)')
  await ask(ownerUrl, `insert into person values ('MRN-4711')`)
  await expect(ask(ownerUrl, `insert into person values ('MRN-4711')`)).rejects.toMatchObject({
    code: '23505',
  })
  await expect(ask(ownerUrl, `select date 'born 4711'`)).rejects.toMatchObject({ code: '22007' })
  expect(readFileSync(join(folder, 'data/database/postgres.log'), 'utf8')).not.toContain('4711')
})

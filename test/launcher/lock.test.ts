import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'

const LOCK = join(import.meta.dirname, '../../bin/lock.js')
let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'chartroom-lock-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function holder(work: string): ChildProcess {
  const code = `import { withLock } from ${JSON.stringify(LOCK)}
    import { appendFileSync } from 'node:fs'
    await withLock(${JSON.stringify(folder)}, 'work', async () => { ${work} })`
  return spawn(process.execPath, ['--input-type=module', '-e', code], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
}

const ended = (child: ChildProcess) => new Promise<number | null>((resolve) => child.once('exit', resolve))
const spoke = (child: ChildProcess) => new Promise((resolve) => child.stdout?.once('data', resolve))

test('six processes at once work one after the other', async () => {
  const log = join(folder, 'log')
  const work = `appendFileSync(${JSON.stringify(log)}, 'in ');
    await new Promise((done) => setTimeout(done, 20));
    appendFileSync(${JSON.stringify(log)}, 'out ')`
  const codes = await Promise.all(Array.from({ length: 6 }, () => ended(holder(work))))
  expect(codes).toEqual([0, 0, 0, 0, 0, 0])
  expect(readFileSync(log, 'utf8')).toBe('in out '.repeat(6))
  expect(existsSync(join(folder, 'work.lock'))).toBe(false)
})

test('a lock whose holder was killed is taken over', async () => {
  const killed = holder(`process.stdout.write('held'); await new Promise((done) => setTimeout(done, 60_000))`)
  await spoke(killed)
  killed.kill('SIGKILL')
  await ended(killed)
  expect(existsSync(join(folder, 'work.lock'))).toBe(true)
  expect(await ended(holder(''))).toBe(0)
})

test('a lock that names a stranger who got the same process id is taken over', async () => {
  writeFileSync(join(folder, 'work.lock'), `${process.pid} 1\n`)
  expect(await ended(holder(''))).toBe(0)
})

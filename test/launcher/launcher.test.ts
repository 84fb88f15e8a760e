// The launcher in a little project of its own, with an npm that only notes that it was called.
import { type ChildProcess, spawn } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'

const BIN = join(import.meta.dirname, '../../bin')
const NPM = `#!/bin/sh
echo "npm says: $@"
echo "$@" >> "$PROJECT/npm-calls"
sleep 0.3
rm -rf "$PROJECT/node_modules"; mkdir "$PROJECT/node_modules"
exit "\${NPM_EXIT:-0}"
`
const CLI = `
process.on('SIGTERM', () => process.exit(7))
console.log(JSON.stringify({ args: process.argv.slice(2), node: Number.parseInt(process.versions.node, 10) }))
if (process.argv[2] === 'wait') setTimeout(() => process.exit(9), 30_000)
if (process.argv[2] === 'fail') process.exit(3)
`
let project: string

beforeEach(() => {
  project = mkdtempSync(join(tmpdir(), 'chartroom-launcher-'))
  cpSync(BIN, join(project, 'bin'), { recursive: true })
  mkdirSync(join(project, 'src/programs'), { recursive: true })
  mkdirSync(join(project, 'tools'))
  writeFileSync(join(project, 'src/programs/cli.ts'), CLI)
  writeFileSync(join(project, 'package.json'), '{"type":"module"}')
  writeFileSync(join(project, 'tools/npm'), NPM, { mode: 0o755 })
  lock('1.0.0')
})
afterEach(() => rmSync(project, { recursive: true, force: true }))

function lock(version: string): void {
  const packages = { '': {}, 'node_modules/left': { version } }
  writeFileSync(join(project, 'package-lock.json'), JSON.stringify({ packages }))
}

const calls = () =>
  existsSync(join(project, 'npm-calls'))
    ? readFileSync(join(project, 'npm-calls'), 'utf8').trim().split('\n')
    : []

type Run = { code: number | null; signal: NodeJS.Signals | null; out: string; err: string }

function launch(
  args: string[],
  settings: Record<string, string> = {},
): { child: ChildProcess; ended: Promise<Run> } {
  const path = `${join(project, 'tools')}:${process.env.PATH}`
  const { npm_execpath: _, ...env } = process.env
  const child = spawn(process.execPath, [join(project, 'bin/chartroom.js'), ...args], {
    env: { ...env, PATH: path, PROJECT: project, ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let [out, err] = ['', '']
  child.stdout.on('data', (chunk) => {
    out += chunk
  })
  child.stderr.on('data', (chunk) => {
    err += chunk
  })
  const ended = new Promise<Run>((resolve) =>
    child.once('close', (code, signal) => resolve({ code, signal, out, err })),
  )
  return { child, ended }
}

test('a first start installs, with nothing of it on standard output; a second does not', async () => {
  const first = await launch(['patient', 'search', 'a b']).ended
  expect(JSON.parse(first.out)).toMatchObject({ args: ['patient', 'search', 'a b'] })
  expect(first.err).toContain('npm says: ci --include=dev')

  const second = await launch([]).ended
  expect(second.err).toBe('')
  expect(calls()).toHaveLength(1)
})

test('four starts at once install once', async () => {
  const runs = await Promise.all([1, 2, 3, 4].map(() => launch([]).ended))
  expect(runs.map((run) => run.code)).toEqual([0, 0, 0, 0])
  expect(calls()).toHaveLength(1)
})

test('a changed lockfile is installed again', async () => {
  await launch([]).ended
  lock('2.0.0')
  await launch([]).ended
  expect(calls()).toHaveLength(2)
})

test('what somebody installed by hand is not installed again', async () => {
  mkdirSync(join(project, 'node_modules'))
  const note = join(project, 'node_modules/.package-lock.json')
  writeFileSync(note, JSON.stringify({ packages: { 'node_modules/left': { version: '1.0.0' } } }))
  expect((await launch([]).ended).code).toBe(0)
  expect(calls()).toHaveLength(0)
})

test('a node_modules that is a link to another folder is left alone', async () => {
  mkdirSync(join(project, 'elsewhere'))
  writeFileSync(join(project, 'elsewhere/kept'), '')
  symlinkSync(join(project, 'elsewhere'), join(project, 'node_modules'))
  const run = await launch([]).ended
  expect(run.code).toBe(0)
  expect(run.err).toContain('leaving it alone')
  expect(existsSync(join(project, 'elsewhere/kept'))).toBe(true)
})

test('an installation that fails says so, runs nothing and is tried again next time', async () => {
  const failed = await launch([], { NPM_EXIT: '4' }).ended
  expect(failed).toMatchObject({ code: 1, out: '' })
  expect(failed.err).toContain('npm ci failed with 4')
  expect((await launch([]).ended).code).toBe(0)
})

test('the exit code of the program is the exit code of the launcher', async () => {
  expect((await launch(['fail']).ended).code).toBe(3)
})

test('a signal to the launcher reaches the program', async () => {
  await launch([]).ended
  const run = launch(['wait'])
  await new Promise((resolve) => run.child.stdout?.once('data', resolve))
  run.child.kill('SIGTERM')
  expect((await run.ended).code).toBe(7)
})

test('a program that npm started ends when npm is gone', async () => {
  await launch([]).ended
  // As npm does it: a shell in between, which a signal to npm ends.
  const command = `"${process.execPath}" "${join(project, 'bin/chartroom.js')}" wait; true`
  const shell = spawn('sh', ['-c', command], {
    env: { ...process.env, npm_lifecycle_event: 'demo' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await new Promise((resolve) => shell.stdout.once('data', resolve))
  const closed = new Promise((resolve) => shell.stdout.once('close', resolve))
  shell.kill('SIGKILL')
  await closed
})

test('an unknown script is named, with those that there are', async () => {
  const child = spawn(process.execPath, [join(project, 'bin/run.js'), 'tset'], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  child.stderr.on('data', (chunk) => {
    said += chunk
  })
  const code = await new Promise((resolve) => child.once('close', resolve))
  expect(code).toBe(2)
  expect(said).toMatch(/no script "tset".*test:fast/)
})

import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'chartroom-cli-'))
})
afterAll(() => rm(folder, { recursive: true }))

type Ended = { readonly code: number; readonly out: string; readonly err: string }

function chartroom(args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Ended> {
  const own = { PATH: process.env.PATH, HOME: folder, CHARTROOM_DATA: join(folder, 'data') }
  return new Promise((resolve) => {
    const options = { cwd: folder, env: { ...own, CHARTROOM_LOG_LEVEL: 'error', ...env } }
    execFile(process.execPath, [join(import.meta.dirname, 'cli.ts'), ...args], options, (failed, out, err) =>
      resolve({ code: failed ? Number(failed.code) : 0, out, err }),
    )
  })
}

test.each([
  ['an unknown command', ['dance'], /unknown command 'dance'/],
  ['an unknown option', ['doctor', '--loud'], /unknown option '--loud'/],
  ['a wrong value', ['demo', '--patients', 'many'], /whole number/],
])('%s is wrong use: exit 2, the reason on standard error', async (_what, args, said) => {
  const ended = await chartroom(args)
  expect(ended).toMatchObject({ code: 2, out: '' })
  expect(ended.err).toMatch(said)
})

test('wrong settings are wrong use, all named at once', async () => {
  const ended = await chartroom(['doctor'], { PORT: 'x', CHARTROOM_BLOBS: 'shelf' })
  expect(ended.code).toBe(2)
  expect(ended.err).toMatch(/PORT[\s\S]*CHARTROOM_BLOBS/)
})

test('the doctor starts an installation from nothing and prints one JSON document', async () => {
  const ended = await chartroom(['doctor', '--json'])
  const report = JSON.parse(ended.out)
  expect(report.findings.map((finding: { part: string; ok: boolean }) => [finding.part, finding.ok])).toEqual(
    [
      ['program', true],
      ['keys', true],
      ['database', true],
      ['blobs', true],
      ['disk', true],
    ],
  )
  expect(ended.code).toBe(0)
})

test('a database that is not there is a finding of the doctor and a failure of other commands', async () => {
  const env = { DATABASE_URL: 'postgres://nobody@127.0.0.1:1/room' }
  const ended = await chartroom(['doctor', '--json'], env)
  expect(ended.code).toBe(3)
  expect(JSON.parse(ended.out).findings[2]).toMatchObject({ part: 'database', ok: false })
  const failed = await chartroom(['audit', 'verify', '--json'], env)
  expect(failed).toMatchObject({ code: 1, out: '' })
  expect(failed.err).toMatch(/platform\.database_away: .*127\.0\.0\.1:1/)
})

test('a report that is refused leaves standard output empty', async () => {
  const ended = await chartroom(['audit', 'report', '--json'])
  expect(ended).toMatchObject({ code: 1, out: '' })
  expect(ended.err).toMatch(/audit\.not_permitted/)
})

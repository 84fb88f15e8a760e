import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'

let project: string

beforeEach(() => {
  project = mkdtempSync(join(tmpdir(), 'chartroom-stamp-'))
  cpSync(join(import.meta.dirname, '../../bin'), join(project, 'bin'), { recursive: true })
  for (const folder of ['src/web', 'src/features/charts/web', 'dist/web']) {
    mkdirSync(join(project, folder), { recursive: true })
  }
  write('package.json', '{"type":"module"}')
  write('package-lock.json', '{}')
  write('vite.config.ts', '')
  write('src/web/App.tsx', 'app')
  write('src/features/charts/web/ChartPage.tsx', 'page')
  write('src/features/charts/schemas.ts', 'schemas')
  write('src/features/charts/entry-store.ts', 'store')
  write('dist/web/index.html', '')
  // As a build notes it: schemas.ts went in although it lies outside of a web folder.
  evaluate(
    `writeFileSync(stamp.STAMP, JSON.stringify(stamp.fingerprints(['src/features/charts/schemas.ts'])))`,
  )
})
afterEach(() => rmSync(project, { recursive: true, force: true }))

function write(path: string, text: string): void {
  writeFileSync(join(project, path), text)
}

function evaluate(code: string): string {
  const program = `import * as stamp from ${JSON.stringify(join(project, 'bin/web-stamp.js'))}
    import { writeFileSync } from 'node:fs'
    ${code}`
  return execFileSync(process.execPath, ['--input-type=module', '-e', program], { encoding: 'utf8' })
}

const isFresh = () => evaluate('process.stdout.write(String(stamp.isFresh()))') === 'true'

test('pages that were built from what is there are fresh', () => {
  expect(isFresh()).toBe(true)
})

test.each([
  ['a page changed', () => write('src/web/App.tsx', 'other')],
  ['a page was added', () => write('src/features/charts/web/EntryPage.tsx', 'new')],
  ['a page was removed', () => rmSync(join(project, 'src/features/charts/web/ChartPage.tsx'))],
  [
    'a file outside of web folders that was built in changed',
    () => write('src/features/charts/schemas.ts', 'other'),
  ],
  ['the configuration changed', () => write('vite.config.ts', 'other')],
  ['a library changed', () => write('package-lock.json', '{"other":1}')],
  ['the pages were deleted', () => rmSync(join(project, 'dist/web'), { recursive: true })],
])('pages are stale when %s', (_, change) => {
  change()
  expect(isFresh()).toBe(false)
})

test.each([
  ['code of the server changed', () => write('src/features/charts/entry-store.ts', 'other')],
  ['a test of a page was added', () => write('src/web/App.test.tsx', 'test')],
])('pages stay fresh when %s', (_, change) => {
  change()
  expect(isFresh()).toBe(true)
})

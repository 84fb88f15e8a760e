// Keeps a released database for the migration guard: `node scripts/dump-release.ts DATABASE_URL` writes
// test/fixtures/releases/<version>.sql. Take it from a small demo department, at each release, before new migrations.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { dumpRelease } from './release-dump.ts'

const ROOT = join(import.meta.dirname, '..')
const [url] = process.argv.slice(2)
if (!url) {
  process.stderr.write('usage: node scripts/dump-release.ts DATABASE_URL\n')
  process.exit(2)
}
const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string }
const folder = join(ROOT, 'test/fixtures/releases')
mkdirSync(folder, { recursive: true })
const file = join(folder, `${version}.sql`)
writeFileSync(file, await dumpRelease(url, version))
process.stderr.write(`${file}\n`)

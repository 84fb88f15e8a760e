// Decides whether the pages in dist/web are what the sources say, and has them built when not.
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT, say } from './install.js'
import { withLock } from './lock.js'
import { runNode } from './run-node.js'

export const STAMP = join(ROOT, 'dist/web-stamp.json')
const CONFIGURATION = ['package-lock.json', 'bin/build-web.js']
const CONFIGURATION_NAME = /^(vite|postcss)\.config\./
const NOT_A_SOURCE = /\.test\.tsx?$|\.md$/

/** Builds dist/web when it is missing or stale. Its output goes to standard error. Exits when the build fails. */
export async function ensureWebBuilt() {
  if (isFresh()) return
  if (!existsSync(join(ROOT, 'vite.config.ts'))) return
  await withLock(join(ROOT, '.chartroom'), 'build', async () => {
    if (isFresh()) return
    say('Building the pages …')
    const code = await runNode([join(ROOT, 'bin/build-web.js')], { cwd: ROOT, stdio: ['ignore', 2, 2] })
    if (code !== 0) {
      say('The pages could not be built.')
      process.exit(1)
    }
  })
}

/** Every file in a web folder and every configuration file, with its fingerprint; `more` are files built in besides. */
export function fingerprints(more = []) {
  const configuration = readdirSync(ROOT).filter((name) => CONFIGURATION_NAME.test(name))
  const files = new Set([...CONFIGURATION, ...configuration, ...webSources(), ...more])
  return Object.fromEntries([...files].sort().map((file) => [file, fingerprint(file)]))
}

// The last build noted what went into it, files outside of web folders included.
export function isFresh() {
  if (!existsSync(STAMP) || !existsSync(join(ROOT, 'dist/web/index.html'))) return false
  const noted = JSON.parse(readFileSync(STAMP, 'utf8'))
  const now = fingerprints(Object.keys(noted))
  return JSON.stringify(noted) === JSON.stringify(now)
}

function webSources() {
  const features = join(ROOT, 'src/features')
  const folders = existsSync(features) ? readdirSync(features).map((name) => `src/features/${name}/web`) : []
  return ['src/web', ...folders].flatMap((folder) => filesIn(folder))
}

function filesIn(folder) {
  if (!existsSync(join(ROOT, folder))) return []
  return readdirSync(join(ROOT, folder)).flatMap((name) => {
    const path = `${folder}/${name}`
    if (statSync(join(ROOT, path)).isDirectory()) return filesIn(path)
    return NOT_A_SOURCE.test(name) ? [] : [path]
  })
}

function fingerprint(file) {
  const path = join(ROOT, file)
  return existsSync(path)
    ? createHash('sha256').update(readFileSync(path)).digest('base64url').slice(0, 22)
    : ''
}

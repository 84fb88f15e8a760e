// Builds the browser part into dist/web and notes what went into it. Started by web-stamp.js under the project's Node.
import { existsSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { build } from 'vite'
import { ROOT } from './install.js'
import { fingerprints, STAMP } from './web-stamp.js'

const target = join(ROOT, 'dist/web')
const fresh = `${target}.new`
rmSync(fresh, { recursive: true, force: true })

const built = await build({
  configFile: join(ROOT, 'vite.config.ts'),
  logLevel: 'warn',
  build: { outDir: fresh, emptyOutDir: true },
})
const chunks = [built].flat().flatMap((result) => result.output)
const modules = chunks.flatMap((chunk) => chunk.moduleIds ?? Object.keys(chunk.modules ?? {}))
const sources = modules
  .map((id) => relative(ROOT, id.replace(/[?#].*$/, '').replace(/^\0/, '')))
  .filter((file) => file.startsWith('src/') && existsSync(join(ROOT, file)))
const stamp = JSON.stringify(fingerprints(sources))

// Swapped at the end: a server that is serving the old pages never sees half of the new ones.
const old = `${target}.old`
rmSync(STAMP, { force: true })
rmSync(old, { recursive: true, force: true })
if (existsSync(target)) renameSync(target, old)
renameSync(fresh, target)
rmSync(old, { recursive: true, force: true })
writeFileSync(STAMP, stamp)

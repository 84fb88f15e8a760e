// Makes a new cluster beside its place and moves it there when it is whole: a kill half-way leaves nothing that looks done.
import { randomUUID } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { POSTGRES_MAJOR } from './binaries.ts'
import type { Credentials } from './credentials.ts'
import { damaged, folderFailure, otherMajor, postgresFailure } from './failures.ts'
import type { Layout } from './layout.ts'
import { giveTo, type Place, runOnce } from './run-as.ts'

/** True when a cluster is there. Throws when another PostgreSQL made it. */
export function hasCluster(place: Place, layout: Layout): boolean {
  if (!existsSync(place.cluster)) return false
  const version = join(place.cluster, 'PG_VERSION')
  if (!existsSync(version)) throw damaged(place.cluster)
  const found = readFileSync(version, 'utf8').trim()
  if (found !== POSTGRES_MAJOR) throw otherMajor(layout.dataFolder, found, POSTGRES_MAJOR)
  return true
}

export function initialize(place: Place, layout: Layout, credentials: Credentials, fsync: boolean): void {
  // A name of its own: the initdb of a process that was killed may still be writing under the former one.
  const fresh = `${place.cluster}.new-${randomUUID()}`
  const passwordFile = `${layout.socketFolder}/initial-password`
  try {
    for (const name of readdirSync(dirname(fresh))) {
      if (name.startsWith(`${basename(place.cluster)}.new-`))
        rmSync(join(dirname(fresh), name), { recursive: true, force: true })
    }
    mkdirSync(fresh, { mode: 0o700 })
    giveTo(place.runAs, fresh)
    writeFileSync(passwordFile, credentials.chartroom_owner, { mode: 0o600 })
    giveTo(place.runAs, passwordFile)
  } catch (thrown) {
    throw folderFailure(layout.dataFolder, thrown)
  }
  try {
    const made = runOnce(place.runAs, place.binaries, place.binaries.initdb, [
      ...['-D', fresh, '-U', 'chartroom_owner', `--pwfile=${passwordFile}`, '--auth=scram-sha-256'],
      ...['-E', 'UTF8', '--data-checksums', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'],
      ...(process.platform === 'darwin' ? ['--locale=en_US.UTF-8'] : ['--locale=C.UTF-8']),
      ...(fsync ? [] : ['--no-sync']),
    ])
    if (made.status !== 0) {
      throw postgresFailure(
        'being made',
        layout.dataFolder,
        layout.logFile,
        `${made.stderr ?? ''}${made.error ?? ''}`,
      )
    }
    renameSync(fresh, place.cluster)
  } finally {
    rmSync(passwordFile, { force: true })
    rmSync(fresh, { recursive: true, force: true })
  }
}

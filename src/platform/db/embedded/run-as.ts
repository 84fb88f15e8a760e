// As whom PostgreSQL runs. It refuses root, and it wants its user to have a name.
//   direct      an ordinary user with a name
//   namespace   root (or a nameless user) seen as `nobody` from inside a user namespace; files stay its own outside,
//               so that 0700 parents and every path work as they are
//   other user  root, where namespaces are not permitted (most containers): data and binaries must lie where that user can go
import { type SpawnSyncReturns, spawnSync } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import type { Binaries } from './binaries.ts'
import { cannotRunAsRoot } from './failures.ts'
import type { Layout } from './layout.ts'

const ELSEWHERE = '/var/lib/chartroom'

export type RunAs =
  | { readonly kind: 'direct' }
  | { readonly kind: 'namespace'; readonly uid: number; readonly gid: number }
  | { readonly kind: 'other-user'; readonly uid: number; readonly gid: number }

export type Place = { readonly runAs: RunAs; readonly cluster: string; readonly binaries: Binaries }

type Account = { readonly name: string; readonly uid: number; readonly gid: number }

/** Decides how to run and where cluster and binaries are. A cluster that exists decides by its owner. */
export function choosePlace(layout: Layout, binaries: Binaries): Place {
  const noted = existsSync(layout.locationNote) ? readFileSync(layout.locationNote, 'utf8').trim() : ''
  const cluster = noted || join(layout.databaseFolder, 'cluster')
  const runAs = chooseRunAs(binaries, existsSync(cluster) ? statSync(cluster).uid : undefined)
  if (runAs.kind !== 'other-user') return { runAs, cluster, binaries }
  for (const folder of [layout.dataFolder, layout.databaseFolder])
    chmodSync(folder, statSync(folder).mode | 0o011)
  return {
    runAs,
    cluster: noted || canReach(runAs.uid, layout.databaseFolder) ? cluster : moveCluster(layout),
    binaries: canReach(runAs.uid, binaries.folder) ? binaries : copyBinaries(binaries),
  }
}

function chooseRunAs(binaries: Binaries, clusterOwner: number | undefined): RunAs {
  const uid = process.getuid?.() ?? 1
  const accounts = readAccounts()
  if (uid !== 0 && accounts.some((account) => account.uid === uid)) return { kind: 'direct' }
  const owner = clusterOwner === uid ? undefined : clusterOwner
  if (owner !== undefined && !accounts.some((account) => account.uid === owner)) throw cannotRunAsRoot()
  const stranger =
    accounts.find((account) => account.uid === owner) ??
    accounts.find((account) => account.name === 'postgres') ??
    accounts.find((account) => account.name === 'nobody')
  if (!stranger) throw cannotRunAsRoot()
  const refused = process.env.CHARTROOM_DATABASE_NAMESPACE === 'off'
  if (owner === undefined && !refused) {
    const namespace: RunAs = { kind: 'namespace', uid: stranger.uid, gid: stranger.gid }
    if (runOnce(namespace, binaries, binaries.initdb, ['--version']).status === 0) return namespace
  }
  if (uid !== 0) throw cannotRunAsRoot()
  return { kind: 'other-user', uid: stranger.uid, gid: stranger.gid }
}

/** The command line that runs `program` as decided, with what spawn needs to know. */
export function commandFor(runAs: RunAs, binaries: Binaries, program: string, args: readonly string[]) {
  const loader = process.platform === 'darwin' ? 'DYLD_LIBRARY_PATH' : 'LD_LIBRARY_PATH'
  const env = {
    PATH: process.env.PATH ?? '/usr/bin:/bin',
    LC_ALL: process.platform === 'darwin' ? 'en_US.UTF-8' : 'C.UTF-8',
    ...(binaries.libraryFolder ? { [loader]: binaries.libraryFolder } : {}),
  }
  if (runAs.kind === 'namespace') {
    const map = ['--user', `--map-user=${runAs.uid}`, `--map-group=${runAs.gid}`]
    return { file: 'unshare', args: [...map, program, ...args], options: { env } }
  }
  const user = runAs.kind === 'other-user' ? { uid: runAs.uid, gid: runAs.gid } : {}
  return { file: program, args: [...args], options: { env, ...user } }
}

export function runOnce(
  runAs: RunAs,
  binaries: Binaries,
  program: string,
  args: readonly string[],
  input = '',
): SpawnSyncReturns<string> {
  const command = commandFor(runAs, binaries, program, args)
  return spawnSync(command.file, command.args, { ...command.options, input, encoding: 'utf8', cwd: '/' })
}

/** Gives a file or folder to the user that PostgreSQL runs as, where that is another one. */
export function giveTo(runAs: RunAs, path: string): void {
  if (runAs.kind === 'other-user') chownSync(path, runAs.uid, runAs.gid)
}

function readAccounts(): Account[] {
  if (process.platform === 'darwin') return [{ name: 'me', uid: process.getuid?.() ?? 1, gid: 0 }]
  return readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
    .filter((fields) => fields.length >= 4)
    .map(([name = '', , uid, gid]) => ({ name, uid: Number(uid), gid: Number(gid) }))
}

/** True when a user may enter the folder and every folder above it. */
export function canReach(uid: number, folder: string): boolean {
  const { mode, uid: owner } = statSync(folder)
  const may = owner === uid ? (mode & 0o100) !== 0 : (mode & 0o001) !== 0
  return may && (dirname(folder) === folder || canReach(uid, dirname(folder)))
}

function moveCluster(layout: Layout): string {
  const folder = join(ELSEWHERE, layout.hash)
  mkdirSync(folder, { recursive: true, mode: 0o755 })
  const cluster = join(folder, 'cluster')
  writeFileSync(layout.locationNote, `${cluster}\n`)
  return cluster
}

function copyBinaries(binaries: Binaries): Binaries {
  const version = statSync(binaries.postgres).mtimeMs.toString(36)
  const folder = join(ELSEWHERE, `postgresql-${version}`)
  if (!existsSync(join(folder, 'complete'))) {
    mkdirSync(ELSEWHERE, { recursive: true, mode: 0o755 })
    cpSync(binaries.folder, folder, { recursive: true, force: true, verbatimSymlinks: true })
    writeFileSync(join(folder, 'complete'), '')
  }
  return { ...binaries, folder, initdb: join(folder, 'bin/initdb'), postgres: join(folder, 'bin/postgres') }
}

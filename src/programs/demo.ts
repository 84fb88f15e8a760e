// `chartroom demo`: the synthetic department, filled at the first start, then served.
import { rm } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { DEMO_USERS, demoPassword } from '../demo/tables/users.ts'
import { loadConfig } from '../platform/config/load-config.ts'
import { tryLockAlone } from '../platform/db/embedded/file-lock.ts'
import { prepareLayout } from '../platform/db/embedded/layout.ts'
import { startEmbedded } from '../platform/db/embedded/start-embedded.ts'
import { ChartroomError } from '../platform/errors.ts'
import type { Installation } from './compose.ts'
import { type DemoMarker, readMarker, writeMarker } from './demo-marker.ts'
import { DEMO_SECOND_FACTOR, fillDemo } from './fill-demo.ts'
import { serve } from './serve.ts'

export type DemoOptions = { readonly patients: number; readonly seed: string; readonly fresh: boolean }

type Say = (sentence: string, how?: { readonly again?: boolean }) => void

export async function demo(givenEnv: NodeJS.ProcessEnv, options: DemoOptions, say: Say): Promise<void> {
  const env = demoEnvironment(givenEnv)
  const config = loadConfig(env)
  if (options.fresh) await emptyDemo(config.dataFolder, config.keysFolder, config.databaseUrl)
  await serve(config, {
    env,
    say,
    prepare: (installation) => prepare(installation, options, say),
    onOpen: (address) => printWelcome(address, config.dataFolder, say),
  })
}

// The demo has a folder of its own, so that invented people never stand among real ones.
function demoEnvironment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const home = join(env.XDG_DATA_HOME || join(env.HOME || homedir(), '.local', 'share'), 'chartroom')
  return {
    ...env,
    CHARTROOM_DATA: env.CHARTROOM_DATA ?? join(home, 'demo'),
    CHARTROOM_LOG_LEVEL: env.CHARTROOM_LOG_LEVEL ?? 'warn',
  }
}

async function emptyDemo(
  dataFolder: string,
  keysFolder: string,
  databaseUrl: string | undefined,
): Promise<void> {
  if (databaseUrl !== undefined) {
    throw new ChartroomError(
      'invalid',
      'demo.not_embedded',
      'A database that DATABASE_URL names is never emptied. Unset it, or make a new database for the demo.',
    )
  }
  if (!(await readMarker(dataFolder))) return
  const alone = tryLockAlone(prepareLayout(dataFolder).inUseLock)
  if (!alone) {
    throw new ChartroomError(
      'conflict',
      'demo.still_running',
      'This demo is running. Stop it first, then begin it anew.',
    )
  }
  alone.release()
  // The database of a killed Chartroom still runs: it is adopted here, and the last one out stops it.
  const left = await startEmbedded({ dataFolder, keysFolder }).catch(() => undefined)
  await left?.stop()
  await rm(dataFolder, { recursive: true, force: true })
  await rm(keysFolder, { recursive: true, force: true })
}

async function prepare({ deps }: Installation, options: DemoOptions, say: Say): Promise<void> {
  const { dataFolder } = deps.config
  const marker = await readMarker(dataFolder)
  if (marker && (marker.patients !== options.patients || marker.seed !== options.seed)) {
    say(
      `The department kept here has ${marker.patients} people of seed ${marker.seed}; --fresh makes another.`,
    )
  }
  if (marker?.state === 'filled') return
  if (!marker) await refuseRealRecords(deps)
  const wanted: DemoMarker = marker ?? {
    seed: options.seed,
    patients: options.patients,
    asOf: deps.clock.now().toISOString().slice(0, 10),
    state: 'filling',
  }
  await writeMarker(dataFolder, wanted)
  await fillDemo(deps, wanted, (done, total, sentence) =>
    say(progressBar(done, total, sentence), { again: true }),
  )
  say('')
  await writeMarker(dataFolder, { ...wanted, state: 'filled' })
}

async function refuseRealRecords(deps: Installation['deps']): Promise<void> {
  const found = await deps.db.pool.query('select 1 from patients.mpi_record limit 1')
  if (found.rowCount === 0) return
  throw new ChartroomError(
    'conflict',
    'demo.real_records',
    'This installation holds records already, so the synthetic department is not put among them. Give CHARTROOM_DATA a folder of its own for the demo.',
  )
}

const BAR_CELLS = 28

function progressBar(done: number, total: number, sentence: string): string {
  const part = total === 0 ? 1 : Math.min(1, done / total)
  const full = Math.round(part * BAR_CELLS)
  const bar = `${'█'.repeat(full)}${'░'.repeat(BAR_CELLS - full)}`
  return `${bar} ${String(Math.round(part * 100)).padStart(3)} %  ${sentence} (${done} of ${total})`
}

function printWelcome(address: string, dataFolder: string, say: Say): void {
  const widest = Math.max(...DEMO_USERS.map((user) => user.userName.length))
  const lines = DEMO_USERS.map((user) => {
    const second = user.userName === DEMO_SECOND_FACTOR.userName ? '  + second factor' : ''
    return `  ${user.userName.padEnd(widest)}  ${demoPassword(user).padEnd(26)}  ${user.role.replaceAll('_', ' ')}${second}`
  })
  say(
    [
      '',
      `Chartroom is open at ${address}`,
      'The people and charts in it are invented. Sign in as one of',
      '',
      ...lines,
      '',
      `The second factor of ${DEMO_SECOND_FACTOR.userName} is an authenticator app with the secret ${DEMO_SECOND_FACTOR.secret}.`,
      `Commands find this department with CHARTROOM_DATA=${dataFolder} before them.`,
      'Stop with Ctrl-C; the department is kept for the next start.',
    ].join('\n'),
  )
}

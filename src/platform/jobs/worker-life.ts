// A worker says that it is alive, and looks for others that are not.
import type pg from 'pg'
import type { Log } from '../log.ts'
import {
  beat,
  bringForward,
  failAbandonedJobs,
  listWorkersOn,
  registerWorker,
  releaseDeadWorkers,
  removeWorker,
  type WorkerProcess,
} from './worker-store.ts'

const BEAT_MS = 5_000
const SILENT_SECONDS_MAX = 30

export type WorkerLife = { stop(): Promise<void> }

export async function keepAlive(given: {
  readonly pool: pg.Pool
  readonly log: Log
  readonly worker: WorkerProcess
  onTakenForDead(): void
}): Promise<WorkerLife> {
  const { pool, log, worker } = given
  await registerWorker(pool, worker)
  await lookForDead()
  let turn: Promise<void> = Promise.resolve()
  const timer = setInterval(() => {
    turn = turn.then(step).catch(() => log.warn({ workerId: worker.workerId }, 'job.heartbeat_missed'))
  }, BEAT_MS)

  async function step(): Promise<void> {
    if (!(await beat(pool, worker.workerId))) {
      given.onTakenForDead()
      await registerWorker(pool, worker)
    }
    await lookForDead()
    await bringForward(pool)
  }

  async function lookForDead(): Promise<void> {
    const here = await listWorkersOn(pool, worker.host)
    const dead = here.filter((other) => other.workerId !== worker.workerId && !isRunning(other.pid))
    const released = await releaseDeadWorkers(
      pool,
      dead.map((other) => other.workerId),
      SILENT_SECONDS_MAX,
    )
    if (released.length > 0) log.warn({ workers: released }, 'job.dead_worker_released')
    const abandoned = await failAbandonedJobs(pool)
    if (abandoned > 0) log.error({ abandoned }, 'job.abandoned')
  }

  return {
    async stop() {
      clearInterval(timer)
      await turn
      await removeWorker(pool, worker.workerId).catch(() => undefined)
    },
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (thrown) {
    // EPERM: it runs, but belongs to another user.
    return thrown instanceof Error && 'code' in thrown && thrown.code === 'EPERM'
  }
}

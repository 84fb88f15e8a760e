import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { createTestDeps, type TestDeps } from '../../../test/support/deps.ts'
import { eventually } from '../../../test/support/eventually.ts'
import { buildTestCtx } from '../../../test/support/http.ts'
import type { Ctx } from '../ctx.ts'
import type { PlatformDeps } from '../deps.ts'
import { ChartroomError } from '../errors.ts'
import type { JobKind, JobState } from './jobs.ts'
import { type RunningJobs, runJobs } from './run-jobs.ts'

const ctx = buildTestCtx({ permissions: ['import.run'], roles: ['records_technician'] })
let test_: TestDeps
let workers: RunningJobs[] = []

beforeAll(async () => {
  test_ = await createTestDeps()
})
afterEach(async () => {
  for (const worker of workers) await worker.stop()
  workers = []
})
afterAll(() => test_.close())

function kindOf<Payload>(
  kind: string,
  payload: z.ZodType<Payload>,
  run: JobKind<Payload, PlatformDeps>['run'],
): JobKind<Payload, PlatformDeps> {
  return { kind, payload, run }
}
const work = async (...kinds: JobKind<unknown, PlatformDeps>[]) => {
  const worker = await runJobs(test_.deps, kinds, {
    url: test_.database.url,
    concurrency: 2,
  })
  workers.push(worker)
  return worker
}
const enqueue = <Payload>(
  kind: JobKind<Payload, PlatformDeps>,
  payload: Payload,
  options: { key?: string; queue?: string } = {},
) =>
  test_.deps.db.kysely.transaction().execute((tx) => test_.deps.jobs.enqueue(tx, ctx, kind, payload, options))
const reaches = (jobId: string, state: JobState) =>
  eventually(async () => {
    const job = await test_.deps.jobs.find(jobId)
    return job?.state === state && job
  })

describe('a queued job', () => {
  test('runs for the person who started it, shows progress and keeps its result', async () => {
    let acted: Ctx | undefined
    const count = kindOf(
      'test.count',
      z.object({ upTo: z.number() }),
      async (_deps, given, payload, report) => {
        acted = given
        await report.progress(payload.upTo, payload.upTo, 'Counted.')
        return { counted: payload.upTo }
      },
    )
    await work(count)
    const jobId = await enqueue(count, { upTo: 3 })
    expect(await reaches(jobId, 'done')).toMatchObject({
      kind: 'test.count',
      done: 3,
      total: 3,
      sentence: 'Counted.',
      result: { counted: 3 },
      startedBy: ctx.actor.id,
    })
    expect(acted?.actor).toEqual(ctx.actor)
    expect(acted?.source).toEqual({ program: 'worker', requestId: jobId })
  })

  test('is not there when the transaction that queued it rolls back', async () => {
    const kind = kindOf('test.never', z.object({}), async () => undefined)
    let jobId = ''
    const attempt = test_.deps.db.kysely.transaction().execute(async (tx) => {
      jobId = await test_.deps.jobs.enqueue(tx, ctx, kind, {})
      throw new Error('no')
    })
    await expect(attempt).rejects.toThrow('no')
    expect(await test_.deps.jobs.find(jobId)).toBeUndefined()
  })

  test('with the key of one that still waits is that one, with the newer input', async () => {
    const seen: number[] = []
    const kind = kindOf(
      'test.keyed',
      z.object({ n: z.number() }),
      async (_deps, _ctx, { n }) => void seen.push(n),
    )
    const first = await enqueue(kind, { n: 1 }, { key: 'one' })
    expect(await enqueue(kind, { n: 2 }, { key: 'one' })).toBe(first)
    await work(kind)
    await reaches(first, 'done')
    expect(seen).toEqual([2])
    expect(await enqueue(kind, { n: 3 }, { key: 'one' })).not.toBe(first)
  })

  test('with input of the wrong shape is refused at once', async () => {
    const kind = kindOf('test.shape', z.object({ n: z.number() }), async () => undefined)
    await expect(enqueue(kind, { n: 'x' } as never)).rejects.toThrow(/input is wrong/)
  })

  test('of a named queue waits for the one before it', async () => {
    let side = 0
    let most = 0
    const kind = kindOf('test.queue', z.object({ n: z.number() }), async () => {
      side += 1
      most = Math.max(most, side)
      await new Promise((resolve) => setImmediate(resolve))
      side -= 1
    })
    const ids = await Promise.all([1, 2, 3, 4].map((n) => enqueue(kind, { n }, { queue: 'line' })))
    await work(kind)
    for (const id of ids) await reaches(id, 'done')
    expect(most).toBe(1)
  })
})

describe('a job that goes wrong', () => {
  test('keeps our sentence', async () => {
    const kind = kindOf('test.refused', z.object({}), async () => {
      throw new ChartroomError('conflict', 'test.full', 'The shelf is full. Empty it first.')
    })
    await work(kind)
    expect((await reaches(await enqueue(kind, {}), 'failed')).error).toBe(
      'The shelf is full. Empty it first.',
    )
  })

  test('in an unexpected way shows nothing of the data', async () => {
    const kind = kindOf('test.bug', z.object({}), async () => {
      throw new Error('Nora Fern has no shelf')
    })
    await work(kind)
    const failed = await reaches(await enqueue(kind, {}), 'failed')
    expect(failed.error).toMatch(/nobody expected/)
    expect(failed.error).not.toContain('Nora')
  })

  test('because something was away for a moment runs again', async () => {
    let runs = 0
    const kind = kindOf('test.away', z.object({}), async () => {
      runs += 1
      if (runs === 1) throw new ChartroomError('unavailable', 'test.away', 'The store is away.')
      return runs
    })
    await work(kind)
    expect((await reaches(await enqueue(kind, {}), 'done')).result).toBe(2)
  })

  test('because the database was away runs again as soon as it answers, however often it was away', async () => {
    let runs = 0
    const kind = kindOf('test.database_away', z.object({}), async () => {
      runs += 1
      if (runs < 2) throw Object.assign(new Error('terminating connection'), { code: '57P01' })
      return runs
    })
    const jobId = await enqueue(kind, {})
    // As after many times, when the queue's own pause is hours long.
    await test_.database.owner.pool.query(
      `update graphile_worker._private_jobs set attempts = 9 where payload ->> 'jobId' = $1`,
      [jobId],
    )
    await work(kind)
    expect((await reaches(jobId, 'done')).result).toBe(2)
  })

  test('by cancelling ends as cancelled, waiting or running', async () => {
    const kind = kindOf('test.cancel', z.object({}), async (_deps, _ctx, _payload, report) => {
      await new Promise<void>((resolve) => report.cancelled.addEventListener('abort', () => resolve()))
    })
    const waiting = await enqueue(kind, {})
    await test_.deps.jobs.cancel(waiting)
    await work(kind)
    const running = await enqueue(kind, {})
    await reaches(running, 'running')
    await test_.deps.jobs.cancel(running)
    await reaches(running, 'cancelled')
    expect((await test_.deps.jobs.find(waiting))?.state).toBe('cancelled')
  })
})

test('a job whose worker was killed runs again in another', async () => {
  const long = kindOf('test.long', z.object({}), async () => 'finished by the second')
  const script = join(import.meta.dirname, '../../../test/support/job-process.ts')
  const first = fork(script, [test_.database.url], { stdio: 'inherit' })
  const jobId = await enqueue(long, {})
  expect((await once(first, 'message'))[0]).toBe('begun')
  first.kill('SIGKILL')
  await once(first, 'exit')
  expect((await test_.deps.jobs.find(jobId))?.state).toBe('running')
  await work(long)
  expect((await reaches(jobId, 'done')).result).toBe('finished by the second')
})

test('a job interrupted by a clean stop goes back to the queue', async () => {
  let runs = 0
  const kind = kindOf('test.stop', z.object({}), async (_deps, _ctx, _payload, report) => {
    runs += 1
    if (runs > 1) return 'second run'
    await new Promise<void>((_resolve, reject) =>
      report.cancelled.addEventListener('abort', () => reject(new Error('stopped'))),
    )
    return undefined
  })
  const jobId = await enqueue(kind, {})
  const first = await work(kind)
  await reaches(jobId, 'running')
  await first.stop()
  workers = []
  expect((await test_.deps.jobs.find(jobId))?.state).toBe('queued')
  await work(kind)
  expect((await reaches(jobId, 'done')).result).toBe('second run')
})

test('the queue itself is closed to the application', async () => {
  const query = test_.deps.db.pool.query('select * from graphile_worker._private_jobs')
  await expect(query).rejects.toThrow(/permission denied/)
})

import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../../../test/support/database.ts'
import { openTestTrail, type TestTrail, testCtx } from '../../../../test/support/trail.ts'
import { sealOnce, startSealer } from './sealer.ts'

let database: TestDatabase
let trail: TestTrail

beforeAll(async () => {
  database = await createTestDatabase()
  trail = await openTestTrail(database)
})
afterAll(async () => {
  await trail.close()
  await database.close()
})

const read = () => trail.audit.read(testCtx(), { action: 'chart.open' })

test('a running sealer covers what is read within its second, and another cannot seal beside it', async () => {
  const sealer = startSealer(trail.needs, trail.places)
  for (let n = 1; n <= 3; n += 1) {
    await read()
    await expect.poll(async () => (await trail.verify()).unsealed, { timeout: 10_000 }).toBe(0)
  }
  expect(await sealOnce(trail.needs, trail.places)).toBe(false)
  await sealer.close()
  expect(await trail.verify()).toMatchObject({ ok: true, events: 3, unsealed: 0 })
})

test('another sealer takes over when the elected one loses its connection', async () => {
  const first = startSealer(trail.needs, trail.places)
  await read()
  await expect.poll(async () => (await trail.verify()).unsealed, { timeout: 10_000 }).toBe(0)
  const second = startSealer(trail.needs, trail.places)
  await database.owner.pool.query(`select pg_terminate_backend(pid) from pg_stat_activity
    where application_name = 'chartroom sealer' and datname = current_database()`)
  await read()
  await expect.poll(async () => (await trail.verify()).unsealed, { timeout: 15_000 }).toBe(0)
  await Promise.all([first.close(), second.close()])
  expect((await trail.verify()).ok).toBe(true)
})

test('an open transaction’s events wait for their seal until it ends', async () => {
  const client = await database.db.pool.connect()
  await client.query('begin')
  await trail.audit.writeManyIn(client, testCtx(), [{ action: 'note.file' }, { action: 'note.file' }])
  await read()
  await sealOnce(trail.needs, trail.places)
  expect(await trail.verify()).toMatchObject({ ok: true, unsealed: 1 })
  await client.query('commit')
  client.release()
  await trail.sealAll()
  expect(await trail.verify()).toMatchObject({ ok: true, unsealed: 0 })
})

import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.ts'
import { inTransaction } from './transaction.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.close())

// Without a listener of ours the whole process would end with the connection.
test('a connection that dies inside a transaction fails that transaction, and the next one finds another', async () => {
  const broken = inTransaction(database.db, async ({ client }) => {
    const gone = new Promise((resolve) => client.once('end', resolve))
    const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid')
    await database.owner.pool.query('select pg_terminate_backend($1)', [rows[0]?.pid])
    await gone
    await client.query('select 1')
  })
  await expect(broken).rejects.toThrow()

  const found = await inTransaction(database.db, ({ client }) => client.query('select 1 as one'))
  expect(found.rows).toEqual([{ one: 1 }])
})

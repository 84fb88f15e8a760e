import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestDeps, type TestDeps } from '../../../test/support/deps.ts'
import { checkKeys } from './key-check.ts'
import { openKeys, rotateMasterKey } from './keys.ts'

let given: TestDeps
beforeAll(async () => {
  given = await createTestDeps()
})
afterAll(() => given.close())

test('a database goes on with its own keys and with those that a rotation adds, and refuses others', async () => {
  const { db, config, keys } = given.deps
  await checkKeys(db.kysely, keys, config.keysFolder)
  await rotateMasterKey(config.keysFolder)
  await checkKeys(db.kysely, await openKeys(config.keysFolder), config.keysFolder)
  await expect(checkKeys(db.kysely, keys, config.keysFolder)).rejects.toThrow(/master key 2 is missing/)

  const others = join(config.keysFolder, '../other-keys')
  const foreign = await openKeys(others)
  await expect(checkKeys(db.kysely, foreign, others)).rejects.toThrow(/belong to another database/)
  await rm(others, { recursive: true })
})

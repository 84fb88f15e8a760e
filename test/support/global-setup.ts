// One throw-away PostgreSQL for the whole run, unless the environment names one. Workers inherit its address.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startEmbedded } from '../../src/platform/db/embedded/start-embedded.ts'

export async function setup(): Promise<(() => Promise<void>) | undefined> {
  if (process.env.CHARTROOM_TEST_DATABASE_URL) return undefined
  const folder = mkdtempSync(join(tmpdir(), 'chartroom-test-'))
  const database = await startEmbedded({
    dataFolder: join(folder, 'data'),
    keysFolder: join(folder, 'keys'),
    tuning: { fsync: false, connectionsMax: 300 },
  })
  process.env.CHARTROOM_TEST_DATABASE_URL = database.ownerUrl
  return async () => {
    await database.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

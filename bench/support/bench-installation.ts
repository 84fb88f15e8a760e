// An installation of its own for a bench: embedded PostgreSQL with fsync on, in a temporary folder, gone afterwards.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadConfig } from '../../src/platform/config/load-config.ts'
import { type Installation, openInstallation } from '../../src/programs/compose.ts'

export type BenchInstallation = {
  readonly installation: Installation
  readonly env: NodeJS.ProcessEnv
  close(): Promise<void>
}

export async function openBenchInstallation(): Promise<BenchInstallation> {
  const folder = await mkdtemp(join(tmpdir(), 'chartroom-bench-'))
  const env = {
    ...process.env,
    DATABASE_URL: undefined,
    CHARTROOM_DATA: join(folder, 'data'),
    CHARTROOM_LOG_LEVEL: 'error',
    PORT: '0',
  }
  const installation = await openInstallation(loadConfig(env), { connectionsMax: 8, name: 'chartroom bench' })
  return {
    installation,
    env,
    async close() {
      await installation.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

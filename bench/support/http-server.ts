// The real server in a process of its own, as `chartroom serve` starts it; with BENCH_AUDIT=off the trail writes
// nothing, for measuring what it costs.
import type { Audit } from '../../src/features/audit/public.ts'
import { loadConfig } from '../../src/platform/config/load-config.ts'
import { openInstallation } from '../../src/programs/compose.ts'
import { startServer } from '../../src/programs/server.ts'
import { answerQuestions } from './measure.ts'

const silent: Audit = {
  writeIn: async () => undefined,
  writeManyIn: async () => undefined,
  read: async () => undefined,
  refuse: async () => undefined,
  close: async () => undefined,
}

const opened = await openInstallation(loadConfig(process.env), {
  connectionsMax: 12,
  name: 'chartroom server',
})
const installation =
  process.env.BENCH_AUDIT === 'off' ? { ...opened, deps: { ...opened.deps, audit: silent } } : opened
const server = await startServer(installation)
answerQuestions(server.address, async () => {
  await server.close()
  await opened.close()
})

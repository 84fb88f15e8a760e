// The real server in a process of its own, as `chartroom serve` starts it; with BENCH_AUDIT=off the trail writes
// nothing, for measuring what it costs. Prints its address; answers `rss` on its channel.
import type { Audit } from '../../src/features/audit/public.ts'
import { loadConfig } from '../../src/platform/config/load-config.ts'
import { openInstallation } from '../../src/programs/compose.ts'
import { startServer } from '../../src/programs/server.ts'

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
process.send?.({ address: server.address })
process.on('message', (question) => {
  if (question === 'rss') process.send?.({ rss: process.memoryUsage().rss })
  if (question === 'stop')
    void server
      .close()
      .then(() => opened.close())
      .then(() => process.exit(0))
})

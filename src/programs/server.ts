// The server: answers HTTP, and seals the trail when it is the elected one. Holds no state; run as many as needed.
import { join } from 'node:path'
import type { Deps } from '../features/audit/public.ts'
import { ChartroomError } from '../platform/errors.ts'
import type { HttpApp } from '../platform/http/app.ts'
import { buildHttpApp } from '../platform/http/build-app.ts'
import { type Installation, VERSION } from './compose.ts'
import { registerRoutes } from './features.ts'
import { startSealing } from './sealing.ts'

export type RunningServer = {
  /** Where it listens. */
  readonly address: string
  close(): Promise<void>
}

const PAGES = join(import.meta.dirname, '../../dist/web')

/** All routes on one application that doesn't listen yet; tests walk it. */
export async function buildServer(deps: Deps): Promise<HttpApp> {
  const app = await buildHttpApp({
    log: deps.log,
    metrics: deps.metrics,
    publicUrl: deps.config.publicUrl,
    trustedProxies: deps.config.trustedProxies,
    pagesFolder: PAGES,
    version: VERSION,
    readiness: {
      database: async () => void (await deps.db.pool.query('select 1')),
    },
  })
  registerRoutes(app, deps)
  return app
}

export async function startServer(installation: Installation): Promise<RunningServer> {
  const { deps } = installation
  const { host, port } = deps.config
  const app = await buildServer(deps)
  const address = await app.listen({ host, port }).catch((thrown: unknown) => {
    throw listenFailure(thrown, host, port)
  })
  const sealing = await startSealing(installation)
  deps.log.info({ address }, 'server.listening')
  return {
    address,
    async close() {
      await app.close()
      await sealing.close()
      deps.log.info({}, 'server.stopped')
    },
  }
}

function listenFailure(thrown: unknown, host: string, port: number): unknown {
  const code = thrown instanceof Error && 'code' in thrown ? thrown.code : undefined
  const reason =
    code === 'EADDRINUSE'
      ? 'another program listens there'
      : code === 'EACCES'
        ? 'this user may not listen there'
        : code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND'
          ? 'this machine has no such address'
          : undefined
  if (!reason) return thrown
  return new ChartroomError(
    'unavailable',
    'platform.cannot_listen',
    `Chartroom can't listen on ${host} port ${port}: ${reason}. Set another PORT or HOST.`,
    { cause: thrown },
  )
}

// The real HTTP application without a port: requests are injected, and a header says who asks.

import type { Ctx } from '../../src/platform/ctx.ts'
import type { HttpApp } from '../../src/platform/http/app.ts'
import type { RefusalReason } from '../../src/platform/http/authenticator.ts'
import { buildHttpApp } from '../../src/platform/http/build-app.ts'
import { openLog } from '../../src/platform/log.ts'
import { openMetrics } from '../../src/platform/metrics.ts'

export type Refused = {
  readonly actorId: string | undefined
  readonly contract: string
  readonly reason: RefusalReason
}

export type TestHttpApp = {
  readonly app: HttpApp
  /** What was refused, in order. */
  readonly refused: readonly Refused[]
  /** Headers that sign a request in with these permissions. */
  as(...permissions: string[]): Record<string, string>
  close(): Promise<void>
}

/** The header of our own pages, without anybody signed in. */
export const ownPage = { 'x-chartroom': '1', 'sec-fetch-site': 'same-origin' }

export function buildTestCtx(
  given: { permissions?: readonly string[]; id?: string; roles?: readonly string[] } = {},
): Ctx {
  return {
    actor: {
      kind: 'user',
      id: given.id ?? '00000000-0000-7000-8000-000000000001',
      name: 'Rosa Quill',
      roles: given.roles ?? [],
      permissions: new Set(given.permissions ?? []),
    },
    purpose: 'operations',
    source: { program: 'server', requestId: '00000000-0000-7000-8000-0000000000aa', address: '127.0.0.1' },
  }
}

export async function createTestHttpApp(pagesFolder = '/nowhere'): Promise<TestHttpApp> {
  const refused: Refused[] = []
  const app = await buildHttpApp({
    log: openLog({ logLevel: 'silent' }),
    metrics: openMetrics(),
    publicUrl: 'http://localhost:8080',
    trustedProxies: [],
    pagesFolder,
    version: '0.0.0',
    readiness: {},
  })
  app.setAuthenticator({
    async authenticate(request) {
      const permissions = request.headers['x-test-permissions']
      if (typeof permissions !== 'string') return undefined
      return buildTestCtx({ permissions: permissions.split(' ').filter(Boolean) })
    },
    async refuse(ctx, contract, reason) {
      refused.push({ actorId: ctx?.actor.id, contract: contract.id, reason })
    },
  })
  return {
    app,
    refused,
    as: (...permissions) => ({ ...ownPage, 'x-test-permissions': permissions.join(' ') }),
    close: () => app.close(),
  }
}

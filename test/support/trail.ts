// A sealed trail of its own for tests: keys and checkpoint folders in a temporary folder.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Audit, openAudit } from '../../src/features/audit/audit.ts'
import type { CheckpointPlaces } from '../../src/features/audit/sealing/checkpoint-files.ts'
import { type SealerNeeds, sealOnce } from '../../src/features/audit/sealing/sealer.ts'
import { type Verdict, type VerifyOptions, verifyTrail } from '../../src/features/audit/sealing/verify.ts'
import { systemClock } from '../../src/platform/clock.ts'
import type { Ctx } from '../../src/platform/ctx.ts'
import { type Keys, openKeys } from '../../src/platform/keys/keys.ts'
import { openLog } from '../../src/platform/log.ts'
import { openMetrics } from '../../src/platform/metrics.ts'
import type { TestDatabase } from './database.ts'

export type TestTrail = {
  readonly audit: Audit
  readonly keys: Keys
  readonly needs: SealerNeeds
  readonly places: CheckpointPlaces
  /** Waits until everything that has committed is sealed and signed. */
  sealAll(): Promise<void>
  verify(options?: VerifyOptions): Promise<Verdict>
  close(): Promise<void>
}

export function testCtx(more: Partial<Ctx['actor']> = {}): Ctx {
  return {
    actor: {
      kind: 'user',
      id: 'u1',
      name: 'Ada Example',
      roles: ['supervisor'],
      permissions: new Set(),
      ...more,
    },
    purpose: 'operations',
    source: { program: 'server', requestId: 'r1' },
  }
}

export async function openTestTrail(database: TestDatabase): Promise<TestTrail> {
  const home = await mkdtemp(join(tmpdir(), 'chartroom-trail-'))
  const keys = await openKeys(join(home, 'keys'))
  const metrics = openMetrics()
  const places = { folder: join(home, 'checkpoints'), copy: join(home, 'copy') }
  const needs = { db: database.db, clock: systemClock, log: openLog({ logLevel: 'silent' }), metrics, keys }
  const audit = openAudit({ db: database.db, metrics })
  const countUnsealed = async () => {
    const gauge = await metrics.unsealedEvents.get()
    return gauge.values[0]?.value ?? 0
  }
  return {
    audit,
    keys,
    needs,
    places,
    async sealAll() {
      // Another database of the cluster may hold a transaction open for a moment, and the sealer waits for it.
      do await sealOnce(needs, places)
      while ((await countUnsealed()) > 0)
    },
    verify: (options) => verifyTrail(needs, places, options),
    async close() {
      await audit.close()
      await rm(home, { recursive: true, force: true })
    },
  }
}

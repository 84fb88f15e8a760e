// What use cases above the trail take, on a test's own database: every part real.
import { type Deps, openAudit } from '../../src/features/audit/public.ts'
import type { TestDatabase } from './database.ts'
import { createTestDeps } from './deps.ts'

export type AuditedDeps = {
  readonly deps: Deps
  readonly database: TestDatabase
  close(): Promise<void>
}

export async function createAuditedDeps(overrides: Partial<Deps> = {}): Promise<AuditedDeps> {
  const { deps, database, close } = await createTestDeps(overrides)
  const audit = openAudit(deps)
  return {
    deps: { ...deps, audit, ...overrides },
    database,
    async close() {
      await audit.close()
      await close()
    },
  }
}

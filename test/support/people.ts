// For tests: the real parts with a clock that is moved by hand, people who can sign in, and what the trail says.

import { type Deps, openAudit } from '../../src/features/audit/public.ts'
import { createUserForDemo } from '../../src/features/identity/create-user.ts'
import type { Role } from '../../src/features/identity/roles.ts'
import { systemCtx } from '../../src/features/identity/system-ctx.ts'
import type { User } from '../../src/features/identity/user.ts'
import { type Clock, clockAt } from '../../src/platform/clock.ts'
import { createTestDeps } from './deps.ts'

export const PASSWORD = 'violet kettle drum'
export const TOTP_SECRET = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP'
export const MINUTE = 60_000

export type TestPeople = {
  readonly deps: Deps
  readonly clock: Clock & { advance(ms: number): void }
  add(userName: string, roles: readonly Role[], totpSecret?: string): Promise<User>
  /** What the trail holds of these actions, oldest first. */
  trail(
    ...actions: string[]
  ): Promise<{ action: string; outcome: string; actor_id: string; subject_id: string | null }[]>
  close(): Promise<void>
}

export async function openTestPeople(): Promise<TestPeople> {
  const clock = clockAt('2026-05-04T08:00:00Z')
  const parts = await createTestDeps({ clock })
  const audit = openAudit(parts.deps)
  const deps: Deps = { ...parts.deps, audit }
  return {
    deps,
    clock,
    add: (userName, roles, totpSecret) =>
      createUserForDemo(deps, systemCtx('job', 'test', 'worker'), {
        userName,
        name: `Test ${userName}`,
        roles,
        password: PASSWORD,
        totpSecret,
      }),
    async trail(...actions) {
      const found = await parts.database.owner.pool.query(
        'select action, outcome, actor_id, subject_id from audit.event where action = any($1) order by event_id',
        [actions],
      )
      return found.rows
    },
    async close() {
      await audit.close()
      await parts.close()
    },
  }
}

// What a session is worth at a moment: HIPAA 45 CFR 164.312(a)(2)(iii), automatic logoff. Pure.

import { needsSecondFactor, secondFactorRoles } from './second-factor-rule.ts'
import type { SessionRow } from './session-store.ts'

export const SESSION_HOURS_MAX = 12

/** `ended` for ever; `locked` until its user proves themselves again; `open`. */
export type SessionState = 'ended' | 'locked' | 'open'

export function stateOf(
  session: Pick<SessionRow, 'ended_at' | 'expires_at' | 'deactivated_at' | 'locked_at' | 'last_seen_at'>,
  now: Date,
  idleMinutes: number,
): SessionState {
  if (session.ended_at || session.deactivated_at || now >= session.expires_at) return 'ended'
  const idleMs = now.getTime() - session.last_seen_at.getTime()
  return session.locked_at || idleMs >= idleMinutes * 60_000 ? 'locked' : 'open'
}

/** What the user has to do before anything else opens. */
export type Duty = 'change_password' | 'enrol_second_factor'

export function dutyOf(
  session: Pick<SessionRow, 'must_change_password' | 'has_second_factor' | 'roles' | 'second_factor_roles'>,
): Duty | null {
  if (session.must_change_password) return 'change_password'
  const required = secondFactorRoles(session.second_factor_roles)
  return !session.has_second_factor && needsSecondFactor(session.roles, required)
    ? 'enrol_second_factor'
    : null
}

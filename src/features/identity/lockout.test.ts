import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ACCOUNT_POLICY, type Failures, startAttempt, waitMs } from './lockout.ts'

const MINUTE = 60_000
const START = new Date('2026-05-04T08:00:00Z')
const later = (ms: number) => new Date(START.getTime() + ms)

describe('lockout', () => {
  it.each([
    [0, 0],
    [1, 0],
    [4, 0],
    [5, 1],
    [6, 2],
    [7, 4],
    [10, 32],
    [11, 60],
    [500, 60],
  ])('after %i failures the wait is %i minutes', (failures, minutes) => {
    expect(waitMs(ACCOUNT_POLICY, failures)).toBe(minutes * MINUTE)
  })

  it('the fifth attempt is the last before the wait, and the first after it may be made', () => {
    let state: Failures | undefined
    for (let attempt = 1; attempt <= 5; attempt += 1) {
      const verdict = startAttempt(ACCOUNT_POLICY, state, START)
      if (!verdict.allowed) throw new Error(`attempt ${attempt} was refused`)
      state = verdict.next
    }
    expect(startAttempt(ACCOUNT_POLICY, state, later(MINUTE - 1))).toEqual({
      allowed: false,
      until: later(MINUTE),
    })
    expect(startAttempt(ACCOUNT_POLICY, state, later(MINUTE)).allowed).toBe(true)
  })

  it('failures are forgotten after a day', () => {
    const old: Failures = { failures: 9, lastFailedAt: START, lockedUntil: null }
    const verdict = startAttempt(ACCOUNT_POLICY, old, later(24 * 60 * MINUTE))
    expect(verdict.allowed && verdict.next.failures).toBe(1)
  })

  it('however attempts are spaced, an hour never sees more than ten', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 5 * MINUTE }), { maxLength: 200 }), (gaps) => {
        let state: Failures | undefined
        let now = START.getTime()
        let allowed = 0
        for (const gap of gaps) {
          now += gap
          if (now - START.getTime() > 60 * MINUTE) break
          const verdict = startAttempt(ACCOUNT_POLICY, state, new Date(now))
          if (!verdict.allowed) continue
          allowed += 1
          state = verdict.next
        }
        expect(allowed).toBeLessThanOrEqual(10)
      }),
    )
  })
})

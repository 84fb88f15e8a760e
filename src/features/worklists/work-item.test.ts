import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type Act,
  CLAIM_MS,
  claimAt,
  decide,
  IDLE_MS_MAX,
  settle,
  type Worker,
  type WorkItemState,
  withoutExpired,
} from './work-item.ts'

const START = Date.parse('2026-05-04T08:00:00Z')
const FRESH: WorkItemState = {
  state: 'open',
  role: 'coder',
  owner: null,
  claim: null,
  priority: 3,
  spentMs: 0,
  closed: null,
}
const ada: Worker = { id: 'ada', name: 'Ada', roles: ['coder'], mayAssign: false }
const bo: Worker = { id: 'bo', name: 'Bo', roles: ['coder'], mayAssign: false }
const clerk: Worker = { id: 'clerk', name: 'Clerk', roles: ['records_technician'], mayAssign: false }
const boss: Worker = { id: 'boss', name: 'Boss', roles: ['supervisor'], mayAssign: true }
const at = (ms: number) => new Date(START + ms)

function became(item: WorkItemState, who: Worker, act: Act, ms: number): WorkItemState {
  const decision = decide(item, who, act, at(ms))
  if (!decision.ok) throw new Error(`refused: ${decision.refusal.why}`)
  return decision.after
}
function why(item: WorkItemState, who: Worker, act: Act, ms: number): string {
  const decision = decide(item, who, act, at(ms))
  return decision.ok ? 'allowed' : decision.refusal.why
}

const someone = fc.constantFrom(ada, bo, clerk, boss)
const anyAct: fc.Arbitrary<Act> = fc.oneof(
  fc.constantFrom<Act>({ act: 'claim' }, { act: 'renew' }, { act: 'release' }),
  fc.constant<Act>({ act: 'finish', outcome: 'done', reason: null }),
  fc.constant<Act>({ act: 'cancel', outcome: 'cancelled', reason: 'x' }),
  fc.option(someone).map((to): Act => ({ act: 'assign', to: to && { id: to.id, name: to.name } })),
  fc.constantFrom(1 as const, 5 as const).map((priority): Act => ({ act: 'reprioritise', priority })),
)
// The clock may also be set back a little.
const step = fc.record({
  who: someone,
  act: anyAct,
  passedMs: fc.integer({ min: -60_000, max: 2 * CLAIM_MS }),
})

describe('any sequence of acts', () => {
  it('leaves at most one holder, time that never shrinks nor outruns the clock, and done as done', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        let item = FRESH
        let now = START
        let forwardMs = 0
        for (const { who, act, passedMs } of steps) {
          now += passedMs
          forwardMs += Math.max(passedMs, 0)
          const before = item
          const holder = claimAt(before, new Date(now))?.by.id
          const decision = decide(before, who, act, new Date(now))
          if (decision.ok) item = decision.after

          expect((item.state === 'claimed') === (item.claim !== null)).toBe(true)
          expect((item.state === 'done' || item.state === 'cancelled') === (item.closed !== null)).toBe(true)
          expect(item.spentMs).toBeGreaterThanOrEqual(before.spentMs)
          expect(item.spentMs).toBeLessThanOrEqual(forwardMs)
          expect(item.spentMs - before.spentMs).toBeLessThanOrEqual(2 * IDLE_MS_MAX)
          if (before.closed !== null) expect(item).toBe(before)
          // Nobody takes over from a holder by claiming, going on or finishing.
          if (holder !== undefined && holder !== who.id && ['claim', 'renew', 'finish'].includes(act.act)) {
            expect(decision.ok).toBe(false)
          }
          if (decision.ok && act.act === 'claim') expect(item.claim?.by.id).toBe(who.id)
        }
      }),
      { numRuns: 1_000 },
    )
  })
})

describe('a claim', () => {
  const held = became(FRESH, ada, { act: 'claim' }, 0)

  it('holds until the half hour is over, to the millisecond', () => {
    expect(claimAt(held, at(CLAIM_MS - 1))?.by.id).toBe('ada')
    expect(claimAt(held, at(CLAIM_MS))).toBeNull()
    expect(why(held, bo, { act: 'claim' }, CLAIM_MS - 1)).toBe('held')
    expect(why(held, bo, { act: 'claim' }, CLAIM_MS)).toBe('allowed')
  })

  it('claimed once more by its holder goes on instead of beginning anew', () => {
    const again = became(held, ada, { act: 'claim' }, 60_000)
    expect(again.claim?.at).toEqual(at(0))
    expect(again).toMatchObject({ spentMs: 60_000, claim: { expiresAt: at(60_000 + CLAIM_MS) } })
  })

  it('is refused for another role, unless it was given or a supervisor asks', () => {
    expect(why(FRESH, clerk, { act: 'claim' }, 0)).toBe('other_role')
    expect(why(FRESH, boss, { act: 'claim' }, 0)).toBe('allowed')
    const given = became(FRESH, boss, { act: 'assign', to: clerk }, 0)
    expect(why(given, clerk, { act: 'claim' }, 1)).toBe('allowed')
    expect(why(given, ada, { act: 'claim' }, 1)).toBe('given')
  })

  it('counts at most two minutes between two signs of life', () => {
    expect(became(held, ada, { act: 'renew' }, IDLE_MS_MAX).spentMs).toBe(IDLE_MS_MAX)
    expect(became(held, ada, { act: 'renew' }, IDLE_MS_MAX + 1).spentMs).toBe(IDLE_MS_MAX)
    expect(became(held, ada, { act: 'renew' }, -5_000).spentMs).toBe(0)
  })

  it('can be finished late by its former holder as long as nobody else took it', () => {
    const finish: Act = { act: 'finish', outcome: 'done', reason: null }
    expect(became(held, ada, finish, 2 * CLAIM_MS)).toMatchObject({ state: 'done', spentMs: IDLE_MS_MAX })
    const taken = became(held, bo, { act: 'claim' }, CLAIM_MS)
    expect(why(taken, ada, finish, CLAIM_MS + 1)).toBe('held')
    expect(why(FRESH, ada, finish, 0)).toBe('not_held')
  })

  it('is taken away when the item is given to somebody else, and stays when it is given to its holder', () => {
    expect(became(held, boss, { act: 'assign', to: bo }, 1_000)).toMatchObject({
      state: 'open',
      spentMs: 1_000,
    })
    expect(became(held, boss, { act: 'assign', to: ada }, 1_000).claim).toBe(held.claim)
    expect(became(held, boss, { act: 'assign', to: null }, 1_000).claim).toBe(held.claim)
  })

  it('ends with the item, whoever settles it', () => {
    const settled = settle(held, bo, 'merged', at(30_000))
    expect(settled).toMatchObject({ state: 'done', claim: null, spentMs: 30_000, closed: { by: 'bo' } })
  })

  it('taken off after it ran out leaves an open item; an open item is left as it is', () => {
    expect(withoutExpired(held, at(CLAIM_MS))).toMatchObject({ state: 'open', spentMs: IDLE_MS_MAX })
    expect(withoutExpired(FRESH, at(0))).toBe(FRESH)
  })
})

import { expect, it } from 'vitest'
import { isRole } from '../identity/public.ts'
import { isWorkKind, QUEUES, ruleOf, WORK_KIND_NAMES } from './kinds.ts'

it.each(WORK_KIND_NAMES)(
  '%s says what to do, where it waits, for whom, how urgent and how it may end',
  (kind) => {
    const rule = ruleOf(kind)
    expect(rule.sentence).toMatch(/^[A-Z].*\.$/)
    expect(Object.keys(QUEUES)).toContain(rule.queue)
    expect(isRole(rule.role)).toBe(true)
    expect(rule.priority).toBeGreaterThanOrEqual(1)
    expect(rule.priority).toBeLessThanOrEqual(5)
    expect(rule.days).toBeGreaterThan(0)
    const outcomes = rule.outcomes.map((one) => one.outcome)
    expect(new Set(outcomes).size).toBe(outcomes.length)
    for (const outcome of outcomes) expect(outcome).toMatch(/^[a-z][a-z-]{0,39}$/)
  },
)

it('a word that is no kind is none, those that every object has included', () => {
  expect(['code-encounter', 'coding', 'toString', ''].map(isWorkKind)).toEqual([true, false, false, false])
})

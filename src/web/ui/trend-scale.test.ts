import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { roundTicks, trendScale } from './trend-scale.ts'

/** What a laboratory may write: six decimals at most. */
const finite = fc.double({ min: -1e9, max: 1e9, noNaN: true }).map((value) => Number(value.toFixed(6)))

describe('the value axis', () => {
  it.each([
    [9.9, 16, [7.5, 10, 12.5, 15, 17.5]],
    [0, 100, [0, 50, 100]],
    [5, 5, [4, 6]],
    [0, 0, [0, 0.5]],
  ])('from %d to %d has the steps %o', (low, high, ticks) => {
    expect(roundTicks(low, high)).toEqual(ticks)
  })

  it('always encloses its values with two to six steps', () => {
    fc.assert(
      fc.property(finite, finite, (a, b) => {
        const [low, high] = [Math.min(a, b), Math.max(a, b)]
        const ticks = roundTicks(low, high)
        const slack = Math.max(1e-9, (high - low) * 1e-6, Math.abs(high) * 1e-6)
        expect(ticks.length).toBeGreaterThanOrEqual(2)
        expect(ticks.length).toBeLessThanOrEqual(6)
        expect(ticks[0]).toBeLessThanOrEqual(low + slack)
        expect(ticks.at(-1)).toBeGreaterThanOrEqual(high - slack)
      }),
    )
  })
})

describe('the plot', () => {
  const frame = { left: 40, right: 240, top: 10, bottom: 110 }

  it('keeps every point and the reference band inside its frame', () => {
    const points = [
      { at: 1_000, value: 4 },
      { at: 5_000, value: 9 },
    ]
    const scale = trendScale(points, { low: 2, high: 12 }, frame)
    for (const point of points) {
      expect(scale.x(point.at)).toBeGreaterThanOrEqual(40)
      expect(scale.x(point.at)).toBeLessThanOrEqual(240)
    }
    for (const value of [2, 4, 9, 12]) {
      expect(scale.y(value)).toBeGreaterThanOrEqual(10)
      expect(scale.y(value)).toBeLessThanOrEqual(110)
    }
  })

  it('puts a single point in the middle', () => {
    expect(trendScale([{ at: 7, value: 1 }], {}, frame).x(7)).toBe(140)
  })
})

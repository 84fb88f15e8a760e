// The line of a sparkline: evenly spaced, the smallest value at the bottom, the largest at the top. Pure.

export type SparklinePath = {
  readonly line: string
  readonly last: { readonly x: number; readonly y: number }
}

const EDGE = 3

export function sparklinePath(values: readonly number[], width: number, height: number): SparklinePath {
  const low = Math.min(...values)
  const span = Math.max(...values) - low
  const points = values.map((value, index) => ({
    x: round(EDGE + (index / Math.max(values.length - 1, 1)) * (width - 2 * EDGE)),
    y: round(span === 0 ? height / 2 : height - EDGE - ((value - low) / span) * (height - 2 * EDGE)),
  }))
  return {
    line: points.map((point, index) => `${index === 0 ? 'M' : 'L'}${point.x} ${point.y}`).join(''),
    last: points.at(-1) ?? { x: 0, y: 0 },
  }
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}

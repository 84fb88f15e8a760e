// The arithmetic of a trend plot: points in time, a value axis with round steps, pixels.
export type TrendPoint = {
  /** ISO date or instant. */
  readonly at: string
  readonly value: number
  /** As the source wrote it, when that says more than the number ("<0.01", "7.10"). */
  readonly text?: string
  /** Outside its reference range. */
  readonly abnormal?: boolean
}

export type TrendScale = {
  readonly ticks: readonly number[]
  readonly x: (at: number) => number
  readonly y: (value: number) => number
  readonly from: number
  readonly to: number
}

export type TrendFrame = {
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
}

/** A scale that holds all points and the reference band. */
export function trendScale(
  points: readonly { readonly at: number; readonly value: number }[],
  band: { readonly low?: number | undefined; readonly high?: number | undefined },
  frame: TrendFrame,
): TrendScale {
  const values = points.map((point) => point.value)
  for (const edge of [band.low, band.high]) if (edge !== undefined) values.push(edge)
  const ticks = roundTicks(Math.min(...values), Math.max(...values))
  const first = ticks[0] ?? 0
  const last = ticks.at(-1) ?? 1
  const times = points.map((point) => point.at)
  const from = Math.min(...times)
  const to = Math.max(...times)
  return {
    ticks,
    from,
    to,
    x: (at) =>
      to === from
        ? (frame.left + frame.right) / 2
        : frame.left + ((at - from) / (to - from)) * (frame.right - frame.left),
    y: (value) => frame.bottom - ((value - first) / (last - first)) * (frame.bottom - frame.top),
  }
}

/** Three to six round numbers that enclose low and high. */
export function roundTicks(low: number, high: number): number[] {
  const widest = Math.max(Math.abs(low), Math.abs(high))
  // Values that differ by nothing one could draw are one value.
  const span = high - low > widest * 1e-9 ? high - low : widest || 1
  const rough = span / 3
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = [1, 2, 2.5, 5, 10].map((one) => one * power).find((one) => one >= rough) ?? 10 * power
  const start = Math.floor(low / step)
  const end = Math.max(Math.ceil(high / step), start + 1)
  return Array.from({ length: end - start + 1 }, (_unused, index) =>
    Number(((start + index) * step).toPrecision(12)),
  )
}

import { useElementSize } from '@mantine/hooks'
import { type KeyboardEvent, type PointerEvent, useId, useMemo, useState } from 'react'
import { formatInstant, formatPartialDate } from './date-format.ts'
import { useFacilityTimeZone } from './facility-time.ts'
import classes from './Trend.module.css'
import { type TrendPoint, trendScale } from './trend-scale.ts'

export type TrendPlotProps = {
  /** What is measured: "Haemoglobin". */
  readonly label: string
  readonly unit?: string | undefined
  readonly points: readonly TrendPoint[]
  /** Reference range; either end may be open. */
  readonly low?: number | undefined
  readonly high?: number | undefined
  readonly height?: number
  /** Shows the same numbers as a table under the plot; otherwise the table is for those who hear the page. */
  readonly table?: boolean
}

const LEFT = 44
const RIGHT = 14
const TOP = 10
const BOTTOM = 22

/** The plot itself. Arrow keys walk the points; the values stand beside it as a table. */
export function TrendPlot({ label, unit, points, low, high, height = 150, table = false }: TrendPlotProps) {
  const { ref, width } = useElementSize()
  const zone = useFacilityTimeZone()
  const clip = useId()
  const [at, setAt] = useState<number>()
  const sorted = useMemo(
    () =>
      points
        .map((point) => ({ ...point, time: Date.parse(point.at) }))
        .filter((point) => !Number.isNaN(point.time))
        .sort((a, b) => a.time - b.time),
    [points],
  )
  const wide = Math.max(width, 200)
  const frame = { left: LEFT, right: wide - RIGHT, top: TOP, bottom: height - BOTTOM }
  const scale = useMemo(
    () =>
      trendScale(
        sorted.map((point) => ({ at: point.time, value: point.value })),
        { low, high },
        { left: LEFT, right: wide - RIGHT, top: TOP, bottom: height - BOTTOM },
      ),
    [sorted, low, high, wide, height],
  )
  const first = sorted[0]
  const last = sorted.at(-1)
  if (first === undefined || last === undefined) return <p className={classes.none}>No values to plot.</p>
  const when = (value: string) =>
    value.length > 10 ? formatInstant(new Date(value), zone, 'full', new Date()) : formatPartialDate(value)
  const day = (value: string) =>
    value.length > 10 ? formatInstant(new Date(value), zone, 'date', new Date()) : formatPartialDate(value)
  const written = (point: TrendPoint) =>
    `${point.text ?? String(point.value)}${unit === undefined ? '' : ` ${unit}`}`
  const shown = at === undefined ? undefined : sorted[at]
  const bandTop = Math.max(TOP, high === undefined ? TOP : scale.y(high))
  const bandBottom = Math.min(frame.bottom, low === undefined ? frame.bottom : scale.y(low))
  const nearest = (event: PointerEvent<SVGSVGElement>) => {
    const x = event.clientX - event.currentTarget.getBoundingClientRect().left
    let best = 0
    for (const [index, point] of sorted.entries()) {
      if (Math.abs(scale.x(point.time) - x) < Math.abs(scale.x(sorted[best]?.time ?? 0) - x)) best = index
    }
    setAt(best)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const to = {
      ArrowLeft: (at ?? sorted.length) - 1,
      ArrowRight: (at ?? -1) + 1,
      Home: 0,
      End: sorted.length - 1,
    }[event.key]
    if (to === undefined) return
    event.preventDefault()
    setAt(Math.min(sorted.length - 1, Math.max(0, to)))
  }
  return (
    <figure className={classes.figure} ref={ref}>
      <figcaption className={classes.caption}>
        <span className={classes.label}>{label}</span>
        {unit === undefined ? null : <span className={classes.unit}>{unit}</span>}
        <span className={classes.reading} role="status">
          {shown === undefined
            ? ''
            : `${written(shown)} · ${when(shown.at)}${shown.abnormal === true ? ' · outside range' : ''}`}
        </span>
      </figcaption>
      {/* The arrow keys walk the points; the reading is announced above. */}
      <svg
        role="img"
        aria-label={`${label}: ${sorted.length} values, ${day(first.at)} to ${day(last.at)}, last ${written(last)}. Arrow keys read the values.`}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the arrow keys walk its points.
        tabIndex={0}
        width={wide}
        height={height}
        className={classes.svg}
        onPointerMove={nearest}
        onPointerLeave={() => setAt(undefined)}
        onBlur={() => setAt(undefined)}
        onKeyDown={onKeyDown}
      >
        <clipPath id={clip}>
          <rect
            x={LEFT - 6}
            y={TOP - 6}
            width={Math.max(0, frame.right - LEFT + 8) + 6}
            height={frame.bottom - TOP + 12}
          />
        </clipPath>
        {low === undefined && high === undefined ? null : (
          <rect
            x={LEFT}
            y={bandTop}
            width={Math.max(0, frame.right - LEFT)}
            height={Math.max(0, bandBottom - bandTop)}
            className={classes.band}
          />
        )}
        {scale.ticks.map((tick) => (
          <g key={tick}>
            <line x1={LEFT} x2={frame.right} y1={scale.y(tick)} y2={scale.y(tick)} className={classes.grid} />
            <text x={LEFT - 7} y={scale.y(tick)} dy="0.32em" textAnchor="end" className={classes.tick}>
              {tick}
            </text>
          </g>
        ))}
        <text x={LEFT} y={height - 6} className={classes.tick}>
          {day(first.at)}
        </text>
        {sorted.length < 2 ? null : (
          <text x={frame.right} y={height - 6} textAnchor="end" className={classes.tick}>
            {day(last.at)}
          </text>
        )}
        <g clipPath={`url(#${clip})`}>
          <polyline
            points={sorted.map((point) => `${scale.x(point.time)},${scale.y(point.value)}`).join(' ')}
            className={classes.curve}
          />
          {sorted.length > 150
            ? null
            : sorted.map((point, index) => (
                <circle
                  key={`${point.at}-${String(index)}`}
                  cx={scale.x(point.time)}
                  cy={scale.y(point.value)}
                  r={point.abnormal === true ? 3.5 : 2.5}
                  className={point.abnormal === true ? classes.abnormal : classes.point}
                />
              ))}
          {shown === undefined ? null : (
            <>
              <line
                x1={scale.x(shown.time)}
                x2={scale.x(shown.time)}
                y1={TOP}
                y2={frame.bottom}
                className={classes.hair}
              />
              <circle cx={scale.x(shown.time)} cy={scale.y(shown.value)} r={5} className={classes.ring} />
            </>
          )}
        </g>
      </svg>
      <table className={table ? classes.table : 'cr-visually-hidden'}>
        <caption className="cr-visually-hidden">{label}</caption>
        <thead>
          <tr>
            <th scope="col">When</th>
            <th scope="col">Value</th>
          </tr>
        </thead>
        <tbody>
          {sorted
            .slice(-200)
            .reverse()
            .map((point, index) => (
              <tr key={`${point.at}-${String(index)}`}>
                <td>{when(point.at)}</td>
                <td>
                  {written(point)}
                  {point.abnormal === true ? ' (outside range)' : ''}
                </td>
              </tr>
            ))}
        </tbody>
      </table>
    </figure>
  )
}

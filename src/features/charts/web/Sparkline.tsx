import classes from './Sparkline.module.css'
import { sparklinePath } from './sparkline-path.ts'

export type SparklineProps = {
  /** Oldest first. */
  readonly values: readonly number[]
  readonly width?: number
  readonly height?: number
}

/** The shape of the last values. The numbers stand beside it, so it says nothing to those who hear the page. */
export function Sparkline({ values, width = 72, height = 18 }: SparklineProps) {
  if (values.length < 2) return null
  const { line, last } = sparklinePath(values, width, height)
  return (
    <svg
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      className={classes.spark}
      aria-hidden
    >
      <path d={line} className={classes.line} />
      <circle cx={last.x} cy={last.y} r={2} className={classes.last} />
    </svg>
  )
}

import { Skeleton } from '@mantine/core'
import { lazy, Suspense } from 'react'
import type { TrendPlotProps } from './TrendPlot.tsx'

const TrendPlot = lazy(() => import('./TrendPlot.tsx').then((module) => ({ default: module.TrendPlot })))

/** A line over time with a reference band; loaded when it is first shown. */
export function Trend(props: TrendPlotProps) {
  return (
    <Suspense fallback={<Skeleton height={props.height ?? 150} radius="sm" />}>
      <TrendPlot {...props} />
    </Suspense>
  )
}

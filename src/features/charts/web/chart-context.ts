// What every part of an open chart knows: whose it is, what stands beside the page, and how to open something there.
import { createContext, useContext } from 'react'
import type { OpenedChart } from '../schemas.ts'

export type Beside =
  | { readonly is: 'entry'; readonly entryId: string }
  | { readonly is: 'trend'; readonly code: string; readonly title: string }

export type OpenChart = {
  readonly personId: string
  readonly chart: OpenedChart
  readonly beside: Beside | undefined
  openEntry(entryId: string): void
  openTrend(code: string, title: string): void
}

export const ChartContext = createContext<OpenChart | undefined>(undefined)

export function useChart(): OpenChart {
  const chart = useContext(ChartContext)
  if (chart === undefined) throw new Error('useChart was called outside a chart.')
  return chart
}

/** Each read of a chart stands on the trail: what was read a moment ago is shown again without asking. */
export const CHART_FRESH_MS = 120_000

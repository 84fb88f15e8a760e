// What charts writes to the trail.
import { nameActions } from '../audit/public.ts'

/** Every action of this feature, each with the words that the trail shows. */
const CHART_ACTIONS = {
  'charts.opened': 'opened the chart',
  'charts.listed': 'looked through part of the chart',
  'charts.entry_read': 'read an entry',
  'charts.version_read': 'read an earlier version of an entry',
  'charts.raw_read': 'read an entry as it arrived',
  'charts.trend_read': 'looked at a trend of results',
  'charts.exported': 'exported the chart',
  'charts.entries_filed': 'filed entries into the chart',
} as const

nameActions(CHART_ACTIONS)

export type ChartAction = keyof typeof CHART_ACTIONS

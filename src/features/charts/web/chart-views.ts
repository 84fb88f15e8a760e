// What the chart can show: the overview, the timeline, its sections, trends, and who looked at it. Pure.
import {
  IconActivity,
  IconAlertTriangle,
  IconChartLine,
  IconClipboardHeart,
  IconDots,
  IconEye,
  IconFileText,
  IconHeartbeat,
  IconLayoutDashboard,
  IconPill,
  IconReceipt,
  IconScissors,
  IconStethoscope,
  IconTestPipe,
  IconTimeline,
  IconUsers,
  IconVaccine,
} from '@tabler/icons-react'
import type { IconComponent } from '../../../web/page-entry.ts'
import { CHART_SECTIONS, type ChartSection, sectionTitle } from '../chart-sections.ts'

export type ChartView = 'overview' | 'timeline' | ChartSection | 'trends' | 'access'

const SECTION_ICONS: Readonly<Record<ChartSection, IconComponent>> = {
  problems: IconActivity,
  medications: IconPill,
  allergies: IconAlertTriangle,
  results: IconTestPipe,
  vitals: IconHeartbeat,
  immunizations: IconVaccine,
  procedures: IconScissors,
  care_plans: IconClipboardHeart,
  encounters: IconStethoscope,
  documents: IconFileText,
  insurance: IconReceipt,
  history: IconUsers,
  other: IconDots,
}

export type ChartViewEntry = {
  readonly view: ChartView
  readonly title: string
  readonly icon: IconComponent
}

export const CHART_VIEWS: readonly ChartViewEntry[] = [
  { view: 'overview', title: 'Overview', icon: IconLayoutDashboard },
  { view: 'timeline', title: 'Timeline', icon: IconTimeline },
  ...CHART_SECTIONS.map((view) => ({ view, title: sectionTitle(view), icon: SECTION_ICONS[view] })),
  { view: 'trends', title: 'Trends', icon: IconChartLine },
  { view: 'access', title: 'Who looked', icon: IconEye },
]

/** The view that a part of the address names. */
export function viewOf(name: string): ChartView | undefined {
  return CHART_VIEWS.find((one) => one.view === name)?.view
}

export function isSection(view: ChartView): view is ChartSection {
  return (CHART_SECTIONS as readonly string[]).includes(view)
}

export function chartPath(personId: string, view: ChartView = 'overview'): string {
  return view === 'overview' ? `/charts/${personId}` : `/charts/${personId}/${view}`
}

export function encounterPath(personId: string, encounterId: string): string {
  return `/charts/${personId}/encounters/${encounterId}`
}

/** The section in which an entry of this kind is listed, for its icon. */
export function iconOfSection(section: ChartSection): IconComponent {
  return SECTION_ICONS[section]
}

// Invented rows for the story page.
import type { TrendPoint } from '../ui/trend-scale.ts'

export type StoryRow = {
  readonly id: string
  readonly received: string
  readonly from: string
  readonly kind: string
  readonly pages: number
  readonly state: 'New' | 'In work' | 'Waiting' | 'Late' | 'Done'
}

const SOURCES = [
  'Harbor Point Lab',
  'Elm Street Clinic',
  'North Ward',
  'Records fax line',
  'St. Aldric Imaging',
  'Dr. Osei',
]
const KINDS = [
  'Discharge summary',
  'Operative report',
  'Release request',
  'Pathology report',
  'Consultation',
  'Referral letter',
]
const STATES = ['New', 'In work', 'Waiting', 'Late', 'Done'] as const

export function storyRows(count: number): StoryRow[] {
  return Array.from({ length: count }, (_unused, index) => ({
    id: String(index + 1),
    received: new Date(Date.UTC(2026, 9, 30, 14, 5) - index * 5_700_000).toISOString(),
    from: SOURCES[(index * 7) % SOURCES.length] ?? '',
    kind: KINDS[(index * 5 + (index % 3)) % KINDS.length] ?? '',
    pages: ((index * 37) % 240) + 1,
    state: STATES[(index * 3 + (index % 4)) % STATES.length] ?? 'New',
  }))
}

/** A haemoglobin that falls and recovers. */
export const storyTrend: readonly TrendPoint[] = [
  13.4, 13.1, 12.2, 10.8, 9.9, 10.4, 11.3, 12.1, 12.6, 13.0,
].map((value, index) => ({
  at: new Date(Date.UTC(2026, index, 4 + index, 8, 30)).toISOString(),
  value,
  abnormal: value < 12,
}))

// Opens a chart: what a person sees first. The read and its event run side by side; both are awaited.
import type { Ctx } from '../../platform/ctx.ts'
import type { Deps } from '../audit/public.ts'
import { countsOfChart, pageOfKinds, pageOfTimeline } from './chart-list-store.ts'
import { chartReader } from './chart-reader.ts'
import { sectionCounts } from './chart-sections.ts'
import { presentLine, presentPage } from './present-entry.ts'
import type { OpenedChart } from './schemas.ts'

const TIMELINE_PAGE = 50
const SUMMARY_ROWS = 30

export async function openChart(deps: Deps, ctx: Ctx, personId: string): Promise<OpenedChart> {
  const reader = await chartReader(deps, ctx, personId, 'charts.opened')
  const { recordIds, closed } = reader
  const first = { after: undefined, limit: SUMMARY_ROWS }

  const [counts, timeline, allergies, problems] = await Promise.all([
    countsOfChart(deps.db.pool, recordIds, closed),
    pageOfTimeline(deps.db.pool, recordIds, closed, { after: undefined, limit: TIMELINE_PAGE + 1 }),
    pageOfKinds(deps.db.pool, recordIds, closed, ['AllergyIntolerance'], first),
    pageOfKinds(deps.db.pool, recordIds, closed, ['Condition'], first),
    deps.audit.read(ctx, { action: 'charts.opened', personId: reader.personId }),
  ])

  return {
    personId: reader.personId,
    recordIds: [...recordIds],
    sections: sectionCounts(counts),
    kinds: kindTotals(counts),
    allergies: allergies.map(presentLine),
    problems: problems.map(presentLine),
    timeline: presentPage(timeline, TIMELINE_PAGE),
  }
}

function kindTotals(counts: readonly { kind: string; entries: number }[]): OpenedChart['kinds'] {
  const totals = new Map<string, number>()
  for (const { kind, entries } of counts) totals.set(kind, (totals.get(kind) ?? 0) + entries)
  return [...totals].map(([kind, entries]) => ({ kind, entries })).toSorted((a, b) => b.entries - a.entries)
}

import { usePageParam } from '../../../web/navigate.tsx'
import { useMay } from '../../../web/session/session-context.ts'
import { StateView } from '../../../web/ui/StateView.tsx'
import { ChartAccessPanel } from '../../audit/web/ChartAccessPanel.tsx'
import { ChartFrame } from './ChartFrame.tsx'
import { ChartTimeline } from './ChartTimeline.tsx'
import { useChart } from './chart-context.ts'
import { type ChartView, viewOf } from './chart-views.ts'
import { Overview } from './Overview.tsx'
import { SectionList } from './SectionList.tsx'
import { TrendsView } from './TrendsView.tsx'

/** `/charts/$personId`: the chart on one page. */
export function ChartPage() {
  return (
    <ChartFrame personId={usePageParam('personId')} view="overview">
      <Overview />
    </ChartFrame>
  )
}

/** `/charts/$personId/$view`: the timeline, a section, the trends, the trail. */
export function ChartViewPage() {
  const view = viewOf(usePageParam('view'))
  return (
    <ChartFrame personId={usePageParam('personId')} view={view}>
      <View view={view} />
    </ChartFrame>
  )
}

/** `/charts/$personId/entries/$entryId`: one entry beside the timeline, for links from elsewhere. */
export function ChartEntryPage() {
  const entryId = usePageParam('entryId')
  return (
    <ChartFrame key={entryId} personId={usePageParam('personId')} view="timeline" entryId={entryId}>
      <ChartTimeline />
    </ChartFrame>
  )
}

function View({ view }: { view: ChartView | undefined }) {
  if (view === undefined) return <StateView state="empty" empty={{ title: 'A chart has no such section' }} />
  if (view === 'overview') return <Overview />
  if (view === 'timeline') return <ChartTimeline />
  if (view === 'trends') return <TrendsView />
  if (view === 'access') return <Access />
  return <SectionList key={view} section={view} />
}

function Access() {
  const { personId, chart } = useChart()
  if (!useMay('audit.read')) {
    return (
      <StateView
        state="empty"
        empty={{ title: 'Who looked at a chart is for those who may read the trail' }}
      />
    )
  }
  return <ChartAccessPanel personId={personId} recordIds={chart.recordIds} />
}

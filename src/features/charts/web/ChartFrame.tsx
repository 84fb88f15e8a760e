// An open chart: who it is above, what it holds on the left, one view in the middle, an entry beside it.
import { useElementSize } from '@mantine/hooks'
import { type ReactNode, useMemo, useState } from 'react'
import { useContract } from '../../../web/api/use-contract.ts'
import { useGoTo } from '../../../web/navigate.tsx'
import { useMay } from '../../../web/session/session-context.ts'
import { useShortcuts } from '../../../web/shortcuts/use-shortcuts.ts'
import { QueryView } from '../../../web/ui/QueryView.tsx'
import { openPersonBannerContract } from '../../patients/schemas.ts'
import { type OpenedChart, openChartContract } from '../schemas.ts'
import { ChartBanner } from './ChartBanner.tsx'
import classes from './ChartFrame.module.css'
import { ChartNavigation } from './ChartNavigation.tsx'
import { type Beside, CHART_FRESH_MS, ChartContext, type OpenChart } from './chart-context.ts'
import { CHART_VIEWS, type ChartView, type ChartViewEntry, chartPath } from './chart-views.ts'
import { EntryPanel } from './EntryPanel.tsx'
import { TrendPanel } from './TrendPanel.tsx'

export type ChartFrameProps = {
  readonly personId: string
  /** Which view is open; undefined where none of the list is. */
  readonly view: ChartView | undefined
  /** An entry that stands beside the page from the beginning. */
  readonly entryId?: string
  readonly children: ReactNode
}

export function ChartFrame({ personId, view, entryId, children }: ChartFrameProps) {
  const chart = useContract(openChartContract, { params: { personId } }, { staleMs: CHART_FRESH_MS })
  const banner = useContract(openPersonBannerContract, { params: { personId } }, { staleMs: CHART_FRESH_MS })
  return (
    <QueryView query={chart} label="Opening the chart" lines={10}>
      {(opened) => (
        <OpenedFrame
          key={opened.personId}
          chart={opened}
          banner={<ChartBanner banner={banner} chart={opened} />}
          view={view}
          entryId={entryId}
        >
          {children}
        </OpenedFrame>
      )}
    </QueryView>
  )
}

type OpenedFrameProps = {
  readonly chart: OpenedChart
  readonly banner: ReactNode
  readonly view: ChartView | undefined
  readonly entryId: string | undefined
  readonly children: ReactNode
}

function OpenedFrame({ chart, banner, view, entryId, children }: OpenedFrameProps) {
  const personId = chart.personId
  const head = useElementSize()
  const [trail, setTrail] = useState<readonly Beside[]>(
    entryId === undefined ? [] : [{ is: 'entry', entryId }],
  )
  const beside = trail.at(-1)
  const views = useVisibleViews()
  useViewShortcuts(personId, views, view)
  const open = useMemo<OpenChart>(
    () => ({
      personId,
      chart,
      beside,
      openEntry: (id) => setTrail([{ is: 'entry', entryId: id }]),
      openTrend: (code, title) => setTrail([{ is: 'trend', code, title }]),
    }),
    [personId, chart, beside],
  )
  const close = () => setTrail([])
  const back = trail.length > 1 ? () => setTrail((now) => now.slice(0, -1)) : undefined
  const follow = (next: Beside) => setTrail((now) => [...now, next])
  return (
    <ChartContext.Provider value={open}>
      <div
        className={classes.frame}
        data-beside={beside === undefined ? undefined : true}
        style={{ '--chart-head': `${Math.ceil(head.height) + 17}px` } as Record<string, string>}
      >
        <div className={classes.head}>
          <div ref={head.ref}>{banner}</div>
        </div>
        <ChartNavigation personId={personId} views={views} current={view} chart={chart} />
        <div className={classes.view}>{children}</div>
      </div>
      {beside?.is === 'entry' ? (
        <EntryPanel
          key={beside.entryId}
          entryId={beside.entryId}
          onClose={close}
          onBack={back}
          onFollow={(id) => follow({ is: 'entry', entryId: id })}
          onTrend={(code, title) => follow({ is: 'trend', code, title })}
        />
      ) : null}
      {beside?.is === 'trend' ? (
        <TrendPanel key={beside.code} code={beside.code} title={beside.title} onClose={close} onBack={back} />
      ) : null}
    </ChartContext.Provider>
  )
}

/** Empty sections stay in the list, quiet, so that everything keeps its place from chart to chart. */
function useVisibleViews(): readonly ChartViewEntry[] {
  const mayReadTrail = useMay('audit.read')
  return useMemo(() => CHART_VIEWS.filter((one) => one.view !== 'access' || mayReadTrail), [mayReadTrail])
}

function useViewShortcuts(
  personId: string,
  views: readonly ChartViewEntry[],
  current: ChartView | undefined,
): void {
  const goTo = useGoTo()
  const at = views.findIndex((one) => one.view === current)
  const go = (index: number) => {
    const view = views[Math.max(0, Math.min(index, views.length - 1))]
    if (view !== undefined) goTo(chartPath(personId, view.view))
  }
  useShortcuts([
    ...views.slice(0, 9).map((one, index) => ({
      keys: String(index + 1),
      label: one.title,
      group: 'Chart',
      run: () => go(index),
    })),
    { keys: ']', label: 'Next section', group: 'Chart', run: () => go(at + 1) },
    { keys: '[', label: 'Section before', group: 'Chart', run: () => go(at - 1) },
  ])
}

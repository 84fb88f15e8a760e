import { useEffect, useRef } from 'react'
import { PageLink } from '../../../web/navigate.tsx'
import { Kbd } from '../../../web/ui/Kbd.tsx'
import type { OpenedChart } from '../schemas.ts'
import classes from './ChartNavigation.module.css'
import { type ChartView, type ChartViewEntry, chartPath, isSection } from './chart-views.ts'

export type ChartNavigationProps = {
  readonly personId: string
  readonly views: readonly ChartViewEntry[]
  readonly current: ChartView | undefined
  readonly chart: OpenedChart
}

export function ChartNavigation({ personId, views, current, chart }: ChartNavigationProps) {
  const strip = useRef<HTMLElement>(null)
  // On a narrow desk the sections are a strip: the one that is shown stands in view.
  // biome-ignore lint/correctness/useExhaustiveDependencies: moves when another section is shown.
  useEffect(() => {
    const shown = strip.current?.querySelector<HTMLElement>('[data-current]')
    if (strip.current === null || shown === null || shown === undefined) return
    if (strip.current.scrollWidth <= strip.current.clientWidth) return
    strip.current.scrollLeft = shown.offsetLeft - (strip.current.clientWidth - shown.offsetWidth) / 2
  }, [current])
  return (
    <nav ref={strip} aria-label="Sections of the chart" className={classes.navigation}>
      <ul className={classes.list}>
        {views.map(({ view, title, icon: Icon }, index) => {
          const count = isSection(view) ? chart.sections[view] : undefined
          return (
            <li
              key={view}
              className={classes.item}
              data-current={view === current ? true : undefined}
              data-empty={count === 0 ? true : undefined}
            >
              <PageLink to={chartPath(personId, view)} quiet title={title}>
                <Icon size={15} stroke={1.6} />
                <span className={classes.title}>{title}</span>
                {view === current ? <span className="cr-visually-hidden">(shown)</span> : null}
                {count === undefined ? null : (
                  <span className={classes.count}>{count.toLocaleString('en-US')}</span>
                )}
                <span className={classes.key} aria-hidden>
                  {index < 9 ? <Kbd keys={String(index + 1)} /> : null}
                </span>
              </PageLink>
            </li>
          )
        })}
      </ul>
    </nav>
  )
}

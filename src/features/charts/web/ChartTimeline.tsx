// Everything in the chart, newest first, under years and months; read on by key as one scrolls.
import { Select } from '@mantine/core'
import { useVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react'
import { useShortcuts } from '../../../web/shortcuts/use-shortcuts.ts'
import { useFacilityTimeZone } from '../../../web/ui/facility-time.ts'
import { Panel } from '../../../web/ui/Panel.tsx'
import { StateView } from '../../../web/ui/StateView.tsx'
import { CHART_SECTIONS, type ChartSection, sectionTitle } from '../chart-sections.ts'
import classes from './ChartTimeline.module.css'
import { useChart } from './chart-context.ts'
import { TimelineLine } from './TimelineLine.tsx'
import { timelineRows } from './timeline-rows.ts'
import { type EntryListing, useEntryPages } from './use-entry-pages.ts'

export function ChartTimeline() {
  const { chart } = useChart()
  const [section, setSection] = useState<ChartSection>()
  const choices = CHART_SECTIONS.filter((one) => chart.sections[one] > 0).map((one) => ({
    value: one,
    label: `${sectionTitle(one)} (${chart.sections[one].toLocaleString('en-US')})`,
  }))
  return (
    <Panel
      title="Timeline"
      flush
      actions={
        <Select
          aria-label="Show only"
          placeholder="Everything"
          size="xs"
          clearable
          searchable
          data={choices}
          value={section ?? null}
          onChange={(value) => setSection((value as ChartSection | null) ?? undefined)}
        />
      }
    >
      <EntryTimeline
        key={section ?? 'all'}
        label="Timeline"
        listing={section === undefined ? {} : { section }}
        height="calc(var(--chart-room) - 6rem)"
      />
    </Panel>
  )
}

export type EntryTimelineProps = {
  readonly label: string
  readonly listing: EntryListing
  readonly height: string
}

const FROM_THE_END = 30

export function EntryTimeline({ label, listing, height }: EntryTimelineProps) {
  const { personId, openEntry, beside } = useChart()
  const zone = useFacilityTimeZone()
  const pages = useEntryPages(personId, listing)
  const { entries } = pages
  const rows = useMemo(() => timelineRows(entries ?? [], zone), [entries, zone])
  const scroller = useRef<HTMLDivElement>(null)
  const [active, setActive] = useState<number>()
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => (rows[index]?.is === 'entry' ? 28 : rows[index]?.is === 'year' ? 40 : 30),
    getItemKey: (index) => rows[index]?.key ?? index,
    overscan: 16,
  })
  const items = virtualizer.getVirtualItems()
  const last = items.at(-1)?.index ?? 0
  useEffect(() => {
    if (pages.isMore && last >= rows.length - FROM_THE_END) pages.more()
  }, [pages, last, rows.length])

  const firstEntry = rows.findIndex((row) => row.is === 'entry')
  const current = active ?? firstEntry
  const focusRow = (from: number, step: 1 | -1) => {
    let to = from
    while (rows[to] !== undefined && rows[to]?.is !== 'entry') to += step
    if (rows[to] === undefined) return
    setActive(to)
    virtualizer.scrollToIndex(to, { align: 'auto' })
    requestAnimationFrame(() =>
      scroller.current?.querySelector<HTMLElement>(`[data-row="${String(to)}"] button`)?.focus(),
    )
  }
  const hasFocus = () => scroller.current?.contains(document.activeElement) === true
  useShortcuts([
    {
      keys: 'j',
      label: 'Next row',
      group: 'Lists',
      run: () => focusRow(hasFocus() ? current + 1 : current, 1),
    },
    {
      keys: 'k',
      label: 'Row before',
      group: 'Lists',
      run: () => focusRow(hasFocus() ? current - 1 : current, -1),
    },
  ])
  const onKeyDown = (event: KeyboardEvent) => {
    const move = {
      ArrowDown: () => focusRow(current + 1, 1),
      ArrowUp: () => focusRow(current - 1, -1),
      PageDown: () => focusRow(Math.min(current + 15, rows.length - 1), -1),
      PageUp: () => focusRow(Math.max(current - 15, 0), 1),
      Home: () => focusRow(0, 1),
      End: () => focusRow(rows.length - 1, -1),
    }[event.key]
    if (move === undefined) return
    event.preventDefault()
    move()
  }

  if (entries === undefined) {
    if (pages.error !== null) return <StateView state="error" error={pages.error} onRetry={pages.retry} />
    return <StateView state="loading" label={`Loading: ${label}`} lines={10} />
  }
  if (entries.length === 0) {
    return <StateView state="empty" empty={{ title: 'Nothing is recorded here' }} />
  }
  return (
    <div ref={scroller} className={classes.scroll} style={{ height }}>
      <ol
        aria-label={label}
        className={classes.list}
        style={{ height: virtualizer.getTotalSize() }}
        onKeyDown={onKeyDown}
      >
        {items.map((item) => {
          const row = rows[item.index]
          if (row === undefined) return null
          return (
            <li
              key={item.key}
              ref={virtualizer.measureElement}
              data-index={item.index}
              data-row={item.index}
              className={classes.row}
              style={{ transform: `translateY(${item.start}px)` }}
            >
              {row.is === 'year' ? <h3 className={classes.year}>{row.label}</h3> : null}
              {row.is === 'month' ? <h4 className={classes.month}>{row.label}</h4> : null}
              {row.is === 'entry' ? (
                <TimelineLine
                  row={row}
                  isOpen={beside?.is === 'entry' && beside.entryId === row.entry.entryId}
                  isReachable={item.index === current}
                  onOpen={() => openEntry(row.entry.entryId)}
                  onFocus={() => setActive(item.index)}
                />
              ) : null}
            </li>
          )
        })}
      </ol>
      <p role="status" className={classes.foot}>
        {pages.isLoadingMore
          ? 'Loading more…'
          : pages.error !== null
            ? pages.error.message
            : pages.isMore
              ? ''
              : `${entries.length.toLocaleString('en-US')} ${entries.length === 1 ? 'entry' : 'entries'}, the whole list`}
      </p>
    </div>
  )
}

import { useMemo } from 'react'
import { useGoTo } from '../../../web/navigate.tsx'
import { DataTable } from '../../../web/ui/DataTable.tsx'
import { Panel } from '../../../web/ui/Panel.tsx'
import { type ChartSection, sectionTitle } from '../chart-sections.ts'
import { useChart } from './chart-context.ts'
import { encounterPath } from './chart-views.ts'
import { isActive } from './entry-words.ts'
import classes from './SectionList.module.css'
import { columnsOf } from './section-columns.tsx'
import { useEntryPages } from './use-entry-pages.ts'

/** More than the list draws at once, so that it reads on by itself as one scrolls. */
const PAGE = 150

/** One section of the chart as a list. A click or Space shows an entry beside it; Enter on an encounter opens its page. */
export function SectionList({ section }: { section: ChartSection }) {
  const { personId, chart, openEntry, openTrend, beside } = useChart()
  const goTo = useGoTo()
  const pages = useEntryPages(personId, { section }, PAGE)
  const columns = useMemo(() => columnsOf(section, { openTrend }), [section, openTrend])
  const entries = pages.entries
  // What still counts comes first where that is what people look for; within, the order of the server stays.
  const rows = useMemo(
    () =>
      entries !== undefined && ['problems', 'medications', 'allergies', 'care_plans'].includes(section)
        ? entries.toSorted((a, b) => Number(isActive(b)) - Number(isActive(a)))
        : entries,
    [entries, section],
  )
  const total = chart.sections[section]
  return (
    <Panel
      title={sectionTitle(section)}
      flush
      beside={<span className={classes.count}>{total.toLocaleString('en-US')}</span>}
    >
      <DataTable
        key={section}
        label={sectionTitle(section)}
        columns={columns}
        rows={rows}
        rowKey={(row) => row.entryId}
        error={pages.error}
        onRetry={pages.retry}
        onSelect={(row) => openEntry(row.entryId)}
        onOpen={(row) =>
          row.kind === 'Encounter' ? goTo(encounterPath(personId, row.entryId)) : openEntry(row.entryId)
        }
        selectedKey={beside?.is === 'entry' ? beside.entryId : undefined}
        empty={{ title: `No ${sectionTitle(section).toLowerCase()} recorded in this chart` }}
        height="calc(var(--chart-room) - 6rem)"
        onMore={pages.isMore ? pages.more : undefined}
        busy={pages.isLoadingMore}
      />
    </Panel>
  )
}

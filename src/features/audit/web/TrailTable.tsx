import { PageLink } from '../../../web/navigate.tsx'
import { type DataColumn, DataTable } from '../../../web/ui/DataTable.tsx'
import { Instant } from '../../../web/ui/Dates.tsx'
import { StatusBadge } from '../../../web/ui/StatusBadge.tsx'
import type { TrailEntry } from '../schemas.ts'
import type { Trail } from './use-trail.ts'

const columns: readonly DataColumn<TrailEntry>[] = [
  { id: 'at', header: 'When', width: '10.5rem', cell: (row) => <Instant value={row.at} show="seconds" /> },
  { id: 'who', header: 'Who', width: '16%', wrap: true, cell: (row) => row.actorName },
  { id: 'what', header: 'What', wrap: true, cell: (row) => row.sentence },
  {
    id: 'outcome',
    header: 'Outcome',
    width: '6.5rem',
    cell: (row) =>
      row.outcome === 'refused' ? (
        <StatusBadge tone="warn" dot>
          Refused
        </StatusBadge>
      ) : (
        <StatusBadge>Done</StatusBadge>
      ),
  },
  { id: 'purpose', header: 'Purpose', width: '7rem', secondary: true, cell: (row) => wordsOf(row.purpose) },
  { id: 'reason', header: 'Reason', width: '14%', secondary: true, cell: (row) => row.reason ?? '' },
]

const chartColumn: DataColumn<TrailEntry> = {
  id: 'chart',
  header: 'Whose chart',
  width: '8rem',
  cell: (row) => (row.personId ? <PageLink to={`/charts/${row.personId}`}>Open chart</PageLink> : ''),
}
const columnsWithChart = [...columns.slice(0, 3), chartColumn, ...columns.slice(3)]

export type TrailTableProps = {
  readonly label: string
  readonly trail: Trail
  readonly empty: { readonly title: string; readonly detail?: string }
  readonly selected?: TrailEntry | undefined
  readonly onSelect?: (entry: TrailEntry) => void
  readonly height?: string
  /** Leads to the chart that each event is about; left out where all are about one. */
  readonly leadsToCharts?: boolean
}

/** Events, newest first. */
export function TrailTable({
  label,
  trail,
  empty,
  selected,
  onSelect,
  height,
  leadsToCharts = false,
}: TrailTableProps) {
  return (
    <DataTable
      label={label}
      columns={leadsToCharts ? columnsWithChart : columns}
      rows={trail.rows}
      rowKey={(row) => String(row.eventId)}
      error={trail.error}
      onRetry={trail.onRetry}
      empty={empty}
      busy={trail.busy}
      onMore={trail.onMore}
      selectedKey={selected === undefined ? undefined : String(selected.eventId)}
      {...(onSelect === undefined ? {} : { onSelect, onOpen: onSelect })}
      {...(height === undefined ? {} : { height })}
    />
  )
}

export function wordsOf(state: string): string {
  const words = state.replaceAll('_', ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}

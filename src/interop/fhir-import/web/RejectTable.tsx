import { Checkbox } from '@mantine/core'
import { type FocusEvent, useMemo } from 'react'
import { type DataColumn, DataTable } from '../../../web/ui/DataTable.tsx'
import type { RejectLine } from '../schemas.ts'
import classes from './rejects.module.css'
import { reasonInWords, ruleInWords } from './rule-words.ts'
import type { Rejects } from './use-rejects.ts'

export type RejectTableProps = {
  readonly rejects: Rejects
  readonly opened: string | undefined
  readonly onOpen: (rejectId: string) => void
  readonly marked: ReadonlySet<string>
  /** Absent: nothing may be marked. */
  readonly onMark: ((rejectId: string) => void) | undefined
  readonly isNarrowed: boolean
}

/** The list of the queue. Walking it (j, k, arrows) opens each item beside it. */
export function RejectTable({ rejects, opened, onOpen, marked, onMark, isNarrowed }: RejectTableProps) {
  const columns = useMemo(
    () => (onMark === undefined ? COLUMNS : [markColumn(marked, onMark), ...COLUMNS]),
    [marked, onMark],
  )
  const followFocus = (event: FocusEvent) => {
    const { target } = event
    if (!(target instanceof HTMLElement) || target.tagName !== 'TR') return
    const row = rejects.rows?.[Number(target.dataset.rowIndex)]
    if (row !== undefined && row.rejectId !== opened) onOpen(row.rejectId)
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: only follows where the focus of the grid inside is.
    <div onFocus={followFocus}>
      <DataTable
        label="Refused items"
        columns={columns}
        rows={rejects.rows}
        rowKey={(row) => row.rejectId}
        error={rejects.error}
        onRetry={rejects.onRetry}
        busy={rejects.busy}
        onMore={rejects.onMore}
        onSelect={(row) => onOpen(row.rejectId)}
        selectedKey={opened}
        density="roomy"
        height="max(16rem, calc(100vh - 15rem))"
        empty={
          isNarrowed
            ? { title: 'Nothing matches', detail: 'Choose another state, or show all imports and reasons.' }
            : { title: 'Nothing waits here', detail: 'Everything that came in was placed.' }
        }
      />
    </div>
  )
}

const COLUMNS: readonly DataColumn<RejectLine>[] = [
  {
    id: 'reason',
    header: 'Why',
    wrap: true,
    cell: (row) => (
      <div className={classes.cell} title={reasonInWords(row.reason)}>
        <span className={classes.rule}>{ruleInWords(row.rule)}</span>
        {row.kind === null ? null : <span className={classes.kind}>{row.kind}</span>}
      </div>
    ),
  },
  {
    id: 'file',
    header: 'Where',
    width: '34%',
    cell: (row) => (
      <span title={`${row.fileName}, ${row.place}`}>
        {fileOf(row.fileName)}, {row.place}
      </span>
    ),
  },
]

function markColumn(marked: ReadonlySet<string>, onMark: (rejectId: string) => void): DataColumn<RejectLine> {
  return {
    id: 'mark',
    header: 'Mark',
    width: '3.25rem',
    cell: (row) => (
      <Checkbox
        size="xs"
        aria-label={`Mark ${ruleInWords(row.rule)}, ${row.place}`}
        checked={marked.has(row.rejectId)}
        onChange={() => onMark(row.rejectId)}
      />
    ),
  }
}

function fileOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}

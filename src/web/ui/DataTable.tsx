import { IconArrowDown, IconArrowUp } from '@tabler/icons-react'
import {
  type ColumnDef,
  createSortedRowModel,
  rowSortingFeature,
  type SortingState,
  tableFeatures,
  useTable,
} from '@tanstack/react-table'
import { useVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useShortcuts } from '../shortcuts/use-shortcuts.ts'
import classes from './DataTable.module.css'
import { type EmptyState, StateView } from './StateView.tsx'

export type DataColumn<Row> = {
  readonly id: string
  readonly header: string
  readonly cell: (row: Row) => ReactNode
  /** A width such as `8rem` or `20%`; columns without one share the rest. */
  readonly width?: string
  readonly align?: 'start' | 'end'
  /** What to sort by; without it the column does not sort. */
  readonly sortBy?: (row: Row) => string | number | null | undefined
  /** Let the text wrap instead of cutting it. */
  readonly wrap?: boolean
  /** Left out when the table is narrower than about 45rem. */
  readonly secondary?: boolean
}

export type DataTableProps<Row> = {
  /** Name of the list for those who hear it: "Patients found". */
  readonly label: string
  readonly columns: readonly DataColumn<Row>[]
  /** undefined while loading. */
  readonly rows: readonly Row[] | undefined
  readonly rowKey: (row: Row) => string
  readonly error?: Error | null | undefined
  readonly onRetry?: () => void
  readonly empty?: EmptyState
  /** Enter or double click on a row, and a click where there is no onSelect. */
  readonly onOpen?: (row: Row) => void
  /** A click or Space on a row; the row shows as selected. */
  readonly onSelect?: (row: Row) => void
  readonly selectedKey?: string | undefined
  readonly initialSort?: { readonly column: string; readonly descending?: boolean }
  readonly density?: 'dense' | 'roomy'
  /** Height of the scrolling area; by default as tall as its rows, at most the window. */
  readonly height?: string
  /** More can be read by key: called near the end of the list. */
  readonly onMore?: (() => void) | undefined
  /** New rows are on their way while the old ones stay. */
  readonly busy?: boolean
  /** A sentence under a list that is cut: "The first 200 of many. Narrow the search." */
  readonly note?: ReactNode
}

const features = tableFeatures({ rowSortingFeature, sortedRowModel: createSortedRowModel() })

/** From this many rows on only those in view are drawn. */
const VIRTUAL_FROM = 120

/** The table library wants an object; what a row is stays the page's business. */
type Held<Row> = { readonly row: Row }

function definitionOf<Row>(column: DataColumn<Row>): ColumnDef<typeof features, Held<Row>> {
  return {
    id: column.id,
    header: column.header,
    accessorFn: (held) => column.sortBy?.(held.row) ?? null,
    enableSorting: column.sortBy !== undefined,
    sortFn: (a, b) => compareValues(a.getValue(column.id), b.getValue(column.id)),
  }
}

/** A list as a grid: sticky head, sorting, keyboard rows (arrows, j and k, Home, End, Enter, Space), and its four states. */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { label, columns, rows, rowKey, error, onRetry, empty, density = 'dense', busy = false, note } = props
  const [sorting, setSorting] = useState<SortingState>(() =>
    props.initialSort === undefined
      ? []
      : [{ id: props.initialSort.column, desc: props.initialSort.descending ?? false }],
  )
  const definitions = useMemo(() => columns.map(definitionOf), [columns])
  const data = useMemo(() => (rows ?? []).map((row) => ({ row })), [rows])
  const table = useTable({
    features,
    columns: definitions,
    data,
    getRowId: (held) => rowKey(held.row),
    state: { sorting },
    onSortingChange: setSorting,
  })
  const shown = table.getRowModel().rows.map((held) => held.original.row)

  if (rows === undefined) {
    if (error !== null && error !== undefined)
      return <StateView state="error" error={error} onRetry={onRetry} />
    return <StateView state="loading" label={`Loading: ${label}`} lines={8} />
  }
  if (rows.length === 0) return <StateView state="empty" empty={empty} />
  return (
    <div className={classes.frame} data-density={density} data-busy={busy ? true : undefined}>
      <Grid
        {...props}
        rows={shown}
        label={label}
        sorting={sorting}
        onSort={(id) => setSorting((now) => [{ id, desc: now[0]?.id === id ? !now[0].desc : false }])}
      />
      {note === undefined ? null : <div className={classes.note}>{note}</div>}
    </div>
  )
}

type GridProps<Row> = Omit<DataTableProps<Row>, 'rows'> & {
  readonly rows: readonly Row[]
  readonly sorting: SortingState
  readonly onSort: (columnId: string) => void
}

function Grid<Row>({
  label,
  columns,
  rows,
  rowKey,
  sorting,
  onSort,
  onOpen,
  onSelect,
  selectedKey,
  height,
  onMore,
  busy,
  density,
}: GridProps<Row>) {
  const scroller = useRef<HTMLDivElement>(null)
  const [active, setActive] = useState(0)
  const isVirtual = rows.length > VIRTUAL_FROM
  const virtualizer = useVirtualizer({
    count: isVirtual ? rows.length : 0,
    getScrollElement: () => scroller.current,
    estimateSize: () => (density === 'roomy' ? 38 : 30),
    overscan: 12,
  })
  const current = Math.min(active, rows.length - 1)

  const focusRow = useCallback(
    (index: number) => {
      const target = Math.max(0, Math.min(index, rows.length - 1))
      setActive(target)
      if (isVirtual) virtualizer.scrollToIndex(target)
      // The row may be drawn only after the scroll.
      requestAnimationFrame(() =>
        scroller.current?.querySelector<HTMLElement>(`[data-row-index="${String(target)}"]`)?.focus(),
      )
    },
    [isVirtual, rows.length, virtualizer],
  )
  const hasFocus = () => scroller.current?.contains(document.activeElement) === true
  useShortcuts([
    { keys: 'j', label: 'Next row', group: 'Lists', run: () => focusRow(hasFocus() ? current + 1 : current) },
    {
      keys: 'k',
      label: 'Row before',
      group: 'Lists',
      run: () => focusRow(hasFocus() ? current - 1 : current),
    },
  ])

  const onKeyDown = (event: KeyboardEvent<HTMLTableSectionElement>) => {
    if (!(event.target instanceof HTMLElement) || event.target.tagName !== 'TR') return
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const row = rows[current]
    const moves: Record<string, number> = {
      ArrowDown: current + 1,
      j: current + 1,
      ArrowUp: current - 1,
      k: current - 1,
      PageDown: current + 15,
      PageUp: current - 15,
      Home: 0,
      End: rows.length - 1,
    }
    const to = moves[event.key]
    if (to !== undefined) focusRow(to)
    else if (event.key === 'Enter' && row !== undefined && onOpen !== undefined) onOpen(row)
    else if (event.key === ' ' && row !== undefined && onSelect !== undefined) onSelect(row)
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  const items = isVirtual
    ? virtualizer.getVirtualItems().map((item) => ({ index: item.index, start: item.start, end: item.end }))
    : rows.map((_row, index) => ({ index, start: 0, end: 0 }))
  const before = isVirtual ? (items[0]?.start ?? 0) : 0
  const after = isVirtual ? Math.max(0, virtualizer.getTotalSize() - (items.at(-1)?.end ?? 0)) : 0
  const last = items.at(-1)?.index ?? -1
  useEffect(() => {
    if (onMore !== undefined && busy !== true && isVirtual && last >= rows.length - 20) onMore()
  }, [onMore, busy, isVirtual, last, rows.length])

  return (
    <div
      ref={scroller}
      className={classes.scroll}
      style={height === undefined ? undefined : { maxHeight: height }}
    >
      <table
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a grid is a table whose rows are walked by key.
        role="grid"
        aria-label={label}
        aria-rowcount={rows.length + 1}
        aria-busy={busy === true}
        className={classes.table}
      >
        <colgroup>
          {columns.map((column) => (
            <col
              key={column.id}
              data-secondary={column.secondary}
              style={column.width === undefined ? undefined : { width: column.width }}
            />
          ))}
        </colgroup>
        <thead>
          <tr aria-rowindex={1}>
            {columns.map((column) => (
              <HeadCell key={column.id} column={column} sorting={sorting} onSort={onSort} />
            ))}
          </tr>
        </thead>
        <tbody onKeyDown={onKeyDown}>
          {before > 0 ? <tr aria-hidden className={classes.space} style={{ height: before }} /> : null}
          {items.map(({ index }) => {
            const row = rows[index]
            if (row === undefined) return null
            const key = rowKey(row)
            return (
              <tr
                key={key}
                ref={isVirtual ? virtualizer.measureElement : undefined}
                data-index={index}
                data-row-index={index}
                aria-rowindex={index + 2}
                aria-selected={onSelect === undefined ? undefined : key === selectedKey}
                data-opens={onOpen !== undefined || onSelect !== undefined ? true : undefined}
                tabIndex={index === current ? 0 : -1}
                className={classes.row}
                onFocus={() => setActive(index)}
                onClick={(event) => {
                  if (isOwnControl(event.target)) return
                  setActive(index)
                  if (onSelect !== undefined) onSelect(row)
                  else onOpen?.(row)
                }}
                onDoubleClick={() => (onSelect === undefined ? undefined : onOpen?.(row))}
              >
                {columns.map((column) => (
                  <td
                    key={column.id}
                    data-align={column.align}
                    data-wrap={column.wrap}
                    data-secondary={column.secondary}
                  >
                    {column.cell(row)}
                  </td>
                ))}
              </tr>
            )
          })}
          {after > 0 ? <tr aria-hidden className={classes.space} style={{ height: after }} /> : null}
        </tbody>
      </table>
      {onMore !== undefined && !isVirtual ? (
        <button type="button" className={classes.more} onClick={onMore} disabled={busy}>
          {busy === true ? 'Loading more…' : 'Show more'}
        </button>
      ) : null}
    </div>
  )
}

type HeadCellProps<Row> = {
  readonly column: DataColumn<Row>
  readonly sorting: SortingState
  readonly onSort: (columnId: string) => void
}

function HeadCell<Row>({ column, sorting, onSort }: HeadCellProps<Row>) {
  const sorted = sorting[0]?.id === column.id ? (sorting[0].desc ? 'descending' : 'ascending') : undefined
  return (
    <th scope="col" data-align={column.align} data-secondary={column.secondary} aria-sort={sorted}>
      {column.sortBy === undefined ? (
        column.header
      ) : (
        <button type="button" className={classes.sort} onClick={() => onSort(column.id)}>
          {column.header}
          {sorted === 'ascending' ? <IconArrowUp size={12} aria-hidden /> : null}
          {sorted === 'descending' ? <IconArrowDown size={12} aria-hidden /> : null}
        </button>
      )}
    </th>
  )
}

function isOwnControl(target: EventTarget): boolean {
  return target instanceof Element && target.closest('a, button, input, label, select') !== null
}

/** Numbers as numbers, words by the reader's alphabet with figures in order ("A2" before "A10"), nothing last. */
export function compareValues(a: unknown, b: unknown): number {
  const aMissing = a === null || a === undefined || a === ''
  const bMissing = b === null || b === undefined || b === ''
  if (aMissing || bMissing) return aMissing === bMissing ? 0 : aMissing ? 1 : -1
  if (typeof a === 'number' && typeof b === 'number') return a - b
  return collator.compare(String(a), String(b))
}

const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' })

import type { FocusEvent } from 'react'
import { useSession } from '../../../web/session/session-context.ts'
import { type DataColumn, DataTable } from '../../../web/ui/DataTable.tsx'
import { Instant } from '../../../web/ui/Dates.tsx'
import type { EmptyState } from '../../../web/ui/StateView.tsx'
import { StatusBadge } from '../../../web/ui/StatusBadge.tsx'
import { QUEUES, ruleOf } from '../kinds.ts'
import type { WorkItemView } from '../schemas.ts'
import { AgeBar, DueText, PriorityMark, spentInWords } from './WorkParts.tsx'
import classes from './work.module.css'

export type WorkTableProps = {
  readonly label: string
  readonly today: string
  /** undefined while loading. */
  readonly items: readonly WorkItemView[] | undefined
  readonly error?: Error | null
  readonly onRetry?: () => void
  readonly empty: EmptyState
  readonly showQueue?: boolean
  readonly showTime?: boolean
  readonly selectedId?: string | undefined
  /** The row that has the keyboard: what `c`, `r` and `d` act on. */
  readonly onFocus: (item: WorkItemView) => void
  readonly onSelect: (item: WorkItemView) => void
  readonly onOpen: (item: WorkItemView) => void
  readonly height?: string
  readonly onMore?: (() => void) | undefined
  readonly busy?: boolean
}

/** Work items as rows, in the order given. */
export function WorkTable(props: WorkTableProps) {
  const { label, today, items, error, onRetry, empty, selectedId, onSelect, onOpen, height, onMore } = props
  const columns = columnsOf(today, props.showQueue === true, props.showTime === true)
  const tellFocus = (event: FocusEvent<HTMLDivElement>) => {
    const row = event.target.closest<HTMLElement>('[data-row-index]')
    const item = row === null ? undefined : items?.[Number(row.dataset.rowIndex)]
    if (item !== undefined) props.onFocus(item)
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only listens to which row of the grid has the focus.
    <div onFocus={tellFocus} className={classes.list}>
      <DataTable
        label={label}
        columns={columns}
        rows={items}
        rowKey={(item) => item.workItemId}
        error={error}
        empty={empty}
        selectedKey={selectedId}
        onSelect={onSelect}
        onOpen={onOpen}
        onMore={onMore}
        busy={props.busy ?? false}
        {...(onRetry === undefined ? {} : { onRetry })}
        {...(height === undefined ? {} : { height })}
      />
    </div>
  )
}

function columnsOf(today: string, showQueue: boolean, showTime: boolean): DataColumn<WorkItemView>[] {
  return [
    {
      id: 'priority',
      header: 'Priority',
      width: '6.25rem',
      cell: (item) => <PriorityMark priority={item.priority} />,
    },
    { id: 'what', header: 'What', cell: (item) => <WhatCell item={item} /> },
    ...(showQueue
      ? [
          {
            id: 'queue',
            header: 'Queue',
            width: '7rem',
            secondary: true,
            cell: (item: WorkItemView) => QUEUES[item.queue].title,
          },
        ]
      : []),
    { id: 'due', header: 'Due', width: '7.75rem', cell: (item) => <DueText item={item} today={today} /> },
    { id: 'age', header: 'Waiting', width: '7.5rem', cell: (item) => <AgeBar item={item} today={today} /> },
    ...(showTime
      ? [
          {
            id: 'spent',
            header: 'Time spent',
            width: '6.5rem',
            secondary: true,
            cell: (item: WorkItemView) => spentInWords(item.spentSeconds),
          },
        ]
      : []),
    { id: 'who', header: 'Who', width: '10rem', cell: (item) => <WhoCell item={item} /> },
  ]
}

function WhatCell({ item }: { readonly item: WorkItemView }) {
  const { title } = ruleOf(item.kind)
  return (
    <span className={classes.what}>
      <span className={classes.kind}>{title}</span>
      {item.title === title ? null : (
        <span className={classes.sentence} title={item.title}>
          {item.title}
        </span>
      )}
    </span>
  )
}

/** Who has it, whom it was given to, or for which role it waits. */
export function WhoCell({ item }: { readonly item: WorkItemView }) {
  const { user } = useSession()
  const { holder, owner } = item
  if (holder !== null) {
    const isMine = holder.id === user.userId
    return (
      <StatusBadge tone={isMine ? 'accent' : 'neutral'} dot>
        {isMine ? 'Mine until ' : `${holder.name} until `}
        <Instant value={holder.until} show="time" />
      </StatusBadge>
    )
  }
  if (owner !== null) {
    return <StatusBadge tone="info">{owner.id === user.userId ? 'Given to me' : owner.name}</StatusBadge>
  }
  return <span className={classes.fact}>{item.roleName ?? 'Anybody'}</span>
}

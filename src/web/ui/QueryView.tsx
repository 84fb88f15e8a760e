import type { ReactNode } from 'react'
import { type EmptyState, StateView } from './StateView.tsx'

/** The part of a TanStack query that a view needs. */
export type ViewedQuery<Data> = {
  readonly data: Data | undefined
  readonly error: Error | null
  readonly isPending: boolean
  refetch(): unknown
}

export type QueryViewProps<Data> = {
  readonly query: ViewedQuery<Data>
  readonly label?: string
  readonly lines?: number
  readonly isEmpty?: (data: Data) => boolean
  readonly empty?: EmptyState
  readonly children: (data: Data) => ReactNode
}

/** Shows a query in whichever of its four states it is; the children draw the full one. */
export function QueryView<Data>({ query, label, lines, isEmpty, empty, children }: QueryViewProps<Data>) {
  if (query.data === undefined) {
    if (query.error !== null)
      return <StateView state="error" error={query.error} onRetry={() => void query.refetch()} />
    return (
      <StateView
        state="loading"
        {...(label === undefined ? {} : { label })}
        {...(lines === undefined ? {} : { lines })}
      />
    )
  }
  if (isEmpty?.(query.data) === true) return <StateView state="empty" empty={empty} />
  return children(query.data)
}

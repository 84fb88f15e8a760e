import { useInfiniteQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { type CallError, call } from '../../../web/api/call.ts'
import type { ChartSection } from '../chart-sections.ts'
import { type EntryLine, type EntryPage, listSectionContract } from '../schemas.ts'
import { CHART_FRESH_MS } from './chart-context.ts'

export type EntryListing = { readonly section?: ChartSection; readonly encounterId?: string }

export type EntryPages = {
  /** undefined while the first page is on its way. */
  readonly entries: readonly EntryLine[] | undefined
  readonly error: CallError | null
  readonly isMore: boolean
  readonly isLoadingMore: boolean
  more(): void
  retry(): void
}

/** A part of the chart, page by page, newest first. */
export function useEntryPages(
  personId: string,
  listing: EntryListing,
  limit = 100,
  enabled = true,
): EntryPages {
  const query = useInfiniteQuery<EntryPage, CallError, { pages: EntryPage[] }, unknown[], string | undefined>(
    {
      queryKey: [listSectionContract.id, personId, listing, limit],
      queryFn: ({ pageParam, signal }) =>
        call(listSectionContract, {
          params: { personId },
          query: { ...listing, limit, ...(pageParam === undefined ? {} : { after: pageParam }) },
          signal,
        }),
      initialPageParam: undefined,
      getNextPageParam: (last) => last.next ?? undefined,
      staleTime: CHART_FRESH_MS,
      enabled,
    },
  )
  const pages = query.data?.pages
  const entries = useMemo(() => pages?.flatMap((page) => page.entries), [pages])
  return {
    entries,
    error: query.error,
    isMore: query.hasNextPage,
    isLoadingMore: query.isFetchingNextPage,
    more: () => {
      if (query.hasNextPage && !query.isFetchingNextPage) void query.fetchNextPage()
    },
    retry: () => void query.refetch(),
  }
}

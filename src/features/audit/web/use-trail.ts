// Pages of the trail, read by key as the list is scrolled.
import { type InfiniteData, type UseInfiniteQueryResult, useInfiniteQuery } from '@tanstack/react-query'
import { type CallError, call } from '../../../web/api/call.ts'
import { chartAccess, searchTrail, type TrailEntry, type TrailFilter, type TrailPage } from '../schemas.ts'

export type Trail = {
  readonly rows: readonly TrailEntry[] | undefined
  readonly error: CallError | null
  readonly busy: boolean
  readonly onMore: (() => void) | undefined
  readonly onRetry: () => void
}

export function useTrail(filter: TrailFilter): Trail {
  return asTrail(
    useInfiniteQuery<TrailPage, CallError, InfiniteData<TrailPage>, unknown[], string | undefined>({
      queryKey: [searchTrail.id, filter],
      queryFn: ({ pageParam, signal }) =>
        call(searchTrail, { body: { filter, ...(pageParam ? { cursor: pageParam } : {}) }, signal }),
      initialPageParam: undefined,
      getNextPageParam: (page) => page.next ?? undefined,
      // Looking again by itself would fill the trail with looks at the trail.
      refetchOnWindowFocus: false,
    }),
  )
}

export function useChartAccess(personId: string, recordIds: readonly string[] = []): Trail {
  return asTrail(
    useInfiniteQuery<TrailPage, CallError, InfiniteData<TrailPage>, unknown[], string | undefined>({
      queryKey: [chartAccess.id, personId, recordIds],
      queryFn: ({ pageParam, signal }) => {
        const body = { personId, recordIds: [...recordIds], ...(pageParam ? { cursor: pageParam } : {}) }
        return call(chartAccess, { body, signal })
      },
      initialPageParam: undefined,
      getNextPageParam: (page) => page.next ?? undefined,
      refetchOnWindowFocus: false,
    }),
  )
}

function asTrail(query: UseInfiniteQueryResult<InfiniteData<TrailPage>, CallError>): Trail {
  return {
    rows: query.data?.pages.flatMap((page) => page.entries),
    error: query.error,
    busy: query.isFetching,
    onMore: query.hasNextPage && !query.isFetching ? () => void query.fetchNextPage() : undefined,
    onRetry: () => void query.refetch(),
  }
}

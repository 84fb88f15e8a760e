// Pages of the reject queue, oldest first.
import { type InfiniteData, useInfiniteQuery } from '@tanstack/react-query'
import { type CallAnswer, type CallError, call } from '../../../web/api/call.ts'
import { listRejectsContract, type RejectLine } from '../schemas.ts'
import type { RejectAddress } from './use-reject-address.ts'

const PAGE = 100

type Page = CallAnswer<typeof listRejectsContract>

export type Rejects = {
  readonly rows: readonly RejectLine[] | undefined
  readonly error: CallError | null
  readonly busy: boolean
  readonly onMore: (() => void) | undefined
  readonly onRetry: () => void
}

export function useRejects({ run, rule, state }: RejectAddress): Rejects {
  const query = useInfiniteQuery<Page, CallError, InfiniteData<Page>, unknown[], string | undefined>({
    queryKey: [listRejectsContract.id, run, rule, state],
    queryFn: ({ pageParam, signal }) =>
      call(listRejectsContract, {
        query: {
          limit: PAGE,
          state: state ?? 'open',
          ...(run === undefined ? {} : { runId: run }),
          ...(rule === undefined ? {} : { rule }),
          ...(pageParam === undefined ? {} : { after: pageParam }),
        },
        signal,
      }),
    initialPageParam: undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    refetchOnWindowFocus: false,
  })
  return {
    rows: query.data?.pages.flatMap((page) => page.rejects),
    error: query.error,
    busy: query.isFetchingNextPage,
    onMore: query.hasNextPage && !query.isFetching ? () => void query.fetchNextPage() : undefined,
    onRetry: () => void query.refetch(),
  }
}

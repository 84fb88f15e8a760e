// One import: its totals, read again whenever its job says something, and its files, page by page.
import { type InfiniteData, useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { type CallAnswer, type CallError, call } from '../../../web/api/call.ts'
import { refresh, useContract } from '../../../web/api/use-contract.ts'
import { useLive } from '../../../web/live/use-live.ts'
import { type ImportUnit, readImportContract } from '../schemas.ts'
import { isMoving } from './run-words.ts'
import { useAtMostEvery } from './use-recent-imports.ts'

const EVERY_MS = 5_000
const FILES_A_PAGE = 200

type Answer = CallAnswer<typeof readImportContract>

export function useImportRun(runId: string) {
  const client = useQueryClient()
  const again = useAtMostEvery(() => void refresh(client, readImportContract))
  const query = useContract(readImportContract, { params: { runId }, query: { limit: 1 } })
  const run = query.data?.run
  // Without live news (a proxy may hold it back) the page asks by itself.
  useContract(
    readImportContract,
    { params: { runId }, query: { limit: 1 } },
    { enabled: run !== undefined && isMoving(run), everyMs: EVERY_MS },
  )
  useLive('jobs', ({ about }) => {
    if (about === '' || about === run?.jobId) again()
  })
  return query
}

export type RunFiles = {
  readonly rows: readonly ImportUnit[] | undefined
  readonly error: CallError | null
  readonly busy: boolean
  readonly onMore: (() => void) | undefined
  readonly onRetry: () => void
}

export function useRunFiles(runId: string): RunFiles {
  const query = useInfiniteQuery<Answer, CallError, InfiniteData<Answer>, unknown[], number>({
    queryKey: [readImportContract.id, 'files', runId],
    queryFn: ({ pageParam, signal }) =>
      call(readImportContract, {
        params: { runId },
        query: { after: pageParam, limit: FILES_A_PAGE },
        signal,
      }),
    initialPageParam: -1,
    getNextPageParam: (page) => page.next ?? undefined,
    refetchOnWindowFocus: false,
  })
  return {
    rows: query.data?.pages.flatMap((page) => page.units),
    error: query.error,
    busy: query.isFetchingNextPage,
    onMore: query.hasNextPage && !query.isFetching ? () => void query.fetchNextPage() : undefined,
    onRetry: () => void query.refetch(),
  }
}

// The recent imports, read by key as the list is scrolled; read again while one of them moves.
import { type InfiniteData, useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { useRef } from 'react'
import { type CallAnswer, type CallError, call } from '../../../web/api/call.ts'
import { refresh } from '../../../web/api/use-contract.ts'
import { useLive } from '../../../web/live/use-live.ts'
import { type ImportRun, listImportsContract } from '../schemas.ts'
import { isMoving } from './run-words.ts'

const PAGE = 25
const EVERY_MS = 10_000
const AT_MOST_EVERY_MS = 2_500

type Page = CallAnswer<typeof listImportsContract>

export type RecentImports = {
  readonly rows: readonly ImportRun[] | undefined
  readonly error: CallError | null
  readonly busy: boolean
  readonly onMore: (() => void) | undefined
  readonly onRetry: () => void
}

export function useRecentImports(): RecentImports {
  const client = useQueryClient()
  useLive(
    'jobs',
    useAtMostEvery(() => void refresh(client, listImportsContract)),
  )
  const query = useInfiniteQuery<Page, CallError, InfiniteData<Page>, unknown[], string | undefined>({
    queryKey: [listImportsContract.id],
    queryFn: ({ pageParam, signal }) =>
      call(listImportsContract, {
        query: { limit: PAGE, ...(pageParam ? { before: pageParam } : {}) },
        signal,
      }),
    initialPageParam: undefined,
    getNextPageParam: (page) => (page.runs.length < PAGE ? undefined : page.runs.at(-1)?.createdAt),
    refetchInterval: ({ state }) =>
      state.data?.pages.some((page) => page.runs.some(isMoving)) === true ? EVERY_MS : false,
    refetchOnWindowFocus: false,
  })
  return {
    rows: query.data?.pages.flatMap((page) => page.runs),
    error: query.error,
    busy: query.isFetchingNextPage,
    onMore: query.hasNextPage && !query.isFetching ? () => void query.fetchNextPage() : undefined,
    onRetry: () => void query.refetch(),
  }
}

/** Job news comes many times a second; reading is worth it only now and then. The last news is never dropped. */
export function useAtMostEvery(act: () => void): () => void {
  const state = useRef<{ at: number; timer: number | undefined }>({ at: 0, timer: undefined })
  const latest = useRef(act)
  latest.current = act
  return () => {
    if (state.current.timer !== undefined) return
    const wait = Math.max(0, state.current.at + AT_MOST_EVERY_MS - Date.now())
    state.current.timer = window.setTimeout(() => {
      state.current = { at: Date.now(), timer: undefined }
      latest.current()
    }, wait)
  }
}

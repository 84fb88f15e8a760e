// The search box's question: asked after a short pause in typing, the older one cancelled, the older answer kept in view
// until the newer one is there. Nothing is asked again by itself: each question is a line on the trail.
import { type InfiniteData, keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { type CallError, call } from '../../../web/api/call.ts'
import { type PatientSearchAnswer, type PatientSearchRow, searchPatientsContract } from '../schemas.ts'

const PAUSE_MS = 110
const PAGE = 25

export type PatientSearch = {
  /** undefined while nothing was asked or the first answer is on its way. */
  readonly rows: readonly PatientSearchRow[] | undefined
  readonly total: number
  readonly isMore: boolean
  /** Nothing was typed that could be asked. */
  readonly isIdle: boolean
  /** The rows belong to what stood in the box a moment ago. */
  readonly isBusy: boolean
  readonly error: CallError | null
  readonly onMore: (() => void) | undefined
  readonly onRetry: () => void
}

export function usePatientSearch(typed: string): PatientSearch {
  const wanted = typed.trim().replace(/\s+/g, ' ')
  const text = useSettled(wanted)
  const isAskable = /[\p{L}\p{N}]/u.test(text)
  const query = useInfiniteQuery<
    PatientSearchAnswer,
    CallError,
    InfiniteData<PatientSearchAnswer>,
    unknown[],
    string | undefined
  >({
    queryKey: [searchPatientsContract.id, text],
    queryFn: ({ pageParam, signal }) =>
      call(searchPatientsContract, {
        body: { text, limit: PAGE, ...(pageParam ? { after: pageParam } : {}) },
        signal,
      }),
    initialPageParam: undefined,
    getNextPageParam: (page) => page.next,
    enabled: isAskable,
    placeholderData: keepPreviousData,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
    retry: false,
    staleTime: 30_000,
    gcTime: 60_000,
  })
  const pages = query.data?.pages
  const isIdle = !/[\p{L}\p{N}]/u.test(wanted)
  return {
    rows: isIdle ? undefined : pages?.flatMap((page) => page.rows),
    total: pages?.[0]?.total ?? 0,
    isMore: pages?.[0]?.isMore ?? false,
    isIdle,
    isBusy: !isIdle && (query.isFetching || text !== wanted),
    error: query.error,
    onMore: query.hasNextPage && !query.isFetching ? () => void query.fetchNextPage() : undefined,
    onRetry: () => void query.refetch(),
  }
}

function useSettled(text: string): string {
  const [settled, setSettled] = useState(text)
  useEffect(() => {
    const timer = window.setTimeout(() => setSettled(text), PAUSE_MS)
    return () => window.clearTimeout(timer)
  }, [text])
  return settled
}

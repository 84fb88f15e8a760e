import { type UseQueryResult, useQuery, useQueryClient } from '@tanstack/react-query'
import type { z } from 'zod'
import { type CallError, call } from '../api/call.ts'
import { type jobProgressSchema, readJob } from './job-contract.ts'
import { useLive } from './use-live.ts'

export type JobView = z.infer<typeof jobProgressSchema>

/** In case a live message is lost on the way. */
const EVERY_MS = 5_000

/** Follows a job: by live messages, and by asking now and then until it has ended. */
export function useJob(jobId: string | undefined): UseQueryResult<JobView, CallError> {
  const client = useQueryClient()
  const key = [readJob.id, jobId]
  useLive(jobId === undefined ? undefined : 'jobs', ({ about }) => {
    if (about === jobId || about === '') void client.invalidateQueries({ queryKey: key })
  })
  return useQuery<JobView, CallError>({
    queryKey: key,
    queryFn: ({ signal }) => call(readJob, { params: { jobId: jobId ?? '' }, signal }),
    enabled: jobId !== undefined,
    refetchInterval: (query) => (hasEnded(query.state.data) ? false : EVERY_MS),
  })
}

/** Whether a job will not move any more. */
export function hasEnded(job: Pick<JobView, 'state'> | undefined): boolean {
  return job !== undefined && job.state !== 'queued' && job.state !== 'running'
}

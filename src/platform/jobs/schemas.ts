// How a job goes, for the page that waits for it.
import { z } from 'zod'
import { contract } from '../http/contract.ts'

const jobProgress = z.object({
  jobId: z.string(),
  kind: z.string(),
  state: z.enum(['queued', 'running', 'done', 'failed', 'cancelled']),
  done: z.number(),
  total: z.number().nullable(),
  sentence: z.string().nullable(),
  result: z.unknown(),
  error: z.string().nullable(),
})

const params = z.object({ jobId: z.uuid() })

export const readJob = contract({
  id: 'platform.job',
  method: 'GET',
  path: '/api/jobs/:jobId',
  access: 'signed_in',
  summary: 'How far a job of your own has come; operators see every job.',
  params,
  answer: jobProgress,
  passive: true,
})

export const cancelJob = contract({
  id: 'platform.cancel_job',
  method: 'POST',
  path: '/api/jobs/:jobId/cancel',
  access: 'signed_in',
  summary: 'Asks a job of your own to stop; what it has stored so far stays.',
  params,
  answer: jobProgress,
})

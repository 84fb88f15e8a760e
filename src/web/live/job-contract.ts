// Reading one job's progress.
import { z } from 'zod'
import { contract } from '../../platform/http/contract.ts'

export const jobProgressSchema = z.object({
  jobId: z.string(),
  kind: z.string(),
  state: z.enum(['queued', 'running', 'done', 'failed', 'cancelled']),
  done: z.number(),
  total: z.number().nullable(),
  sentence: z.string().nullable(),
  result: z.unknown(),
  error: z.string().nullable(),
})

export const readJob = contract({
  id: 'platform.job',
  method: 'GET',
  path: '/api/jobs/:jobId',
  access: 'signed_in',
  summary: 'How far a job has come.',
  params: z.object({ jobId: z.string() }),
  answer: jobProgressSchema,
})

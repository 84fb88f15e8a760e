// What the import routes take and answer.
import { z } from 'zod'
import { contract } from '../../platform/http/contract.ts'

const runParams = z.object({ runId: z.uuid() })

export const importTotals = z.object({
  files: z.int(),
  filesDone: z.int(),
  accepted: z.int(),
  stored: z.int(),
  unchanged: z.int(),
  rejected: z.int(),
  warnings: z.int(),
})

export const importRun = importTotals.extend({
  runId: z.uuid(),
  source: z.string(),
  state: z.enum(['receiving', 'queued', 'running', 'done', 'failed', 'cancelled']),
  jobId: z.uuid().nullable(),
  startedBy: z.string(),
  createdAt: z.iso.datetime(),
  finishedAt: z.iso.datetime().nullable(),
  failure: z.string().nullable(),
})
export type ImportRun = z.infer<typeof importRun>

export const openImportContract = contract({
  id: 'imports.open',
  method: 'POST',
  path: '/api/imports',
  access: 'import.run',
  summary: 'Opens an import; files are added to it, then it is started.',
  body: z.object({ source: z.string().trim().min(1).max(100) }),
  answer: z.object({ runId: z.uuid() }),
})

export const uploadContract = contract({
  id: 'imports.upload',
  method: 'POST',
  path: '/api/imports/:runId/files',
  access: 'import.run',
  summary: 'Adds files to an import (multipart/form-data, any number of file parts).',
  params: runParams,
  upload: true,
  answer: z.object({ files: z.int(), bytes: z.number() }),
})

export const startImportContract = contract({
  id: 'imports.start',
  method: 'POST',
  path: '/api/imports/:runId/start',
  access: 'import.run',
  summary: 'Starts an import whose files are all there.',
  params: runParams,
  answer: z.object({ jobId: z.uuid() }),
})

export const cancelImportContract = contract({
  id: 'imports.cancel',
  method: 'POST',
  path: '/api/imports/:runId/cancel',
  access: 'import.run',
  summary: 'Stops an import after the files that are being read; what is stored stays.',
  params: runParams,
  answer: z.object({}),
})

export const listImportsContract = contract({
  id: 'imports.list',
  method: 'GET',
  path: '/api/imports',
  access: 'import.run',
  summary: 'The imports, newest first.',
  query: z.object({
    before: z.iso.datetime().optional(),
    limit: z.coerce.number().int().min(1).max(100).default(25),
  }),
  answer: z.object({ runs: z.array(importRun) }),
})

export const importUnit = z.object({
  unitId: z.uuid(),
  fileName: z.string(),
  bytes: z.number().nullable(),
  state: z.enum(['pending', 'done', 'failed']),
  stored: z.int(),
  unchanged: z.int(),
  rejected: z.int(),
  warnings: z.int(),
})
export type ImportUnit = z.infer<typeof importUnit>

export const readImportContract = contract({
  id: 'imports.read',
  method: 'GET',
  path: '/api/imports/:runId',
  access: 'import.run',
  summary: 'One import: totals, kinds, why things were refused, and its files.',
  params: runParams,
  query: z.object({
    after: z.coerce.number().int().min(-1).default(-1),
    limit: z.coerce.number().int().min(1).max(500).default(200),
  }),
  answer: z.object({
    run: importRun,
    byKind: z.record(z.string(), z.int()),
    reasons: z.array(
      z.object({
        rule: z.string(),
        kind: z.string().nullable(),
        example: z.string(),
        open: z.int(),
        count: z.int(),
      }),
    ),
    units: z.array(importUnit),
    next: z.int().nullable(),
  }),
})

export const rejectLine = z.object({
  rejectId: z.uuid(),
  runId: z.uuid(),
  fileName: z.string(),
  place: z.string(),
  kind: z.string().nullable(),
  rule: z.string(),
  reason: z.string(),
  bytes: z.number(),
  state: z.enum(['waiting', 'open', 'placed', 'dismissed']),
  createdAt: z.iso.datetime(),
  settledBy: z.string().nullable(),
  settledReason: z.string().nullable(),
})
export type RejectLine = z.infer<typeof rejectLine>

export const listRejectsContract = contract({
  id: 'imports.list_rejects',
  method: 'GET',
  path: '/api/rejects',
  access: 'import.run',
  summary: 'What imports could not place, oldest first.',
  query: z.object({
    runId: z.uuid().optional(),
    rule: z.string().max(100).optional(),
    state: z.enum(['open', 'placed', 'dismissed', 'waiting']).default('open'),
    after: z.uuid().optional(),
    limit: z.coerce.number().int().min(1).max(200).default(50),
  }),
  answer: z.object({ rejects: z.array(rejectLine), next: z.uuid().nullable(), open: z.int() }),
})

export const readRejectContract = contract({
  id: 'imports.read_reject',
  method: 'GET',
  path: '/api/rejects/:rejectId',
  access: 'import.run',
  summary: 'One refused item with its text (the first part of a very large one) and every finding.',
  params: z.object({ rejectId: z.uuid() }),
  answer: rejectLine.extend({
    findings: z.array(
      z.object({ severity: z.string(), path: z.string(), rule: z.string(), message: z.string() }),
    ),
    text: z.string(),
    truncated: z.boolean(),
  }),
})
export type RejectDetail = z.infer<typeof readRejectContract.answer>

const someRejects = z.object({ rejectIds: z.array(z.uuid()).min(1).max(500) })

export const dismissRejectsContract = contract({
  id: 'imports.dismiss_rejects',
  method: 'POST',
  path: '/api/rejects/dismiss',
  access: 'reject.work',
  summary: 'Dismisses refused items, with the reason; they stay readable.',
  body: someRejects.extend({ reason: z.string().trim().min(3).max(500) }),
  answer: z.object({ dismissed: z.int() }),
})

export const resubmitRejectsContract = contract({
  id: 'imports.resubmit_rejects',
  method: 'POST',
  path: '/api/rejects/resubmit',
  access: 'reject.work',
  summary: 'Tries refused items again as they are, for instance after their patient has arrived.',
  body: someRejects,
  answer: z.object({ jobId: z.uuid() }),
})

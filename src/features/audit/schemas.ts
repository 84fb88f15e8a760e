// The trail over HTTP. Person ids travel in bodies: nothing about a patient stands in an address.
import { z } from 'zod'
import { contract } from '../../platform/http/contract.ts'

export const trailFilter = z.strictObject({
  from: z.iso.datetime({ offset: true }).optional(),
  to: z.iso.datetime({ offset: true }).optional(),
  action: z.string().min(1).max(100).optional(),
  outcome: z.enum(['done', 'refused']).optional(),
  /** The id or the whole name of who acted. */
  actor: z.string().trim().min(1).max(200).optional(),
  personId: z.uuid().optional(),
  recordIds: z.array(z.uuid()).max(500).optional(),
})
export type TrailFilter = z.infer<typeof trailFilter>

const paging = { cursor: z.string().max(60).optional(), limit: z.number().int().min(1).max(500).default(100) }

export const trailEntry = z.object({
  eventId: z.number(),
  at: z.string(),
  outcome: z.enum(['done', 'refused']),
  action: z.string(),
  /** The action as the rest of a sentence that begins with the actor's name. */
  sentence: z.string(),
  actorKind: z.string(),
  actorId: z.string(),
  actorName: z.string(),
  roles: z.array(z.string()),
  purpose: z.string(),
  reason: z.string().nullable(),
  program: z.string(),
  requestId: z.string(),
  address: z.string().nullable(),
  sessionId: z.string().nullable(),
  personId: z.string().nullable(),
  recordId: z.string().nullable(),
  encounterId: z.string().nullable(),
  subjectKind: z.string().nullable(),
  subjectId: z.string().nullable(),
  details: z.record(z.string(), z.unknown()).nullable(),
})
export type TrailEntry = z.infer<typeof trailEntry>

const trailPage = z.object({ entries: z.array(trailEntry), next: z.string().nullable() })
export type TrailPage = z.infer<typeof trailPage>

export const trailBreak = z.object({
  kind: z.string(),
  eventId: z.number().optional(),
  seal: z.number().optional(),
  checkpoint: z.number().optional(),
  sentence: z.string(),
})

export const verdict = z.object({
  ok: z.boolean(),
  events: z.number(),
  unsealed: z.number(),
  seals: z.number(),
  checkpoints: z.number(),
  firstBroken: trailBreak.optional(),
  verifiedAt: z.string(),
  seconds: z.number(),
})

export const searchTrail = contract({
  id: 'audit.search',
  method: 'POST',
  path: '/api/audit/events',
  access: 'audit.read',
  summary: 'The trail, newest first, narrowed by time, actor, action, outcome and person.',
  body: z.strictObject({ filter: trailFilter.default({}), ...paging }),
  answer: trailPage,
})

export const chartAccess = contract({
  id: 'audit.chart_access',
  method: 'POST',
  path: '/api/audit/chart-access',
  access: 'audit.read',
  summary: 'Who looked at one person’s chart, newest first.',
  body: z.strictObject({ personId: z.uuid(), recordIds: z.array(z.uuid()).max(500).optional(), ...paging }),
  answer: trailPage,
})

export const userActivity = contract({
  id: 'audit.user_activity',
  method: 'POST',
  path: '/api/audit/user-activity',
  access: 'audit.read',
  summary: 'What one user, job or feed opened and did, newest first.',
  body: z.strictObject({
    actor: z.string().trim().min(1).max(200),
    from: trailFilter.shape.from,
    to: trailFilter.shape.to,
    ...paging,
  }),
  answer: trailPage,
})

export const exportTrail = contract({
  id: 'audit.export',
  method: 'POST',
  path: '/api/audit/export',
  access: 'audit.export',
  summary: 'The filtered trail as CSV.',
  body: z.strictObject({ filter: trailFilter.default({}) }),
  answer: z.string(),
  streams: true,
})

export const listActions = contract({
  id: 'audit.actions',
  method: 'GET',
  path: '/api/audit/actions',
  access: 'audit.read',
  summary: 'Every action that the trail knows, in words.',
  answer: z.object({ actions: z.array(z.object({ action: z.string(), sentence: z.string() })) }),
})

const verificationStatus = z.object({
  running: z.object({ events: z.number(), total: z.number() }).nullable(),
  /** Why the last one could not be finished, if so. */
  failed: z.string().nullable(),
  last: z.object({ verdict, by: z.string() }).nullable(),
})
export type VerificationStatus = z.infer<typeof verificationStatus>

export const readVerification = contract({
  id: 'audit.verification',
  method: 'GET',
  path: '/api/audit/verification',
  access: 'audit.read',
  summary: 'When the trail was last verified, with what result, and whether that is going on now.',
  answer: verificationStatus,
})

export const startVerification = contract({
  id: 'audit.verify',
  method: 'POST',
  path: '/api/audit/verification',
  access: 'audit.verify',
  summary: 'Begins to verify the whole trail.',
  answer: verificationStatus,
})

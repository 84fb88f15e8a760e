// Who started a job, kept with it, so that the run acts for that person with the rights held at the start.
import { z } from 'zod'
import type { Ctx } from '../ctx.ts'

const storedCtx = z.object({
  actor: z.object({
    kind: z.enum(['user', 'command_line', 'job', 'feed']),
    id: z.string(),
    name: z.string(),
    roles: z.array(z.string()),
    permissions: z.array(z.string()),
  }),
  purpose: z.enum([
    'treatment',
    'payment',
    'operations',
    'release',
    'patient_request',
    'legal',
    'emergency',
    'maintenance',
  ]),
  reason: z.string().optional(),
})

export function storeCtx({ actor, purpose, reason }: Ctx): z.input<typeof storedCtx> {
  return {
    actor: { ...actor, roles: [...actor.roles], permissions: [...actor.permissions] },
    purpose,
    ...(reason === undefined ? {} : { reason }),
  }
}

export function readCtx(stored: unknown, jobId: string): Ctx {
  const { actor, purpose, reason } = storedCtx.parse(stored)
  return {
    actor: { ...actor, permissions: new Set(actor.permissions) },
    purpose,
    ...(reason === undefined ? {} : { reason }),
    source: { program: 'worker', requestId: jobId },
  }
}

// Who is signed in, as the desk needs to know it. The permissions come from the server and only decide what is shown.
import { z } from 'zod'
import { contract } from '../../platform/http/contract.ts'

export const sessionViewSchema = z.object({
  user: z.object({ userId: z.string(), name: z.string(), username: z.string() }),
  roles: z.array(z.string()),
  permissions: z.array(z.string()),
  /** What has to be done before anything else opens. */
  duty: z.enum(['change_password', 'enrol_second_factor']).nullish(),
  /** The facility's time zone, in which instants are written. */
  timeZone: z.string().optional(),
})

export type SessionView = z.infer<typeof sessionViewSchema>

export const readSession = contract({
  id: 'identity.session',
  method: 'GET',
  path: '/api/session',
  access: 'signed_in',
  summary: 'Who is signed in and what they may do.',
  answer: sessionViewSchema,
})

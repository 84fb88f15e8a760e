// What the shell itself does with the session.
import { z } from 'zod'
import { contract } from '../../platform/http/contract.ts'

export const lockSession = contract({
  id: 'identity.lock',
  method: 'POST',
  path: '/api/session/lock',
  access: 'signed_in',
  summary: 'Locks this session until the password is given again.',
  answer: z.unknown(),
})

export const unlockSession = contract({
  id: 'identity.unlock',
  method: 'POST',
  path: '/api/session/unlock',
  access: 'public',
  summary: 'Opens a locked session again.',
  body: z.object({ password: z.string() }),
  answer: z.unknown(),
})

export const signOut = contract({
  id: 'identity.sign_out',
  method: 'POST',
  path: '/api/session/sign-out',
  access: 'public',
  summary: 'Ends this session.',
  answer: z.unknown(),
})

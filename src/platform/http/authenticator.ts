// The door's lock, without knowing whose key it is: identity registers how a request becomes a Ctx and how a refusal
// is written down; the routes ask here before a body is read.
import type { FastifyRequest } from 'fastify'
import type { Ctx } from '../ctx.ts'
import type { Contract } from './contract.ts'

export type RefusalReason = 'not_signed_in' | 'not_permitted'

export type Authenticator = {
  /**
   * Who asks. `undefined` when nobody is signed in; throws a ChartroomError when somebody is but may not go on (a
   * locked session, a password that must be changed first).
   */
  authenticate(request: FastifyRequest, contract: Contract): Promise<Ctx | undefined>
  /** Writes the refusal down; the answer leaves after it is durable. */
  refuse(
    ctx: Ctx | undefined,
    contract: Contract,
    reason: RefusalReason,
    request: FastifyRequest,
  ): Promise<void>
}

/** Before identity has registered, nobody is signed in and only public routes answer. */
export const nobodySignedIn: Authenticator = {
  authenticate: async () => undefined,
  refuse: async () => undefined,
}

/** The Ctx of somebody who has not signed in, for public routes. */
export function anonymousCtx(request: FastifyRequest): Ctx {
  return {
    actor: { kind: 'user', id: 'anonymous', name: 'Not signed in', roles: [], permissions: new Set() },
    purpose: 'operations',
    source: { program: 'server', requestId: request.id, address: request.ip },
  }
}

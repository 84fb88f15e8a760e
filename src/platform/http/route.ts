// One route from its contract: permission first, then the shape of what came, then the handler, then the shape of
// what leaves. Nothing that the contract's answer doesn't declare gets out.
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { z } from 'zod'
import type { Ctx } from '../ctx.ts'
import { ChartroomError } from '../errors.ts'
import type { HttpApp } from './app.ts'
import { anonymousCtx } from './authenticator.ts'
import type { Contract } from './contract.ts'
import { refuseCrossSite } from './same-origin.ts'

export type Call<Params, Query, Body> = {
  readonly ctx: Ctx
  readonly params: Params
  readonly query: Query
  readonly body: Body
  readonly request: FastifyRequest
  readonly reply: FastifyReply
}

/** Registers the handler of a contract. A streaming contract's handler sends by itself and returns `reply`. */
export function handle<
  Params extends z.ZodType,
  Query extends z.ZodType,
  Body extends z.ZodType,
  Answer extends z.ZodType,
>(
  app: HttpApp,
  contract: Contract<Params, Query, Body, Answer>,
  handler: (
    call: Call<z.output<Params>, z.output<Query>, z.output<Body>>,
  ) => Promise<z.input<Answer> | FastifyReply>,
): void {
  app.addContract(contract)
  const contexts = new WeakMap<FastifyRequest, Ctx>()

  app.fastify.route({
    method: contract.method,
    url: contract.path,
    ...(contract.bodyBytesMax === undefined ? {} : { bodyLimit: contract.bodyBytesMax }),
    config: {
      contractId: contract.id,
      ...(contract.rateLimit
        ? { rateLimit: { max: contract.rateLimit.max, timeWindow: contract.rateLimit.seconds * 1000 } }
        : {}),
    },
    // Before the body is read, so that a stranger's upload is not even parsed.
    onRequest: async (request) => {
      refuseCrossSite(request, app.publicUrl)
      contexts.set(request, await admit(app, contract, request))
    },
    handler: async (request, reply) => {
      const ctx = contexts.get(request)
      if (!ctx) throw new Error('The request was not admitted.')
      const input = readInput(contract, request)
      const answer = await handler({ ctx, ...input, request, reply })
      if (contract.streams) return reply
      return presentAnswer(contract, answer, reply)
    },
  })
}

async function admit(app: HttpApp, contract: Contract, request: FastifyRequest): Promise<Ctx> {
  const lock = app.authenticator()
  if (contract.access === 'public') {
    const known = await lock.authenticate(request, contract).catch(() => undefined)
    return known ?? anonymousCtx(request)
  }
  const ctx = await lock.authenticate(request, contract)
  if (!ctx) {
    await lock.refuse(undefined, contract, 'not_signed_in', request)
    throw new ChartroomError('unauthenticated', 'platform.not_signed_in', 'Sign in first.')
  }
  if (contract.access !== 'signed_in' && !ctx.actor.permissions.has(contract.access)) {
    await lock.refuse(ctx, contract, 'not_permitted', request)
    throw new ChartroomError(
      'refused',
      'platform.not_permitted',
      'Your role does not allow this. Ask the administrator if you need it for your work.',
      { details: { permission: contract.access } },
    )
  }
  return ctx
}

type Parsed<Params extends z.ZodType, Query extends z.ZodType, Body extends z.ZodType> = {
  params: z.output<Params>
  query: z.output<Query>
  body: z.output<Body>
}

type FieldReason = { readonly where: string; readonly reason: string }

function readInput<Params extends z.ZodType, Query extends z.ZodType, Body extends z.ZodType>(
  contract: Contract<Params, Query, Body>,
  request: FastifyRequest,
): Parsed<Params, Query, Body> {
  const params = contract.params?.safeParse(request.params)
  const query = contract.query?.safeParse(request.query)
  const body = contract.upload ? undefined : contract.body?.safeParse(request.body)
  const fields = [
    ...reasons('params', params?.error),
    ...reasons('query', query?.error),
    ...reasons('body', body?.error),
  ]
  if (fields.length > 0) {
    const named = fields.map((field) => `${field.where}: ${field.reason}`).join('; ')
    throw new ChartroomError('invalid', 'platform.malformed', `The request has a mistake. ${named}`, {
      details: { fields },
    })
  }
  return {
    params: params?.data as z.output<Params>,
    query: query?.data as z.output<Query>,
    body: body?.data as z.output<Body>,
  }
}

function reasons(part: string, error: z.ZodError | undefined): FieldReason[] {
  if (!error) return []
  return error.issues
    .slice(0, 50)
    .map((issue) => ({ where: [part, ...issue.path.map(String)].join('.'), reason: issue.message }))
}

function presentAnswer(contract: Contract, answer: unknown, reply: FastifyReply): FastifyReply {
  const parsed = contract.answer.safeParse(answer)
  if (!parsed.success) {
    const where = reasons('answer', parsed.error).map((field) => `${field.where}: ${field.reason}`)
    throw new ChartroomError(
      'internal',
      'platform.answer_mismatch',
      'The answer did not have the promised shape. Tell the administrator.',
      { details: { route: contract.id, where } },
    )
  }
  if (parsed.data === undefined) return reply.code(204).send()
  return reply.type('application/json; charset=utf-8').send(JSON.stringify(parsed.data))
}

// What operators and integrators ask: is it alive, is it ready, how is it doing, what can be called.
import { isIP } from 'node:net'
import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { ChartroomError } from '../errors.ts'
import type { HttpApp, HttpOptions } from './app.ts'
import { type Contract, contract } from './contract.ts'
import { apiPage, describeApi } from './openapi.ts'

const METRICS: Contract = contract({
  id: 'platform.metrics',
  method: 'GET',
  path: '/metrics',
  access: 'system.read',
  summary: 'Counters and timings for Prometheus.',
  answer: z.string(),
})

export function addOperatorRoutes(app: HttpApp, options: HttpOptions): void {
  const { fastify } = app

  fastify.get('/healthz', async (_request, reply) => reply.send({ status: 'alive' }))

  fastify.get('/readyz', async (_request, reply) => {
    const parts = await Promise.all(
      Object.entries(options.readiness).map(async ([part, check]) => {
        const ready = await check().then(
          () => true,
          () => false,
        )
        return [part, ready ? 'ready' : 'away'] as const
      }),
    )
    const ready = parts.every(([, state]) => state === 'ready')
    return reply
      .code(ready ? 200 : 503)
      .send({ status: ready ? 'ready' : 'waiting', parts: Object.fromEntries(parts) })
  })

  fastify.get('/metrics', async (request, reply) => {
    await refuseStrangers(app, METRICS, request)
    const { registry } = options.metrics
    return reply.type(registry.contentType).send(await registry.metrics())
  })

  fastify.get('/api/openapi.json', async (_request, reply) =>
    reply.send(describeApi(app.contracts(), options.version)),
  )

  fastify.get('/api/docs', async (_request, reply) =>
    reply.type('text/html; charset=utf-8').send(apiPage(describeApi(app.contracts(), options.version))),
  )
}

/** True for a request from this machine that no proxy passed on. */
export function isFromThisMachine(request: FastifyRequest): boolean {
  if (request.headers['x-forwarded-for'] !== undefined || request.headers.forwarded !== undefined)
    return false
  const address = request.ip.replace(/^::ffff:/, '')
  return isIP(address) !== 0 && (address === '::1' || address.startsWith('127.'))
}

/** Throws unless the request comes from this machine or from somebody who may read the system's state. */
async function refuseStrangers(app: HttpApp, contract: Contract, request: FastifyRequest): Promise<void> {
  if (isFromThisMachine(request)) return
  const ctx = await app.authenticator().authenticate(request, contract)
  if (ctx?.actor.permissions.has(contract.access)) return
  throw new ChartroomError('refused', 'platform.not_permitted', 'Only the system operator may read this.')
}

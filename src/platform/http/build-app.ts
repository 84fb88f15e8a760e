// Builds the HTTP application: one Fastify with our rules on it.
import cookie from '@fastify/cookie'
import multipart from '@fastify/multipart'
import rateLimit from '@fastify/rate-limit'
import { type FastifyInstance, type FastifyRequest, fastify as makeFastify } from 'fastify'
import { isUuid, newId } from '../ids.ts'
import type { Log } from '../log.ts'
import type { HttpApp, HttpOptions } from './app.ts'
import { nobodySignedIn } from './authenticator.ts'
import type { Contract } from './contract.ts'
import { errorAnswer, recogniseFailure, statusOf, traceOf } from './error-answer.ts'
import { addOperatorRoutes } from './operator-routes.ts'
import { addSecurityHeaders } from './security-headers.ts'
import { serveStaticPages } from './static-pages.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    contractId?: string
  }
}

const JSON_BODY_BYTES_MAX = 1024 * 1024
const UPLOAD_FILE_BYTES_MAX = 8 * 1024 ** 3

export async function buildHttpApp(options: HttpOptions): Promise<HttpApp> {
  const fastify = makeFastify({
    logger: false,
    trustProxy: options.trustedProxies.length > 0 ? [...options.trustedProxies] : false,
    bodyLimit: JSON_BODY_BYTES_MAX,
    genReqId: (request) => correlationId(request.headers['x-request-id']),
    forceCloseConnections: true,
    routerOptions: { maxParamLength: 200 },
  })
  const contracts: Contract[] = []
  let authenticator = nobodySignedIn
  const app: HttpApp = {
    fastify,
    publicUrl: options.publicUrl,
    setAuthenticator(chosen) {
      authenticator = chosen
    },
    authenticator: () => authenticator,
    addContract(contract) {
      refuseTwins(contracts, contract)
      contracts.push(contract)
    },
    contracts: () => contracts,
    listen: (where) => fastify.listen(where),
    close: () => fastify.close(),
  }

  answerFailures(fastify, options.log)
  observe(fastify, options)
  await addSecurityHeaders(fastify, options.publicUrl)
  await fastify.register(cookie)
  await fastify.register(rateLimit, { global: false })
  await fastify.register(multipart, {
    limits: { fileSize: UPLOAD_FILE_BYTES_MAX, files: 100_000, fields: 100, fieldSize: 64 * 1024 },
  })
  fastify.removeContentTypeParser('text/plain')
  // A raw upload is handed to the handler as the stream that it is.
  fastify.addContentTypeParser('application/octet-stream', (_request, payload, done) => done(null, payload))
  await serveStaticPages(fastify, options.pagesFolder)
  addOperatorRoutes(app, options)
  return app
}

// Only ids that can't be anything else are taken over: a foreign header ends up in log lines.
function correlationId(given: string | string[] | undefined): string {
  return typeof given === 'string' && isUuid(given) ? given.toLowerCase() : newId()
}

function refuseTwins(contracts: readonly Contract[], contract: Contract): void {
  if (contracts.some((other) => other.id === contract.id)) {
    throw new Error(`Two contracts are called ${contract.id}.`)
  }
}

function answerFailures(fastify: FastifyInstance, log: Log): void {
  fastify.setErrorHandler(async (thrown, request, reply) => {
    const error = recogniseFailure(thrown)
    const status = statusOf(error)
    const fields = { requestId: request.id, route: routeOf(request), status, ...traceOf(error) }
    if (status >= 500) log.error(fields, 'http.failed')
    else log.debug(fields, 'http.turned_away')
    return reply
      .code(status)
      .type('application/json; charset=utf-8')
      .send(JSON.stringify(errorAnswer(error, request.id)))
  })
}

function observe(fastify: FastifyInstance, options: Pick<HttpOptions, 'log' | 'metrics'>): void {
  fastify.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id)
  })
  fastify.addHook('onResponse', async (request, reply) => {
    const route = routeOf(request)
    options.metrics.requestSeconds.observe(
      { route, status: `${Math.floor(reply.statusCode / 100)}xx` },
      reply.elapsedTime / 1000,
    )
    const fields = {
      requestId: request.id,
      route,
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime),
    }
    if (reply.statusCode >= 400) options.log.info(fields, 'http.answered')
    else options.log.debug(fields, 'http.answered')
  })
}

// The contract's name or the route's pattern, never the address itself: that may hold what was searched for.
function routeOf(request: FastifyRequest): string {
  return request.routeOptions.config.contractId ?? request.routeOptions.url ?? 'none'
}

// Builds the HTTP application: one Fastify with our rules on it.
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
import { securityHeaders } from './security-headers.ts'
import { serveStaticPages } from './static-pages.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    contractId?: string
  }
}

const JSON_BODY_BYTES_MAX = 1024 * 1024
const UPLOAD_FILE_BYTES_MAX = 8 * 1024 ** 3
const UPLOAD_FILES_MAX = 100_000

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
  await fastify.register(rateLimit, { global: false })
  await fastify.register(multipart, {
    limits: {
      fileSize: UPLOAD_FILE_BYTES_MAX,
      files: UPLOAD_FILES_MAX,
      fields: 100,
      // Files and fields together; the library's own limit of 1,000 would break off in the middle of a folder.
      parts: UPLOAD_FILES_MAX + 100,
      fieldSize: 64 * 1024,
    },
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

// Hooks that answer at once: an asynchronous one would cost every request a turn of the loop.
function observe(
  fastify: FastifyInstance,
  options: Pick<HttpOptions, 'log' | 'metrics' | 'publicUrl'>,
): void {
  const { pages, api } = securityHeaders(options.publicUrl)
  const seconds = timingsByRoute(options.metrics)
  fastify.addHook('onRequest', (request, reply, done) => {
    // The route, too: `/%61pi/…` is the same address written otherwise.
    const isApi = request.url.startsWith('/api/') || request.routeOptions.url?.startsWith('/api/')
    reply.headers(isApi ? api : pages).header('x-request-id', request.id)
    done()
  })
  fastify.addHook('onResponse', (request, reply, done) => {
    const route = routeOf(request)
    const { statusCode: status, elapsedTime: ms } = reply
    seconds(route, status).observe(ms / 1000)
    const fields = { requestId: request.id, route, status, ms: Math.round(ms) }
    if (status >= 400) options.log.info(fields, 'http.answered')
    else options.log.debug(fields, 'http.answered')
    done()
  })
}

type Timing = ReturnType<HttpOptions['metrics']['requestSeconds']['labels']>

/** The histogram of a route and a class of status: found once, not by its labels at each request. */
function timingsByRoute(metrics: HttpOptions['metrics']): (route: string, status: number) => Timing {
  const found = new Map<string, Timing[]>()
  return (route, status) => {
    const hundred = Math.floor(status / 100)
    const ofRoute = found.get(route) ?? []
    found.set(route, ofRoute)
    ofRoute[hundred] ??= metrics.requestSeconds.labels({ route, status: `${hundred}xx` })
    return ofRoute[hundred]
  }
}

// The contract's name or the route's pattern, never the address itself: that may hold what was searched for.
function routeOf(request: FastifyRequest): string {
  return request.routeOptions.config.contractId ?? request.routeOptions.url ?? 'none'
}

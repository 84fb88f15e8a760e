// The built pages: hashed assets for ever, index.html never cached, and any other address is the single-page app's.
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { ChartroomError } from '../errors.ts'

export async function serveStaticPages(fastify: FastifyInstance, folder: string): Promise<void> {
  if (existsSync(folder)) {
    await fastify.register(fastifyStatic, {
      root: folder,
      index: false,
      cacheControl: false,
      setHeaders: (reply, path) => {
        const hashed = path.startsWith(join(folder, 'assets'))
        reply.header('cache-control', hashed ? 'public, max-age=31536000, immutable' : 'no-cache')
      },
    })
  }
  // The static plugin would refuse the folder itself.
  fastify.get('/', async (_request, reply) => sendIndex(folder, reply))
  fastify.setNotFoundHandler(async (request, reply) => {
    if (!isPageAddress(request)) {
      throw new ChartroomError('not_found', 'platform.no_such_address', 'There is nothing at this address.')
    }
    return sendIndex(folder, reply)
  })
}

function isPageAddress(request: FastifyRequest): boolean {
  if (request.method !== 'GET' && request.method !== 'HEAD') return false
  const path = request.url.split('?', 1)[0] ?? ''
  if (path.startsWith('/api/') || path.startsWith('/assets/') || path.startsWith('/fhir/')) return false
  return (request.headers.accept ?? '').includes('text/html')
}

async function sendIndex(folder: string, reply: FastifyReply): Promise<FastifyReply> {
  const page = await readFile(join(folder, 'index.html')).catch(() => undefined)
  reply.header('cache-control', 'no-store').type('text/html; charset=utf-8')
  return page
    ? reply.send(page)
    : reply
        .code(503)
        .send('<!doctype html><title>Chartroom</title><p>The pages are not built yet: run npm run build.')
}

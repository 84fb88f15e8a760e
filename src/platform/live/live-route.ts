// The stream that pages listen to: server-sent events with ids and counts, a heartbeat, and an end after a while, so
// that a sign-out or a lost right is felt at the next connection.
import { z } from 'zod'
import type { Ctx } from '../ctx.ts'
import type { PlatformDeps } from '../deps.ts'
import { ChartroomError } from '../errors.ts'
import type { HttpApp } from '../http/app.ts'
import { contract } from '../http/contract.ts'
import { handle } from '../http/route.ts'

const HEARTBEAT_MS = 20_000
const STREAM_MS_MAX = 60_000
const CHANNEL = /^[a-z][a-z_]*(:[\w-]{1,64})?$/

export const watchLive = contract({
  id: 'platform.watch_live',
  method: 'GET',
  path: '/api/live',
  access: 'signed_in',
  summary: 'Server-sent events that say what changed: ids and counts, never what a chart says.',
  query: z.object({
    channels: z
      .string()
      .transform((text) => text.split(','))
      .pipe(z.array(z.string().regex(CHANNEL)).min(1).max(20)),
  }),
  answer: z.string(),
  streams: true,
  passive: true,
})

export function registerLiveRoutes(app: HttpApp, deps: Pick<PlatformDeps, 'live'>): void {
  const ends = new Set<() => void>()
  app.fastify.addHook('preClose', async () => {
    for (const end of ends) end()
  })

  handle(app, watchLive, async ({ ctx, query, request, reply }) => {
    for (const channel of query.channels) refuseForeignChannel(ctx, channel)
    reply.hijack()
    const stream = reply.raw
    const own = { 'content-type': 'text/event-stream; charset=utf-8', 'x-accel-buffering': 'no' }
    stream.writeHead(200, { ...(reply.getHeaders() as Record<string, string>), ...own })
    stream.write('retry: 1000\n\n')

    const stops = query.channels.map((channel) =>
      deps.live.subscribe(channel, (message) => stream.write(`data: ${JSON.stringify(message)}\n\n`)),
    )
    const heartbeat = setInterval(() => stream.write(': still here\n\n'), HEARTBEAT_MS)
    const end = () => stream.end()
    const limit = setTimeout(end, STREAM_MS_MAX)
    ends.add(end)
    request.raw.socket.setTimeout(0)
    stream.on('close', () => {
      clearInterval(heartbeat)
      clearTimeout(limit)
      ends.delete(end)
      for (const stop of stops) stop()
    })
    return reply
  })
}

// `user:<id>` is that user's own; other channels are the department's.
function refuseForeignChannel(ctx: Ctx, channel: string): void {
  const [kind, id] = channel.split(':')
  if (kind !== 'user' || id === ctx.actor.id) return
  throw new ChartroomError('refused', 'platform.channel_refused', 'This channel belongs to somebody else.')
}

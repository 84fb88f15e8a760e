// A request that changes something must come from our own pages or from a program that says so: a header that a
// foreign page can't set without asking, and the browser's own word about where the request began.
import type { FastifyRequest } from 'fastify'
import { ChartroomError } from '../errors.ts'

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS'])

/** Throws `refused` when the request may have been made by another site in a user's browser. */
export function refuseCrossSite(request: FastifyRequest, publicUrl: string): void {
  if (SAFE.has(request.method)) return
  const site = request.headers['sec-fetch-site']
  const origin = request.headers.origin
  const fromHere =
    request.headers['x-chartroom'] === '1' &&
    (site === undefined || site === 'same-origin' || site === 'none') &&
    (origin === undefined || isOwnOrigin(origin, request.host, publicUrl))
  if (fromHere) return
  throw new ChartroomError(
    'refused',
    'platform.cross_site',
    'This request did not come from a Chartroom page. Programs send the header x-chartroom: 1.',
  )
}

function isOwnOrigin(origin: string, host: string, publicUrl: string): boolean {
  if (!URL.canParse(origin)) return false
  const from = new URL(origin)
  const asked = `${from.protocol}//${host}`
  return (
    (URL.canParse(asked) && new URL(asked).host === from.host) || from.origin === new URL(publicUrl).origin
  )
}

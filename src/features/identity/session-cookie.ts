// The cookies that hold the session's token and, between the two steps of signing in, the step's. No script reads
// them, no other site sends them, and over https nobody between sees them.
import type { FastifyReply, FastifyRequest } from 'fastify'

export type CookieKind = 'session' | 'step'

export function readCookie(request: FastifyRequest, kind: CookieKind, publicUrl: string): string | undefined {
  const wanted = `${nameOf(kind, publicUrl)}=`
  const found = (request.headers.cookie ?? '')
    .split(';')
    .map((part) => part.trim())
    .find((part) => part.startsWith(wanted))
  return found?.slice(wanted.length)
}

export function setCookie(reply: FastifyReply, kind: CookieKind, publicUrl: string, token: string): void {
  reply.header('set-cookie', `${nameOf(kind, publicUrl)}=${token}${attributes(publicUrl)}`)
}

export function clearCookie(reply: FastifyReply, kind: CookieKind, publicUrl: string): void {
  reply.header('set-cookie', `${nameOf(kind, publicUrl)}=${attributes(publicUrl)}; Max-Age=0`)
}

// Without an age it ends with the browser; the server ends it after twelve hours in any case.
function attributes(publicUrl: string): string {
  return `; Path=/; HttpOnly; SameSite=Strict${isSecure(publicUrl) ? '; Secure' : ''}`
}

function nameOf(kind: CookieKind, publicUrl: string): string {
  return `${isSecure(publicUrl) ? '__Host-' : ''}chartroom_${kind}`
}

function isSecure(publicUrl: string): boolean {
  return publicUrl.startsWith('https:')
}

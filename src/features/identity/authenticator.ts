// How an HTTP request becomes a Ctx: the session's cookie, or a token for programs; and how a refusal is written down.
import type { FastifyRequest } from 'fastify'
import type { Ctx, Source } from '../../platform/ctx.ts'
import { type Authenticator, anonymousCtx } from '../../platform/http/authenticator.ts'
import type { Contract } from '../../platform/http/contract.ts'
import type { Deps } from '../audit/public.ts'
import { bearerOfToken } from './access-tokens.ts'
import { refusals } from './errors.ts'
import { readCookie } from './session-cookie.ts'
import { openSessionResolver, type ResolvedSession, type SessionResolver } from './session-resolver.ts'
import { actorOf, usualPurpose } from './user.ts'

/** A page that asks by itself, again and again, says so; that keeps no session awake. */
const BACKGROUND_HEADER = 'x-chartroom-background'

/** What somebody may do whose session is locked, or who has a duty first. */
const OPEN_WHEN_LOCKED: ReadonlySet<string> = new Set([
  'identity.unlock',
  'identity.sign_out',
  'identity.lock',
])
const OPEN_WITH_DUTY: ReadonlySet<string> = new Set([
  ...OPEN_WHEN_LOCKED,
  'identity.session',
  'identity.change_password',
  'identity.confirm_password',
  'identity.read_second_factor',
  'identity.begin_second_factor',
  'identity.confirm_second_factor',
])

export type IdentityAuthenticator = Authenticator & {
  readonly sessions: SessionResolver
  /** The session of a request whatever its state; for the route that tells the screen where it stands. */
  sessionOf(request: FastifyRequest): Promise<ResolvedSession | undefined>
}

export function createAuthenticator(deps: Deps): IdentityAuthenticator {
  const sessions = openSessionResolver(deps)
  const { publicUrl } = deps.config

  async function sessionOf(request: FastifyRequest, background = true): Promise<ResolvedSession | undefined> {
    const token = readCookie(request, 'session', publicUrl)
    return token ? sessions.resolve(token, sourceOf(request), background) : undefined
  }

  async function authenticate(request: FastifyRequest, contract: Contract): Promise<Ctx | undefined> {
    const bearer = /^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1]
    if (bearer) return ctxOfToken(deps, request, bearer)

    const background = request.headers[BACKGROUND_HEADER] === '1' || OPEN_WHEN_LOCKED.has(contract.id)
    const session = await sessionOf(request, background)
    if (!session) return undefined
    const { actor } = session
    if (session.state === 'locked') {
      if (!OPEN_WHEN_LOCKED.has(contract.id)) throw refusals.sessionLocked()
    } else if (session.duty && !OPEN_WITH_DUTY.has(contract.id)) {
      throw session.duty === 'change_password'
        ? refusals.passwordChangeNeeded()
        : refusals.secondFactorNeeded()
    }
    const source = { ...sourceOf(request), sessionId: session.sessionId }
    return { actor, purpose: usualPurpose(actor.roles), source }
  }

  return {
    sessions,
    sessionOf,
    authenticate,
    async refuse(ctx, contract, reason, request) {
      const details = { route: contract.id, reason, permission: contract.access }
      await deps.audit.refuse(ctx ?? anonymousCtx(request), { action: 'identity.route_refused', details })
    },
  }
}

async function ctxOfToken(deps: Deps, request: FastifyRequest, token: string): Promise<Ctx | undefined> {
  const bearer = await bearerOfToken(deps, token)
  if (!bearer) return undefined
  const { user, accessTokenId } = bearer
  const source = { ...sourceOf(request), sessionId: `token:${accessTokenId}` }
  return { actor: actorOf(user), purpose: usualPurpose(user.roles), source }
}

function sourceOf(request: FastifyRequest): Source {
  return { program: 'server', requestId: request.id, address: request.ip }
}

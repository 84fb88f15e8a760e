// The HTTP edge: the sign-in, the own account, and the users. Also the door itself: who asks, on every other route.
import type { FastifyReply } from 'fastify'
import type { HttpApp } from '../../platform/http/app.ts'
import { handle } from '../../platform/http/route.ts'
import type { Deps } from '../audit/public.ts'
import * as tokens from './access-tokens.ts'
import { createAuthenticator, type IdentityAuthenticator } from './authenticator.ts'
import { createUser } from './create-user.ts'
import { refusals } from './errors.ts'
import * as users from './manage-users.ts'
import { changePassword, confirmPassword } from './password-acts.ts'
import * as contracts from './schemas.ts'
import * as secondFactor from './second-factor.ts'
import * as acts from './session-acts.ts'
import { clearCookie, readCookie, setCookie } from './session-cookie.ts'
import { finishSignIn, type SignInResult, signIn } from './sign-in.ts'
import { changeSecondFactorRoles, readSecondFactorRoles } from './site-settings.ts'

/** Registers the authenticator and every route of this feature. */
export function registerIdentityRoutes(app: HttpApp, deps: Deps): void {
  const door = createAuthenticator(deps)
  app.setAuthenticator(door)
  registerSignIn(app, deps, door)
  registerAccount(app, deps, door)
  registerUsers(app, deps)
  registerTokensAndRules(app, deps)
}

function registerSignIn(app: HttpApp, deps: Deps, door: IdentityAuthenticator): void {
  const { publicUrl } = deps.config

  const begin = (result: SignInResult, reply: FastifyReply) => {
    if (result.state === 'signed_in') {
      clearCookie(reply, 'step', publicUrl)
      setCookie(reply, 'session', publicUrl, result.token)
    } else setCookie(reply, 'step', publicUrl, result.stepToken)
    return { state: result.state }
  }

  handle(app, contracts.signIn, async ({ ctx, body, request, reply }) =>
    begin(await signIn(deps, ctx, { ...body, userAgent: request.headers['user-agent'] }), reply),
  )
  handle(app, contracts.finishSignIn, async ({ ctx, body, request, reply }) => {
    const stepToken = readCookie(request, 'step', publicUrl)
    if (!stepToken) throw refusals.stepExpired()
    const userAgent = request.headers['user-agent']
    begin(await finishSignIn(deps, ctx, { stepToken, code: body.code, userAgent }), reply)
    return { state: 'signed_in' as const }
  })
  handle(app, contracts.session, async ({ request }) => {
    const session = await door.sessionOf(request)
    if (!session) throw refusals.notSignedIn()
    const { row, actor } = session
    return {
      user: { userId: row.user_id, name: row.display_name, username: row.user_name },
      roles: [...session.roles],
      permissions: [...actor.permissions],
      duty: session.duty,
      hasSecondFactor: row.has_second_factor,
      idleMinutes: deps.config.idleMinutes,
      timeZone: deps.config.timeZone,
      expiresAt: row.expires_at.toISOString(),
    }
  })
  // Nobody signed in any more is what was asked for, so that signing out twice is no mistake.
  handle(app, contracts.signOut, async ({ ctx, request, reply }) => {
    forget(door, request, publicUrl)
    clearCookie(reply, 'session', publicUrl)
    if (ctx.source.sessionId !== undefined) await acts.signOut(deps, ctx)
  })
  handle(app, contracts.lock, async ({ ctx, request }) => {
    await acts.lockSession(deps, ctx)
    forget(door, request, publicUrl)
  })
  handle(app, contracts.unlock, ({ ctx, body }) => acts.unlockSession(deps, ctx, body))
}

function forget(
  door: IdentityAuthenticator,
  request: Parameters<typeof readCookie>[0],
  publicUrl: string,
): void {
  const token = readCookie(request, 'session', publicUrl)
  if (token) door.sessions.forget(token)
}

function registerAccount(app: HttpApp, deps: Deps, door: IdentityAuthenticator): void {
  const { publicUrl } = deps.config
  handle(app, contracts.changePassword, ({ ctx, body }) => changePassword(deps, ctx, body))
  handle(app, contracts.confirmPassword, ({ ctx, body }) => confirmPassword(deps, ctx, body.password))
  handle(app, contracts.readSecondFactor, ({ ctx }) => secondFactor.readSecondFactor(deps, ctx))
  handle(app, contracts.beginSecondFactor, ({ ctx }) => secondFactor.beginSecondFactor(deps, ctx))
  handle(app, contracts.confirmSecondFactor, async ({ ctx, body, request }) => {
    const backupCodes = await secondFactor.confirmSecondFactor(deps, ctx, body.code)
    forget(door, request, publicUrl)
    return { backupCodes }
  })
  handle(app, contracts.disableSecondFactor, async ({ ctx, body, request }) => {
    await secondFactor.disableSecondFactor(deps, ctx, body.code)
    forget(door, request, publicUrl)
  })
  handle(app, contracts.remakeBackupCodes, async ({ ctx, body }) => ({
    backupCodes: await secondFactor.remakeBackupCodes(deps, ctx, body.code),
  }))
  handle(app, contracts.listSessions, async ({ ctx }) => {
    const sessions = await acts.listOwnSessions(deps, ctx)
    return sessions.map((one) => ({
      ...one,
      startedAt: one.startedAt.toISOString(),
      lastSeenAt: one.lastSeenAt.toISOString(),
    }))
  })
  handle(app, contracts.revokeSession, ({ ctx, params }) =>
    acts.revokeOwnSession(deps, ctx, params.sessionId),
  )
}

function registerUsers(app: HttpApp, deps: Deps): void {
  handle(app, contracts.listUsers, async ({ ctx }) => {
    const found = await users.listUsers(deps, ctx)
    return found.map(({ displayName, roles, ...user }) => ({
      ...user,
      name: displayName,
      roles: [...roles],
      deactivatedAt: user.deactivatedAt?.toISOString() ?? null,
      lockedUntil: user.lockedUntil?.toISOString() ?? null,
      createdAt: user.createdAt.toISOString(),
    }))
  })
  handle(app, contracts.createUser, async ({ ctx, body }) => {
    const { userName, name: displayName, roles } = body
    const { user, temporaryPassword } = await createUser(deps, ctx, { userName, displayName, roles })
    return { userId: user.userId, temporaryPassword }
  })
  handle(app, contracts.changeRoles, ({ ctx, params, body }) =>
    users.changeRoles(deps, ctx, params.userId, body.roles),
  )
  handle(app, contracts.deactivateUser, ({ ctx, params }) => users.deactivateUser(deps, ctx, params.userId))
  handle(app, contracts.reactivateUser, ({ ctx, params }) => users.reactivateUser(deps, ctx, params.userId))
  handle(app, contracts.unlockUser, ({ ctx, params }) => users.unlockUser(deps, ctx, params.userId))
  handle(app, contracts.resetSecondFactor, ({ ctx, params }) =>
    users.resetSecondFactor(deps, ctx, params.userId),
  )
  handle(app, contracts.resetPassword, async ({ ctx, params }) => ({
    temporaryPassword: await users.resetPassword(deps, ctx, params.userId),
  }))
}

function registerTokensAndRules(app: HttpApp, deps: Deps): void {
  handle(app, contracts.listAccessTokens, async ({ ctx, params }) => {
    const found = await tokens.listAccessTokens(deps, ctx, params.userId)
    return found.map((token) => ({
      ...token,
      issuedAt: token.issuedAt.toISOString(),
      expiresAt: token.expiresAt.toISOString(),
    }))
  })
  handle(app, contracts.issueAccessToken, async ({ ctx, params, body }) => {
    const issued = await tokens.issueAccessToken(deps, ctx, { userId: params.userId, ...body })
    return { ...issued, expiresAt: issued.expiresAt.toISOString() }
  })
  handle(app, contracts.revokeAccessToken, ({ ctx, params }) =>
    tokens.revokeAccessToken(deps, ctx, params.accessTokenId),
  )
  handle(app, contracts.readSignInRules, async ({ ctx }) => ({
    secondFactorRoles: [...(await readSecondFactorRoles(deps, ctx))],
  }))
  handle(app, contracts.changeSignInRules, ({ ctx, body }) =>
    changeSecondFactorRoles(deps, ctx, body.secondFactorRoles),
  )
}

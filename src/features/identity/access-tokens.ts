// Tokens for commands and programs: stand for one user, end on a day, can be revoked, and are stored hashed.
import type { Ctx } from '../../platform/ctx.ts'
import { newId } from '../../platform/ids.ts'
import type { Deps } from '../audit/public.ts'
import { findToken, insertAccessToken, selectAccessTokens, setTokenRevoked } from './access-token-store.ts'
import { refusals } from './errors.ts'
import { requirePermission } from './require-permission.ts'
import { hashOfToken, newToken } from './secret-token.ts'
import type { User } from './user.ts'
import { findUser } from './user-store.ts'

const PREFIX = 'chartroom_'
export const TOKEN_DAYS_MAX = 365

export type IssuedToken = { readonly accessTokenId: string; readonly token: string; readonly expiresAt: Date }

/** The token is in the answer, this once and never again. */
export async function issueAccessToken(
  deps: Deps,
  ctx: Ctx,
  input: { userId: string; label: string; days: number },
): Promise<IssuedToken> {
  const about = { subjectKind: 'user', subjectId: input.userId }
  await requirePermission(deps, ctx, 'user.manage', about)

  const at = deps.clock.now()
  const days = Math.min(Math.max(1, Math.floor(input.days)), TOKEN_DAYS_MAX)
  const expiresAt = new Date(at.getTime() + days * 86_400_000)
  const accessTokenId = newId(at.getTime())
  const { token: secret } = newToken()
  const token = `${PREFIX}${secret}`

  await deps.db.kysely.transaction().execute(async (tx) => {
    const user = await findUser(tx, input.userId)
    if (!user || user.deactivatedAt) throw refusals.userNotFound()
    const { userId, label } = input
    const by = ctx.actor.id
    await insertAccessToken(tx, {
      accessTokenId,
      tokenHash: hashOfToken(token),
      userId,
      label,
      at,
      by,
      expiresAt,
    })
    await deps.audit.writeIn(tx, ctx, {
      ...about,
      action: 'identity.access_token_issued',
      details: { accessTokenId, days },
    })
  })
  return { accessTokenId, token, expiresAt }
}

export async function listAccessTokens(
  deps: Deps,
  ctx: Ctx,
  userId: string,
): Promise<{ accessTokenId: string; label: string; issuedAt: Date; expiresAt: Date }[]> {
  await requirePermission(deps, ctx, 'user.manage', { subjectKind: 'user', subjectId: userId })
  const rows = await selectAccessTokens(deps.db.kysely, userId, deps.clock.now())
  return rows.map((row) => ({
    accessTokenId: row.access_token_id,
    label: row.label,
    issuedAt: row.created_at,
    expiresAt: row.expires_at,
  }))
}

export async function revokeAccessToken(deps: Deps, ctx: Ctx, accessTokenId: string): Promise<void> {
  await requirePermission(deps, ctx, 'user.manage')
  await deps.db.kysely.transaction().execute(async (tx) => {
    const userId = await setTokenRevoked(tx, accessTokenId, deps.clock.now())
    if (userId === undefined) throw refusals.tokenNotFound()
    await deps.audit.writeIn(tx, ctx, {
      action: 'identity.access_token_revoked',
      subjectKind: 'user',
      subjectId: userId,
      details: { accessTokenId },
    })
  })
}

export type TokenBearer = { readonly user: User; readonly accessTokenId: string }

/** The user whom a token stands for, while both are good; the trail shows that it was the token, and which. */
export async function bearerOfToken(deps: Deps, token: string): Promise<TokenBearer | undefined> {
  if (!token.startsWith(PREFIX)) return undefined
  const found = await findToken(deps.db.kysely, hashOfToken(token), deps.clock.now())
  const user = found ? await findUser(deps.db.kysely, found.user_id) : undefined
  if (!found || !user) return undefined
  const displayName = `${user.displayName} (token “${found.label}”)`
  return { user: { ...user, displayName }, accessTokenId: found.access_token_id }
}

// The addresses of this feature and the shapes that come and go there. Read by the server, the pages and the API page.
import { z } from 'zod'
import { contract } from '../../platform/http/contract.ts'
import { ROLES } from './roles.ts'

const role = z.enum(ROLES)
const instant = z.iso.datetime()
// A password may be long, and no text of megabytes may be hashed.
const typedPassword = z.string().min(1).max(512)
const typedCode = z.string().trim().min(6).max(40)
const userParams = z.object({ userId: z.uuid() })
const nothing = z.void()

export const session = contract({
  id: 'identity.session',
  method: 'GET',
  path: '/api/session',
  access: 'signed_in',
  summary: 'Who is signed in and what they may do.',
  answer: z.object({
    user: z.object({ userId: z.string(), name: z.string(), username: z.string() }),
    roles: z.array(role),
    permissions: z.array(z.string()),
    /** What has to be done before anything else opens. */
    duty: z.enum(['change_password', 'enrol_second_factor']).nullable(),
    hasSecondFactor: z.boolean(),
    idleMinutes: z.number(),
    timeZone: z.string(),
    expiresAt: instant,
  }),
})

export const signIn = contract({
  id: 'identity.sign_in',
  method: 'POST',
  path: '/api/session',
  access: 'public',
  summary: 'Begins a session with a user name and a password.',
  body: z.object({ userName: z.string().min(1).max(200), password: typedPassword }),
  answer: z.object({ state: z.enum(['signed_in', 'second_factor_required']) }),
})

export const finishSignIn = contract({
  id: 'identity.finish_sign_in',
  method: 'POST',
  path: '/api/session/second-factor',
  access: 'public',
  summary: 'The second step of signing in: a code of the authenticator, or a backup code.',
  body: z.object({ code: typedCode }),
  answer: z.object({ state: z.literal('signed_in') }),
})

export const signOut = contract({
  id: 'identity.sign_out',
  method: 'POST',
  path: '/api/session/sign-out',
  access: 'public',
  summary: 'Ends this session.',
  answer: nothing,
})

export const lock = contract({
  id: 'identity.lock',
  method: 'POST',
  path: '/api/session/lock',
  access: 'signed_in',
  summary: 'Locks this session until its user proves themselves again.',
  answer: nothing,
})

export const unlock = contract({
  id: 'identity.unlock',
  method: 'POST',
  path: '/api/session/unlock',
  access: 'signed_in',
  summary: 'Opens a locked session again, with the password or a code.',
  body: z
    .object({ password: typedPassword.optional(), code: typedCode.optional() })
    .refine((body) => body.password !== undefined || body.code !== undefined, 'Give the password or a code.'),
  answer: nothing,
})

export const changePassword = contract({
  id: 'identity.change_password',
  method: 'POST',
  path: '/api/account/password',
  access: 'signed_in',
  summary: 'Changes the own password; other sessions end.',
  body: z.object({ present: typedPassword, next: typedPassword }),
  answer: nothing,
})

export const confirmPassword = contract({
  id: 'identity.confirm_password',
  method: 'POST',
  path: '/api/account/password-check',
  access: 'signed_in',
  summary: 'Shows the password once more, before something grave.',
  body: z.object({ password: typedPassword }),
  answer: nothing,
})

export const readSecondFactor = contract({
  id: 'identity.read_second_factor',
  method: 'GET',
  path: '/api/account/second-factor',
  access: 'signed_in',
  summary: 'Whether a second factor is set up.',
  answer: z.object({ on: z.boolean(), backupCodesLeft: z.number() }),
})

export const beginSecondFactor = contract({
  id: 'identity.begin_second_factor',
  method: 'POST',
  path: '/api/account/second-factor',
  access: 'signed_in',
  summary: 'A new secret for an authenticator app.',
  answer: z.object({ secret: z.string(), address: z.string() }),
})

const backupCodes = z.object({ backupCodes: z.array(z.string()) })

export const confirmSecondFactor = contract({
  id: 'identity.confirm_second_factor',
  method: 'POST',
  path: '/api/account/second-factor/confirm',
  access: 'signed_in',
  summary: 'Turns the second factor on with its first code; answers the backup codes, once.',
  body: z.object({ code: typedCode }),
  answer: backupCodes,
})

export const disableSecondFactor = contract({
  id: 'identity.disable_second_factor',
  method: 'POST',
  path: '/api/account/second-factor/disable',
  access: 'signed_in',
  summary: 'Turns the second factor off.',
  body: z.object({ code: typedCode }),
  answer: nothing,
})

export const remakeBackupCodes = contract({
  id: 'identity.remake_backup_codes',
  method: 'POST',
  path: '/api/account/backup-codes',
  access: 'signed_in',
  summary: 'New backup codes; the former ones are worth nothing from then on.',
  body: z.object({ code: typedCode }),
  answer: backupCodes,
})

export const listSessions = contract({
  id: 'identity.list_sessions',
  method: 'GET',
  path: '/api/account/sessions',
  access: 'signed_in',
  summary: 'The own sessions, wherever they are open.',
  answer: z.array(
    z.object({
      sessionId: z.string(),
      startedAt: instant,
      lastSeenAt: instant,
      locked: z.boolean(),
      address: z.string().nullable(),
      userAgent: z.string().nullable(),
      current: z.boolean(),
    }),
  ),
})

export const revokeSession = contract({
  id: 'identity.revoke_session',
  method: 'DELETE',
  path: '/api/account/sessions/:sessionId',
  access: 'signed_in',
  summary: 'Ends one of the own sessions.',
  params: z.object({ sessionId: z.uuid() }),
  answer: nothing,
})

const listedUser = z.object({
  userId: z.string(),
  userName: z.string(),
  name: z.string(),
  roles: z.array(role),
  hasSecondFactor: z.boolean(),
  mustChangePassword: z.boolean(),
  deactivatedAt: instant.nullable(),
  lockedUntil: instant.nullable(),
  createdAt: instant,
})

export const listUsers = contract({
  id: 'identity.list_users',
  method: 'GET',
  path: '/api/users',
  access: 'user.manage',
  summary: 'All users.',
  answer: z.array(listedUser),
})

export const newUserBody = z.object({
  userName: z
    .string()
    .trim()
    .regex(/^[A-Za-z0-9][A-Za-z0-9._@-]{1,63}$/, '2 to 64 letters, digits, dots, dashes, underscores or @.'),
  name: z.string().trim().min(1, 'Give a name.').max(120),
  roles: z.array(role).min(1, 'Choose at least one role.'),
})

export const createUser = contract({
  id: 'identity.create_user',
  method: 'POST',
  path: '/api/users',
  access: 'user.manage',
  summary: 'Creates a user; answers a temporary password, once.',
  body: newUserBody,
  answer: z.object({ userId: z.string(), temporaryPassword: z.string() }),
})

export const changeRoles = contract({
  id: 'identity.change_roles',
  method: 'PUT',
  path: '/api/users/:userId/roles',
  access: 'user.manage',
  summary: 'Sets the roles of a user.',
  params: userParams,
  body: z.object({ roles: z.array(role) }),
  answer: nothing,
})

function userAct<const Id extends string>(id: Id, path: string, summary: string) {
  return contract({
    id: `identity.${id}`,
    method: 'POST',
    path: `/api/users/:userId/${path}`,
    access: 'user.manage',
    summary,
    params: userParams,
    answer: nothing,
  })
}

export const deactivateUser = userAct('deactivate_user', 'deactivate', 'Closes an account; its sessions end.')
export const reactivateUser = userAct('reactivate_user', 'reactivate', 'Opens a closed account again.')
export const unlockUser = userAct('unlock_user', 'unlock', 'Ends the wait after failed sign-ins.')
export const resetSecondFactor = userAct(
  'reset_second_factor',
  'reset-second-factor',
  'For a lost authenticator.',
)

export const resetPassword = contract({
  id: 'identity.reset_password',
  method: 'POST',
  path: '/api/users/:userId/reset-password',
  access: 'user.manage',
  summary: 'A new temporary password, answered once; sessions end.',
  params: userParams,
  answer: z.object({ temporaryPassword: z.string() }),
})

export const listAccessTokens = contract({
  id: 'identity.list_access_tokens',
  method: 'GET',
  path: '/api/users/:userId/access-tokens',
  access: 'user.manage',
  summary: 'The access tokens of a user that are in force.',
  params: userParams,
  answer: z.array(
    z.object({ accessTokenId: z.string(), label: z.string(), issuedAt: instant, expiresAt: instant }),
  ),
})

export const issueAccessToken = contract({
  id: 'identity.issue_access_token',
  method: 'POST',
  path: '/api/users/:userId/access-tokens',
  access: 'user.manage',
  summary: 'A token for commands and programs, answered once.',
  params: userParams,
  body: z.object({
    label: z.string().trim().min(1).max(120),
    days: z.number().int().min(1).max(365).default(90),
  }),
  answer: z.object({ accessTokenId: z.string(), token: z.string(), expiresAt: instant }),
})

export const revokeAccessToken = contract({
  id: 'identity.revoke_access_token',
  method: 'DELETE',
  path: '/api/access-tokens/:accessTokenId',
  access: 'user.manage',
  summary: 'Revokes an access token.',
  params: z.object({ accessTokenId: z.uuid() }),
  answer: nothing,
})

export const readSignInRules = contract({
  id: 'identity.read_sign_in_rules',
  method: 'GET',
  path: '/api/sign-in-rules',
  access: 'user.manage',
  summary: 'What this site decided about signing in.',
  answer: z.object({ secondFactorRoles: z.array(role) }),
})

export const changeSignInRules = contract({
  id: 'identity.change_sign_in_rules',
  method: 'PUT',
  path: '/api/sign-in-rules',
  access: 'user.manage',
  summary: 'Says which roles must have a second factor.',
  body: z.object({ secondFactorRoles: z.array(role) }),
  answer: nothing,
})

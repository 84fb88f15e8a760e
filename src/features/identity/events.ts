// What this feature puts on the trail. Stored events depend on these names: never rename one.
import { nameActions } from '../audit/public.ts'

export const ACTIONS = nameActions({
  'identity.permission_refused': 'asked for something that their roles do not allow',
  'identity.route_refused': 'was turned away at a page or address',
  'identity.signed_in': 'signed in',
  'identity.sign_in_failed': 'failed to prove who they are',
  'identity.locked_out': 'has to wait after too many failed attempts',
  'identity.signed_out': 'signed out',
  'identity.session_locked': 'left a session that locked',
  'identity.session_unlocked': 'unlocked the session',
  'identity.session_revoked': 'ended a session',
  'identity.password_confirmed': 'showed the password once more',
  'identity.password_changed': 'changed the own password',
  'identity.password_reset': 'reset the password of a user',
  'identity.second_factor_enrolled': 'set up a second factor',
  'identity.second_factor_disabled': 'turned the second factor off',
  'identity.second_factor_reset': 'reset the second factor of a user',
  'identity.backup_codes_replaced': 'made new backup codes',
  'identity.users_listed': 'listed the users',
  'identity.user_created': 'created a user',
  'identity.roles_changed': 'changed the roles of a user',
  'identity.user_deactivated': 'deactivated a user',
  'identity.user_reactivated': 'reactivated a user',
  'identity.user_unlocked': 'unlocked a user',
  'identity.access_token_issued': 'issued an access token',
  'identity.access_token_revoked': 'revoked an access token',
  'identity.operating_system_account_mapped': 'mapped an operating-system account',
  'identity.setting_changed': 'changed how people sign in',
} as const)

export type IdentityAction = keyof typeof ACTIONS

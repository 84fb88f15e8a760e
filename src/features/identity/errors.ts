// What this feature says no with. Codes are stable; sentences say what to do next.
import { ChartroomError } from '../../platform/errors.ts'

export const refusals = {
  /** The same for a wrong name, a wrong password and an account that was deactivated. */
  wrongSignIn: () =>
    new ChartroomError(
      'unauthenticated',
      'identity.sign_in_failed',
      'This user name and password do not belong together. Check both and try again.',
    ),
  wrongCode: () =>
    new ChartroomError(
      'unauthenticated',
      'identity.code_wrong',
      'This code is not right, or was used already. Wait for the next one, or use a backup code.',
    ),
  /** From somebody who is signed in: their session stays. */
  wrongNewCode: () =>
    new ChartroomError(
      'invalid',
      'identity.code_wrong',
      'This code is not right, or was used already. Check the clock of your device and take the next one.',
    ),
  stepExpired: () =>
    new ChartroomError(
      'unauthenticated',
      'identity.sign_in_step_expired',
      'That took too long. Begin again with your user name and password.',
    ),
  lockedOut: (waitMs: number) =>
    new ChartroomError(
      'refused',
      'identity.locked_out',
      `Too many failed attempts. Try again in ${inWords(waitMs)}, or ask an administrator to unlock the account.`,
      { details: { retryAfterSeconds: Math.ceil(waitMs / 1000) } },
    ),
  sessionLocked: () =>
    new ChartroomError(
      'unauthenticated',
      'identity.session_locked',
      'This session is locked. Unlock it to go on.',
    ),
  notSignedIn: () => new ChartroomError('unauthenticated', 'identity.not_signed_in', 'Sign in first.'),
  passwordChangeNeeded: () =>
    new ChartroomError(
      'refused',
      'identity.password_change_needed',
      'Choose a password of your own first; then everything else opens.',
    ),
  secondFactorNeeded: () =>
    new ChartroomError(
      'refused',
      'identity.second_factor_needed',
      'Your role needs a second factor. Set it up on your account page; then everything else opens.',
    ),
  recentPasswordNeeded: () =>
    new ChartroomError('refused', 'identity.password_needed', 'Enter your password once more to do this.'),
  notPermitted: (permission: string, sentence: string) =>
    new ChartroomError(
      'refused',
      'identity.not_permitted',
      `Your roles do not include this: ${sentence} Ask an administrator if your work needs it.`,
      { details: { permission } },
    ),
  wrongPassword: () =>
    new ChartroomError('invalid', 'identity.password_wrong', 'The present password is not right. Try again.'),
  weakPassword: (reasons: readonly string[]) =>
    new ChartroomError('invalid', 'identity.password_weak', `Choose another password. ${reasons.join(' ')}`, {
      details: { reasons },
    }),
  userNameTaken: () =>
    new ChartroomError('conflict', 'identity.user_name_taken', 'Another user has this name. Choose another.'),
  userNotFound: () => new ChartroomError('not_found', 'identity.user_not_found', 'There is no such user.'),
  sessionNotFound: () =>
    new ChartroomError('not_found', 'identity.session_not_found', 'That session has ended already.'),
  tokenNotFound: () =>
    new ChartroomError(
      'not_found',
      'identity.access_token_not_found',
      'There is no such token, or it ended.',
    ),
  lastAdministrator: () =>
    new ChartroomError(
      'conflict',
      'identity.last_administrator',
      'This is the last active administrator. Make somebody else administrator first.',
    ),
  ownAccount: () =>
    new ChartroomError('conflict', 'identity.own_account', 'You cannot deactivate your own account.'),
  noSecondFactorBegun: () =>
    new ChartroomError(
      'conflict',
      'identity.second_factor_not_begun',
      'Begin setting up the second factor first.',
    ),
  secondFactorOn: () =>
    new ChartroomError(
      'conflict',
      'identity.second_factor_on',
      'A second factor is set up already. Turn it off first.',
    ),
  administratorExists: () =>
    new ChartroomError(
      'conflict',
      'identity.administrator_exists',
      'There is an administrator already. Ask them to create the account.',
    ),
  rolesNeeded: () =>
    new ChartroomError(
      'invalid',
      'identity.roles_needed',
      'Say what the user is: give --roles, separated by commas.',
    ),
  badUserName: () =>
    new ChartroomError(
      'invalid',
      'identity.user_name_bad',
      'A user name has 2 to 64 letters, digits, dots, dashes, underscores or @, and begins with a letter or digit.',
    ),
  unknownAccount: (name: string) =>
    new ChartroomError(
      'unauthenticated',
      'identity.command_line_unknown',
      `The operating-system account ${name} is not mapped to a user. Set CHARTROOM_TOKEN to a token from "chartroom user token", or have an administrator run "chartroom user map ${name} USER".`,
    ),
  badToken: () =>
    new ChartroomError(
      'unauthenticated',
      'identity.access_token_invalid',
      'The token in CHARTROOM_TOKEN is unknown, revoked or expired. Ask for a new one.',
    ),
} as const

function inWords(waitMs: number): string {
  const minutes = Math.ceil(waitMs / 60_000)
  return minutes <= 1 ? 'a minute' : `${minutes} minutes`
}

// What this feature says no with.
import { ChartroomError } from '../../platform/errors.ts'

export function restrictionNotFound(): ChartroomError {
  return new ChartroomError(
    'not_found',
    'access.restriction_not_found',
    'There is no such restriction, or it was lifted.',
  )
}

export function badPeriod(): ChartroomError {
  return new ChartroomError('invalid', 'access.bad_period', 'A relationship must end after it begins.')
}

// What audit refuses, each with what to do next.
import { ChartroomError } from '../../platform/errors.ts'

export function notPermitted(permission: string): ChartroomError {
  return new ChartroomError(
    'refused',
    'audit.not_permitted',
    'Your role does not allow you to look at the trail. Ask the privacy officer or the administrator.',
    { details: { permission } },
  )
}

export function badCursor(): ChartroomError {
  return new ChartroomError(
    'invalid',
    'audit.bad_cursor',
    'This page of the trail is not known. Start the list again.',
  )
}

// What can go wrong with patients, and what to do then.
import { ChartroomError, type ErrorKind } from '../../platform/errors.ts'

const ERRORS = {
  'patients.person_not_found': ['not_found', 'There is no such person, or you may not see them.'],
  'patients.search_empty': [
    'invalid',
    'Type a name, a birth date, a number or a telephone number to search for.',
  ],
  'patients.search_too_long': ['invalid', 'That is too much for one search: type at most 200 characters.'],
  'patients.cursor_invalid': ['invalid', 'This page of results cannot be continued. Search again.'],
  'patients.record_vanished': ['internal', 'A registration vanished while it was being written. Try again.'],
} as const satisfies Record<string, readonly [ErrorKind, string]>

export type PatientsErrorCode = keyof typeof ERRORS

export function patientsError(code: PatientsErrorCode): ChartroomError {
  const [kind, sentence] = ERRORS[code]
  return new ChartroomError(kind, code, sentence)
}

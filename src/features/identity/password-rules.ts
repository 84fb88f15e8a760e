// What a new password must be: NIST SP 800-63B section 3.1.1.2 (length over composition, a list of common ones,
// nothing that names the account), and not one of the last five. Pure: the form shows the same reasons.
import { GUESSABLE_PASSWORDS } from './guessable-passwords.ts'

export const PASSWORD_LENGTH_MIN = 12
export const PASSWORD_LENGTH_MAX = 256
export const PASSWORDS_REMEMBERED = 5

/** The reasons against a password, as sentences; none means that it may be taken. */
export function weaknessesOf(password: string, userName: string): string[] {
  const reasons: string[] = []
  const plain = simplified(password)
  if ([...password].length < PASSWORD_LENGTH_MIN)
    reasons.push(`Use at least ${PASSWORD_LENGTH_MIN} characters.`)
  if (password.length > PASSWORD_LENGTH_MAX) reasons.push(`Use at most ${PASSWORD_LENGTH_MAX} characters.`)
  const name = simplified(userName.split('@')[0] ?? '')
  if (name.length >= 3 && plain.includes(name)) reasons.push('Leave your user name out of it.')
  if (isCommon(plain)) reasons.push('Choose something that fewer people use.')
  if (new Set(plain).size < 5) reasons.push('Use more different characters.')
  return reasons
}

// Common words padded with digits and signs stay common: `Password2024!!` is `password`.
function isCommon(plain: string): boolean {
  const core = plain.replace(/^[^a-z]+|[^a-z]+$/g, '')
  return GUESSABLE_PASSWORDS.has(plain) || GUESSABLE_PASSWORDS.has(core) || isSequence(plain)
}

function isSequence(plain: string): boolean {
  const rows = ['0123456789012345678901234567890', 'abcdefghijklmnopqrstuvwxyz', 'qwertyuiopasdfghjklzxcvbnm']
  return rows.some((row) => row.includes(plain) || [...row].reverse().join('').includes(plain))
}

function simplified(text: string): string {
  return text.normalize('NFKC').toLowerCase().replaceAll('@', 'a').replaceAll('$', 's')
}

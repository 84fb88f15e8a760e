// Random tokens that somebody shows instead of a password: 256 bits, and only their hash is stored.
import { createHash, randomBytes } from 'node:crypto'

export function newToken(): { token: string; tokenHash: Buffer } {
  const token = randomBytes(32).toString('base64url')
  return { token, tokenHash: hashOfToken(token) }
}

export function hashOfToken(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}

// Without 0, 1, i, l, o: people read these aloud and copy them from paper.
const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789'

/** Groups of letters for people to copy: about five bits each. */
export function readableSecret(groups: number, letters = 5): string {
  const group = () => Array.from({ length: letters }, () => LETTERS[randomBelow(LETTERS.length)]).join('')
  return Array.from({ length: groups }, group).join('-')
}

function randomBelow(limit: number): number {
  const ceiling = 256 - (256 % limit)
  for (;;) {
    const byte = randomBytes(1)[0] ?? 0
    if (byte < ceiling) return byte % limit
  }
}

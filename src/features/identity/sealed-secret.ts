// Secrets of second factors rest sealed: AES-256-GCM under a key that lives in the keys folder, outside the database
// and its backups, bound to the user so that a sealed secret moved to another row opens nothing.
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { ChartroomError } from '../../platform/errors.ts'
import type { Keys } from '../../platform/keys/keys.ts'

const NONCE_BYTES = 12
const TAG_BYTES = 16

export function sealSecret(keys: Keys, secret: string, userId: string): string {
  const nonce = randomBytes(NONCE_BYTES)
  const cipher = createCipheriv('aes-256-gcm', secretsKey(keys), nonce).setAAD(Buffer.from(userId))
  const sealed = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()])
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url')
}

/** Throws `identity.secret_unreadable` when the key is another one, or the text was changed. */
export function openSecret(keys: Keys, sealedText: string, userId: string): string {
  const bytes = Buffer.from(sealedText, 'base64url')
  const nonce = bytes.subarray(0, NONCE_BYTES)
  const tag = bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES)
  try {
    const decipher = createDecipheriv('aes-256-gcm', secretsKey(keys), nonce)
      .setAAD(Buffer.from(userId))
      .setAuthTag(tag)
    return (
      decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES), undefined, 'utf8') + decipher.final('utf8')
    )
  } catch (thrown) {
    throw new ChartroomError(
      'internal',
      'identity.secret_unreadable',
      'This second factor cannot be read with the present key. Restore the keys folder, or reset the second factor.',
      { cause: thrown },
    )
  }
}

function secretsKey(keys: Keys): Buffer {
  return keys.secret('identity.second-factor')
}

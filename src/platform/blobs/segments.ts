// Bytes as they lie on disk: segments of AES-256-GCM under a key of the blob's own. The segment's number and whether
// it is the last are bound in, so that a cut, a swap, a repetition or an appended segment fails to open.
import { createCipheriv, createDecipheriv } from 'node:crypto'
import { ChartroomError } from '../errors.ts'

export const SEGMENT_BYTES = 256 * 1024
const TAG_BYTES = 16
const SEALED_BYTES = SEGMENT_BYTES + TAG_BYTES

/** Encrypts a stream; the empty stream becomes one empty last segment. Never use one key for two streams. */
export async function* sealSegments(key: Buffer, content: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let index = 0
  for await (const { bytes, last } of inPieces(content, SEGMENT_BYTES)) {
    const cipher = createCipheriv('aes-256-gcm', key, nonceOf(index)).setAAD(boundIn(index, last))
    yield Buffer.concat([cipher.update(bytes), cipher.final(), cipher.getAuthTag()])
    index += 1
  }
}

/** Decrypts a stream of sealed segments. Throws before giving out anything of a segment that was tampered with. */
export async function* openSegments(key: Buffer, sealed: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let index = 0
  for await (const { bytes, last } of inPieces(sealed, SEALED_BYTES)) {
    yield openSegment(key, bytes, index, last)
    index += 1
  }
}

function openSegment(key: Buffer, bytes: Buffer, index: number, last: boolean): Buffer {
  if (bytes.length < TAG_BYTES) throw tampered(index)
  const decipher = createDecipheriv('aes-256-gcm', key, nonceOf(index), { authTagLength: TAG_BYTES })
  decipher.setAAD(boundIn(index, last)).setAuthTag(bytes.subarray(bytes.length - TAG_BYTES))
  try {
    return Buffer.concat([decipher.update(bytes.subarray(0, bytes.length - TAG_BYTES)), decipher.final()])
  } catch (thrown) {
    throw tampered(index, thrown)
  }
}

type Piece = { readonly bytes: Buffer; readonly last: boolean }

// Holds one piece back until it is known whether anything follows it.
async function* inPieces(content: AsyncIterable<Uint8Array>, size: number): AsyncGenerator<Piece> {
  let parts: Uint8Array[] = []
  let held = 0
  for await (const chunk of content) {
    let rest = chunk
    while (held + rest.length > size) {
      const taken = size - held
      parts.push(rest.subarray(0, taken))
      yield { bytes: Buffer.concat(parts, size), last: false }
      rest = rest.subarray(taken)
      parts = []
      held = 0
    }
    if (rest.length > 0) {
      parts.push(rest)
      held += rest.length
    }
  }
  yield { bytes: Buffer.concat(parts, held), last: true }
}

function nonceOf(index: number): Buffer {
  const nonce = Buffer.alloc(12)
  nonce.writeBigUInt64BE(BigInt(index), 4)
  return nonce
}

function boundIn(index: number, last: boolean): Buffer {
  return Buffer.from(`chartroom blob 1 segment ${index} ${last ? 'last' : 'more'}`)
}

function tampered(index: number, cause?: unknown): ChartroomError {
  return new ChartroomError(
    'internal',
    'platform.blob_damaged',
    'A stored file was changed or is damaged, so it is not shown. Restore it from a backup.',
    { details: { segment: index }, cause },
  )
}

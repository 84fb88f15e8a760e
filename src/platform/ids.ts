// Identifiers: time-ordered random ones for what is born here, derived ones for what a source already named.
import { createHash, randomFillSync } from 'node:crypto'

let lastMs = 0
let sequence = 0
const SEQUENCE_MAX = 0xfff

/**
 * A new UUID version 7: ordered by creation, also within a millisecond of this process, so that B-tree inserts stay at
 * the right edge and sorting by id is sorting by arrival. The low 62 bits are random.
 */
export function newId(nowMs: number = Date.now()): string {
  if (nowMs > lastMs) {
    lastMs = nowMs
    sequence = 0
  } else {
    sequence += 1
    // More ids in one millisecond than the counter holds borrow from the next.
    if (sequence > SEQUENCE_MAX) {
      lastMs += 1
      sequence = 0
    }
  }
  const bytes = randomSixteen()
  bytes.writeUIntBE(lastMs, 0, 6)
  bytes.writeUInt16BE(0x7000 | sequence, 6)
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  return formatUuid(bytes)
}

// Random bytes are fetched for many ids at once: asking the generator costs more than the bytes. Each is used once.
const random = Buffer.alloc(256 * 16)
let used = random.length

/** Valid until the next call. */
function randomSixteen(): Buffer {
  if (used === random.length) {
    randomFillSync(random)
    used = 0
  }
  used += 16
  return random.subarray(used - 16, used)
}

/**
 * The UUID (version 8) that always belongs to these parts within one installation: the same source naming the
 * same thing twice reaches the same row. `namespace` is the installation's random secret, so that an id can't be
 * guessed from a medical record number.
 */
export function derivedId(namespace: string, ...parts: readonly string[]): string {
  const hash = createHash('sha256').update(namespace)
  for (const part of parts) hash.update(`\u0000${part.length}:`).update(part)
  const bytes = hash.digest().subarray(0, 16)
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  return formatUuid(bytes)
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

export function isUuid(text: string): boolean {
  return UUID.test(text)
}

function formatUuid(bytes: Buffer): string {
  const hex = bytes.toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20, 32)}`
}

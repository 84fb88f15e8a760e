// A checkpoint: one signed line outside the database that says how far the trail went and what its head was. Pure.
import { hash } from 'node:crypto'
import { z } from 'zod'
import type { Keys } from '../../../platform/keys/keys.ts'

export type Signer = Pick<Keys, 'sign'>
export type SignatureCheck = Pick<Keys, 'verify'>

const checkpointLine = z.strictObject({
  v: z.literal(1),
  /** Numbered from 1 without a gap. */
  n: z.number().int().positive(),
  at: z.iso.datetime(),
  /** The last seal, and its hash. */
  seal: z.number().int().nonnegative(),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  /** Events under all seals so far. */
  events: z.number().int().nonnegative(),
  /** SHA-256 of the line before, zeros before the first. */
  previous: z.string().regex(/^[0-9a-f]{64}$/),
  /** The sealer found a line before that it did not sign: then a later good signature vouches for nothing earlier. */
  distrusts: z.literal('earlier').optional(),
  /** Version of the signing key. */
  key: z.number().int().positive(),
  signature: z.string(),
})

export type Checkpoint = z.infer<typeof checkpointLine>
export type CheckpointBody = Omit<Checkpoint, 'v' | 'key' | 'signature'>

export const NO_LINE = '0'.repeat(64)

/** The line without its end-of-line. The key's version is signed too, so it is asked for by a first signature. */
export function writeCheckpoint(body: CheckpointBody, signer: Signer): string {
  const { version } = signer.sign(Buffer.alloc(0))
  const signed = JSON.stringify({ v: 1, ...body, key: version })
  const { signature, version: same } = signer.sign(Buffer.from(signed))
  if (same !== version) throw new Error('the signing key changed between two signatures')
  return JSON.stringify({ ...JSON.parse(signed), signature: signature.toString('base64') })
}

/** `undefined` when the line is not exactly what `writeCheckpoint` prints. */
export function readCheckpoint(line: string): Checkpoint | undefined {
  let json: unknown
  try {
    json = JSON.parse(line)
  } catch {
    return undefined
  }
  const parsed = checkpointLine.safeParse(json)
  if (!parsed.success || JSON.stringify(json) !== line) return undefined
  return parsed.data
}

export function isSignedBy(line: string, checkpoint: Checkpoint, keys: SignatureCheck): boolean {
  const tail = `,"signature":${JSON.stringify(checkpoint.signature)}}`
  if (!line.endsWith(tail)) return false
  const signature = Buffer.from(checkpoint.signature, 'base64')
  if (signature.toString('base64') !== checkpoint.signature) return false
  const signed = `${line.slice(0, -tail.length)}}`
  return keys.verify(Buffer.from(signed), { signature, version: checkpoint.key })
}

export function hashLine(line: string): string {
  return hash('sha256', line, 'hex')
}

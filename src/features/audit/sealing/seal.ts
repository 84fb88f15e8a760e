// A seal: what it says about its events, and the hash that chains it to the one before. Pure.
import { createHash, hash } from 'node:crypto'
import { BEGINNING, type Place } from './canonical.ts'

export type SealBody = {
  readonly sealNo: number
  readonly era: number
  readonly fromXid: string
  readonly toXid: string
  /** The first transaction id that nobody had taken when the seal was made. */
  readonly nextXid: string
  readonly eventCount: number
  readonly eventsTotal: number
  readonly eventIdMin: number
  /** The highest event id in this and all earlier seals. */
  readonly eventIdMax: number
  /** Microseconds since 1970. */
  readonly earliestAtMicros: number
  readonly sealedAtMicros: number
  readonly eventIds: Buffer
  readonly eventMarks: Buffer
  readonly digest: Buffer
  readonly previousHash: Buffer
}

export type Seal = SealBody & { readonly hash: Buffer }

/** Before the first seal. */
export const NO_HASH = Buffer.alloc(32)

const MARK_BYTES = 8

export function hashSeal(seal: SealBody): Buffer {
  const text = [
    'chartroom seal 1',
    seal.sealNo,
    seal.era,
    seal.fromXid,
    seal.toXid,
    seal.nextXid,
    seal.eventCount,
    seal.eventsTotal,
    seal.eventIdMin,
    seal.eventIdMax,
    seal.earliestAtMicros,
    seal.sealedAtMicros,
    hash('sha256', seal.eventIds, 'hex'),
    hash('sha256', seal.eventMarks, 'hex'),
    seal.digest.toString('hex'),
    seal.previousHash.toString('hex'),
  ].join('\n')
  return createHash('sha256').update(text).digest()
}

/** Where the seal's events begin: where the seal before ended, so that nothing fits between two seals. */
export function beginningOf(previous: Pick<Seal, 'era' | 'toXid'> | undefined): Place {
  return previous === undefined ? BEGINNING : endOf(previous)
}

export function endOf(seal: Pick<Seal, 'era' | 'toXid'>): Place {
  return { era: seal.era, xid: seal.toXid }
}

/** The mark names content alone, without id and transaction, so that a swapped id is told from an edit. */
export function markOf(content: Buffer): Buffer {
  return hash('sha256', content, 'buffer').subarray(0, MARK_BYTES)
}

export function packIds(ids: readonly number[]): Buffer {
  const packed = Buffer.allocUnsafe(ids.length * 8)
  ids.forEach((id, index) => {
    packed.writeBigInt64BE(BigInt(id), index * 8)
  })
  return packed
}

export function unpackIds(packed: Buffer): number[] {
  return Array.from({ length: Math.floor(packed.length / 8) }, (_, index) =>
    Number(packed.readBigInt64BE(index * 8)),
  )
}

export function unpackMarks(packed: Buffer): string[] {
  return Array.from({ length: Math.floor(packed.length / MARK_BYTES) }, (_, index) =>
    packed.toString('hex', index * MARK_BYTES, (index + 1) * MARK_BYTES),
  )
}

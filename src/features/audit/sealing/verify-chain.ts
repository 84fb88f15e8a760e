// The rules that each seal must keep toward the one before it. Pure.
import { type Break, sealBreak } from './breaks.ts'
import { hashSeal, NO_HASH, type Seal } from './seal.ts'

const CLOCK_STEP_MICROS = 10 * 60 * 1_000_000

export type ChainCheck = {
  /** The break between this seal and the ones before, if any. Call it for every seal, in order. */
  next(seal: Seal): Break | undefined
}

/** Begins after `previous`, which the caller has proved; undefined begins at the first seal. */
export function openChainCheck(previous: Seal | undefined): ChainCheck {
  let before = previous
  // Earlier seals whose limits do not bind yet, because a transaction of this seal may have begun before them.
  let notYetBinding: Seal[] = previous === undefined ? [] : [previous]
  let binding: Seal | undefined

  return {
    next(seal) {
      const broken = breakBetween(before, seal)
      if (broken !== undefined) return broken
      if (binding !== undefined && binding.era !== seal.era) binding = undefined
      notYetBinding = notYetBinding.filter((earlier) => {
        if (earlier.era !== seal.era) return false
        if (BigInt(earlier.nextXid) > BigInt(seal.fromXid)) return true
        binding = earlier
        return false
      })
      notYetBinding.push(seal)
      before = seal
      return binding !== undefined && claimsToBeOlder(seal, binding)
        ? sealBreak('inserted', seal.sealNo)
        : undefined
    },
  }
}

function breakBetween(before: Seal | undefined, seal: Seal): Break | undefined {
  const expectedNo = (before?.sealNo ?? 0) + 1
  if (seal.sealNo > expectedNo) return sealBreak('seal_missing', expectedNo)
  if (!hashSeal(seal).equals(seal.hash)) return sealBreak('seal_edited', seal.sealNo)
  const fits =
    seal.sealNo === expectedNo &&
    seal.previousHash.equals(before?.hash ?? NO_HASH) &&
    seal.eventsTotal === (before?.eventsTotal ?? 0) + seal.eventCount &&
    seal.eventIds.length === seal.eventCount * 8 &&
    seal.eventMarks.length === seal.eventCount * 8 &&
    seal.eventCount > 0 &&
    seal.era >= (before?.era ?? seal.era) &&
    seal.fromXid === (before?.era === seal.era ? before.toXid : '0') &&
    BigInt(seal.toXid) > BigInt(seal.fromXid)
  return fits ? undefined : sealBreak('seal_edited', seal.sealNo)
}

// A transaction that began after a seal was made gets higher event ids and later times than that seal knew.
function claimsToBeOlder(seal: Seal, binding: Seal): boolean {
  return (
    seal.eventIdMin <= binding.eventIdMax ||
    seal.earliestAtMicros < binding.sealedAtMicros - CLOCK_STEP_MICROS
  )
}

// Time is an argument: tests move it, nothing sleeps.
export type Clock = { now(): Date }

export const systemClock: Clock = { now: () => new Date() }

/** A clock that stands still until told otherwise; for tests and the deterministic demo. */
export function clockAt(start: string | Date): Clock & { advance(ms: number): void } {
  let current = new Date(start).getTime()
  return {
    now: () => new Date(current),
    advance(ms) {
      current += ms
    },
  }
}

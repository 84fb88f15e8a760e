// Seeded randomness in independent streams: each stream is named, so person 7 draws the same numbers in a
// department of ten and in one of a million, and a new table never shifts what another stream draws.
// The generator is sfc32; only additions and comparisons of fractions are used above it, so every engine agrees.

export type Random = {
  /** From 0 (included) to 1 (excluded). */
  next(): number
  /** A whole number from low to high, both included. */
  int(low: number, high: number): number
  chance(probability: number): boolean
  pick<T>(items: readonly T[]): T
  /** One of the items, as often as its weight says. */
  weighted<T>(items: readonly T[], weightOf: (item: T) => number): T
  /** Bell-shaped around the mean; nearly everything lies within three spreads, nothing beyond 3.5. */
  around(mean: number, spread: number): number
}

/** The stream with this name. Equal parts give an equal stream. */
export function streamOf(...parts: readonly (string | number)[]): Random {
  const next = sfc32(hash(parts.join('\u0000')))
  const int = (low: number, high: number) => low + Math.floor(next() * (high - low + 1))
  return {
    next,
    int,
    chance: (probability) => next() < probability,
    pick: (items) => at(items, int(0, items.length - 1)),
    weighted: (items, weightOf) => {
      let rest = next() * items.reduce((sum, item) => sum + weightOf(item), 0)
      for (const item of items) {
        rest -= weightOf(item)
        if (rest < 0) return item
      }
      return at(items, items.length - 1)
    },
    around: (mean, spread) => mean + spread * 1.732 * (next() + next() + next() + next() - 2),
  }
}

/**
 * Whether this index is one of the `count` chosen in its block of `size` consecutive ones. Proportions hold in every block,
 * and the answer depends on nothing but the name and the index.
 */
export function isChosen(name: string, index: number, size: number, count: number): boolean {
  return chosenOf(name, Math.floor(index / size), size, count).has(index % size)
}

// People are walked in order, so each block is asked for many times in a row: the last answers are kept.
const remembered = new Map<string, { block: number; chosen: ReadonlySet<number> }>()

function chosenOf(name: string, block: number, size: number, count: number): ReadonlySet<number> {
  const key = `${name}/${size}/${count}`
  const known = remembered.get(key)
  if (known?.block === block) return known.chosen
  const random = streamOf(name, 'block', block)
  const places = Array.from({ length: size }, (_, place) => place)
  for (let turn = 0; turn < count; turn++) {
    const other = random.int(turn, size - 1)
    const taken = at(places, other)
    places[other] = at(places, turn)
    places[turn] = taken
  }
  const chosen = new Set(places.slice(0, count))
  if (remembered.size > 500) remembered.clear()
  remembered.set(key, { block, chosen })
  return chosen
}

function at<T>(items: readonly T[], index: number): T {
  if (index < 0 || index >= items.length) throw new RangeError('Nothing to pick from.')
  return items[index] as T
}

function hash(text: string): [number, number, number, number] {
  let a = 1779033703
  let b = 3144134277
  let c = 1013904242
  let d = 2773480762
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index)
    a = b ^ Math.imul(a ^ code, 597399067)
    b = c ^ Math.imul(b ^ code, 2869860233)
    c = d ^ Math.imul(c ^ code, 951274213)
    d = a ^ Math.imul(d ^ code, 2716044179)
  }
  return [a ^ b ^ c ^ d, b ^ a, c ^ a, d ^ a]
}

function sfc32([a0, b0, c0, d0]: [number, number, number, number]): () => number {
  let a = a0
  let b = b0
  let c = c0
  let d = d0
  const next = () => {
    const sum = (((a + b) | 0) + d) | 0
    d = (d + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = ((c << 21) | (c >>> 11)) + sum
    return (sum >>> 0) / 4294967296
  }
  for (let round = 0; round < 12; round++) next()
  return next
}

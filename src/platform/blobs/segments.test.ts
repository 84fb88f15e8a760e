import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { openSegments, SEGMENT_BYTES, sealSegments } from './segments.ts'

const SEALED = SEGMENT_BYTES + 16
const key = randomBytes(32)

async function* pieces(...all: Uint8Array[]) {
  yield* all
}
async function collect(stream: AsyncIterable<Buffer>): Promise<Buffer> {
  const all: Buffer[] = []
  for await (const piece of stream) all.push(piece)
  return Buffer.concat(all)
}
const seal = (content: Uint8Array) => collect(sealSegments(key, pieces(content)))
const unseal = (sealed: Uint8Array) => collect(openSegments(key, pieces(sealed)))

describe('what was sealed opens', () => {
  test.each([0, 1, SEGMENT_BYTES - 1, SEGMENT_BYTES, SEGMENT_BYTES + 1, 3 * SEGMENT_BYTES])(
    '%d bytes',
    async (size) => {
      const content = randomBytes(size)
      expect((await unseal(await seal(content))).equals(content)).toBe(true)
    },
  )

  test('in whatever pieces it comes', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 0, max: SEGMENT_BYTES }), { maxLength: 6 }),
        fc.integer({ min: 1, max: SEALED * 2 }),
        async (sizes, cut) => {
          const chunks = sizes.map((size) => randomBytes(size))
          const sealed = await collect(sealSegments(key, pieces(...chunks)))
          const opened = await collect(
            openSegments(key, pieces(sealed.subarray(0, cut), sealed.subarray(cut))),
          )
          expect(opened.equals(Buffer.concat(chunks))).toBe(true)
        },
      ),
      { numRuns: 40 },
    )
  })
})

describe('what was tampered with does not open', () => {
  const content = randomBytes(3 * SEGMENT_BYTES + 500)
  const refused = /was changed or is damaged/

  test('any single flipped bit', async () => {
    const small = await seal(randomBytes(300))
    await fc.assert(
      fc.asyncProperty(fc.nat(small.length * 8 - 1), async (bit) => {
        const changed = Buffer.from(small)
        changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7))
        await expect(unseal(changed)).rejects.toThrow(refused)
      }),
    )
  })

  test('a tail cut anywhere, at a segment border too', async () => {
    const sealed = await seal(content)
    for (const kept of [0, 5, SEALED - 1, SEALED, 2 * SEALED, 3 * SEALED, sealed.length - 1]) {
      await expect(unseal(sealed.subarray(0, kept))).rejects.toThrow(refused)
    }
  })

  test('segments swapped, repeated, dropped or appended', async () => {
    const sealed = await seal(content)
    const segment = (index: number) => sealed.subarray(index * SEALED, (index + 1) * SEALED)
    const orders = [
      [1, 0, 2, 3],
      [0, 0, 1, 2, 3],
      [0, 2, 3],
      [1, 2, 3],
      [0, 1, 2, 3, 3],
    ]
    for (const order of orders) {
      await expect(unseal(Buffer.concat(order.map(segment)))).rejects.toThrow(refused)
    }
  })

  test('another key', async () => {
    const sealed = await seal(content)
    await expect(collect(openSegments(randomBytes(32), pieces(sealed)))).rejects.toThrow(refused)
  })
})

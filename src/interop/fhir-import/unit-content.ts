// The bytes of a unit, wherever they wait: a file that a command names, or a staged upload. gzip is unwrapped on the
// way, within limits, so that a small file can't unfold into a disk full.
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { pipeline, type Readable, Transform } from 'node:stream'
import { createGunzip } from 'node:zlib'
import type { BlobId, BlobStore } from '../../platform/blobs/blob-store.ts'
import { ChartroomError } from '../../platform/errors.ts'

export type UnitPlace = { readonly path: string } | { readonly stagedBlobId: BlobId }

const GZIP_MAGIC = [0x1f, 0x8b]
/** A gzip file may unfold to this many times its size; text seldom passes 50. */
const UNFOLD_RATIO_MAX = 200
const UNFOLD_FREE_BYTES = 256 * 1024 * 1024

export type UnitContent = {
  /** As it arrived, before gzip is unwrapped. */
  readonly arrivedBytes: number
  /** The plain content from its beginning; may be called again. */
  open(): Promise<Readable>
  /** The content as it arrived. */
  openArrived(): Promise<Readable>
}

export async function unitContent(
  blobs: BlobStore,
  place: UnitPlace,
  stagedBytes: number,
): Promise<UnitContent> {
  const openArrived = async (): Promise<Readable> =>
    'path' in place ? createReadStream(place.path) : blobs.open(place.stagedBlobId)
  const arrivedBytes = 'path' in place ? (await stat(place.path)).size : stagedBytes
  return {
    arrivedBytes,
    openArrived,
    async open() {
      const head = await firstBytes(await openArrived(), GZIP_MAGIC.length)
      const isGzip = GZIP_MAGIC.every((byte, at) => head[at] === byte)
      return isGzip ? unfold(await openArrived(), arrivedBytes) : openArrived()
    },
  }
}

async function firstBytes(stream: Readable, count: number): Promise<Uint8Array> {
  let head = Buffer.alloc(0)
  for await (const chunk of stream) {
    head = Buffer.concat([head, chunk as Buffer])
    if (head.length >= count) break
  }
  return head.subarray(0, count)
}

function unfold(arrived: Readable, arrivedBytes: number): Readable {
  const bytesMax = Math.max(UNFOLD_FREE_BYTES, arrivedBytes * UNFOLD_RATIO_MAX)
  let unfolded = 0
  const guard = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      unfolded += chunk.length
      if (unfolded <= bytesMax) done(null, chunk)
      else {
        done(
          new ChartroomError(
            'invalid',
            'interop.unfolds_too_far',
            'This gzip file unfolds to more than two hundred times its size, so it was not read further. Unpack it yourself and import what is inside.',
          ),
        )
      }
    },
  })
  return pipeline(arrived, createGunzip(), guard, () => undefined)
}

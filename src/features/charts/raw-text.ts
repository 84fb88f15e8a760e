// The bytes of an entry as they arrived: a stretch of the compressed unit that was kept for its record.
import { zstdDecompressSync } from 'node:zlib'
import type { BlobId, BlobStore } from '../../platform/blobs/blob-store.ts'
import type { RawPlace } from './entry.ts'

export async function readRaw(blobs: BlobStore, place: RawPlace): Promise<Buffer> {
  const packed: Buffer[] = []
  for await (const chunk of await blobs.open(place.blobId as BlobId)) packed.push(chunk as Buffer)
  return zstdDecompressSync(Buffer.concat(packed)).subarray(place.offset, place.offset + place.length)
}

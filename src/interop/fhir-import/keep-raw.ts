// Keeps what arrived, as it arrived, for each record apart: destroying one chart then leaves no readable byte of it in
// a file that others share.
import { constants, zstdCompressSync } from 'node:zlib'
import type { RawPlace } from '../../features/charts/public.ts'
import type { BlobStore } from '../../platform/blobs/blob-store.ts'
import type { Piece } from './piece.ts'

const LINE_FEED = Buffer.from('\n')
const LEVEL = { params: { [constants.ZSTD_c_compressionLevel]: 3 } }

/** Stores the raw bytes of these pieces under one owner; durable when it returns. */
export async function keepRaw(
  blobs: BlobStore,
  ownerId: string,
  pieces: readonly Piece[],
): Promise<Map<Piece, RawPlace>> {
  const parts: Uint8Array[] = []
  const spans: { piece: Piece; offset: number; length: number }[] = []
  let offset = 0
  for (const piece of pieces) {
    parts.push(piece.raw, LINE_FEED)
    spans.push({ piece, offset, length: piece.raw.length })
    offset += piece.raw.length + LINE_FEED.length
  }
  const { blobId } = await blobs.put(ownerId, zstdCompressSync(Buffer.concat(parts), LEVEL))
  return new Map(spans.map((span) => [span.piece, { blobId, offset: span.offset, length: span.length }]))
}

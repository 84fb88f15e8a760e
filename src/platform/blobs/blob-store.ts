// Where large bytes live: encrypted in authenticated segments, addressed by a keyed hash of their content, and
// deduplicated within one owner (an MPI record, or the shared area) only. A location never encodes a patient.
import type { Readable } from 'node:stream'

export type BlobId = string & { readonly blob: unique symbol }

export type StoredBlob = { readonly blobId: BlobId; readonly bytes: number }

export type BlobStore = {
  /**
   * Stores a stream and returns after it is durable (fsynced, or acknowledged by the object store). The same
   * content under the same owner gives the same id and is stored once.
   */
  put(ownerId: string, content: Readable | Uint8Array): Promise<StoredBlob>
  /** Opens the plain content; the stream fails when a segment was changed, cut or reordered. */
  open(blobId: BlobId): Promise<Readable>
  exists(blobId: BlobId): Promise<boolean>
  /** Destroys the data key and the bytes: nothing readable is left behind. */
  destroy(blobId: BlobId): Promise<void>
}

// The blob store: seals what comes in, writes the bytes first and the row that names them after, so that a row always
// has its bytes. Bytes without a row (a crash between the two) hold nothing that anybody can open.
import { createHmac, randomBytes } from 'node:crypto'
import { Readable } from 'node:stream'
import type { Clock } from '../clock.ts'
import type { Database } from '../db/database.ts'
import { ChartroomError } from '../errors.ts'
import { newId } from '../ids.ts'
import type { Keys } from '../keys/keys.ts'
import { type BlobRow, destroyBlobKey, findBlob, insertBlob } from './blob-row-store.ts'
import type { BlobId, BlobStore } from './blob-store.ts'
import type { ByteStore } from './byte-store.ts'
import { openSegments, sealSegments } from './segments.ts'

export type BlobStoreNeeds = {
  readonly db: Database
  readonly keys: Keys
  readonly bytes: ByteStore
  readonly clock: Clock
}

const DATA_KEY_BYTES = 32

export function openBlobStore({ db, keys, bytes, clock }: BlobStoreNeeds): BlobStore {
  const addressKey = keys.secret('blob-address')

  return {
    async put(ownerId, content) {
      const address = createHmac('sha256', addressKey).update(`${ownerId.length}:${ownerId}\u0000`)
      if (content instanceof Uint8Array) {
        // What is at hand is looked up before it is sealed: the second import of a file costs no write.
        const known = createHmac('sha256', addressKey)
          .update(`${ownerId.length}:${ownerId}\u0000`)
          .update(content)
        const blobId = known.digest('hex') as BlobId
        const row = await findBlob(db.kysely, blobId)
        if (row?.wrapped_key) return { blobId, bytes: row.bytes }
      }

      let size = 0
      const key = randomBytes(DATA_KEY_BYTES)
      const location = newId()
      const measured = measure(content, (chunk) => {
        address.update(chunk)
        size += chunk.length
      })
      await bytes.write(location, sealSegments(key, measured))

      const blobId = address.digest('hex') as BlobId
      const { wrapped, version } = keys.wrap(key, blobId)
      const row = { blobId, ownerId, bytes: size, location, wrapped, keyVersion: version }
      try {
        if (!(await insertBlob(db.kysely, row))) await bytes.remove(location)
      } catch (thrown) {
        await bytes.remove(location).catch(() => undefined)
        throw thrown
      }
      return { blobId, bytes: size }
    },

    async open(blobId) {
      const { location, key } = keyOf(await findBlob(db.kysely, blobId), blobId, keys)
      return Readable.from(openSegments(key, await bytes.read(location)), { objectMode: false })
    },

    async exists(blobId) {
      const row = await findBlob(db.kysely, blobId)
      return row?.location ? bytes.exists(row.location) : false
    },

    async destroy(blobId) {
      const location = await destroyBlobKey(db.kysely, blobId, clock.now())
      if (location) await bytes.remove(location)
    },
  }
}

function keyOf(row: BlobRow | undefined, blobId: string, keys: Keys): { location: string; key: Buffer } {
  if (row?.location && row.wrapped_key) {
    return {
      location: row.location,
      key: keys.unwrap({ wrapped: row.wrapped_key, version: row.key_version }, blobId),
    }
  }
  throw new ChartroomError(
    'not_found',
    row ? 'platform.blob_destroyed' : 'platform.blob_unknown',
    row ? 'This file was destroyed under the retention schedule.' : 'There is no such stored file.',
  )
}

async function* measure(
  content: Readable | Uint8Array,
  onChunk: (chunk: Uint8Array) => void,
): AsyncGenerator<Uint8Array> {
  if (content instanceof Uint8Array) {
    onChunk(content)
    yield content
    return
  }
  for await (const chunk of content) {
    const piece: Uint8Array = typeof chunk === 'string' ? Buffer.from(chunk) : chunk
    onChunk(piece)
    yield piece
  }
}

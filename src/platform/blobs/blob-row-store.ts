// SQL for platform.blob.
import type { Db } from '../db/database.ts'

export type BlobRow = {
  readonly blob_id: string
  readonly bytes: number
  readonly location: string | null
  readonly wrapped_key: Buffer | null
  readonly key_version: number
}

export async function findBlob(db: Db, blobId: string): Promise<BlobRow | undefined> {
  return db
    .selectFrom('platform.blob')
    .select(['blob_id', 'bytes', 'location', 'wrapped_key', 'key_version'])
    .where('blob_id', '=', blobId)
    .executeTakeFirst()
}

/** False when the same content was stored meanwhile: then that one stands. A destroyed blob comes to life again. */
export async function insertBlob(
  db: Db,
  row: {
    blobId: string
    ownerId: string
    bytes: number
    location: string
    wrapped: Buffer
    keyVersion: number
  },
): Promise<boolean> {
  const written = await db
    .insertInto('platform.blob')
    .values({
      blob_id: row.blobId,
      owner_id: row.ownerId,
      bytes: row.bytes,
      location: row.location,
      wrapped_key: row.wrapped,
      key_version: row.keyVersion,
    })
    .onConflict((conflict) =>
      conflict
        .column('blob_id')
        .doUpdateSet({
          location: row.location,
          wrapped_key: row.wrapped,
          key_version: row.keyVersion,
          destroyed_at: null,
        })
        .where('platform.blob.destroyed_at', 'is not', null),
    )
    .returning('blob_id')
    .executeTakeFirst()
  return written !== undefined
}

/** Empties the key; returns where the bytes were, or undefined when there was nothing to destroy. */
export async function destroyBlobKey(db: Db, blobId: string, at: Date): Promise<string | undefined> {
  return db.transaction().execute(async (tx) => {
    const row = await tx
      .selectFrom('platform.blob')
      .select('location')
      .where('blob_id', '=', blobId)
      .forUpdate()
      .executeTakeFirst()
    if (!row?.location) return undefined
    await tx
      .updateTable('platform.blob')
      .set({ wrapped_key: null, location: null, destroyed_at: at })
      .where('blob_id', '=', blobId)
      .execute()
    return row.location
  })
}

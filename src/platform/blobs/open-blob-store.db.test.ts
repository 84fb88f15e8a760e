import { execFileSync } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.ts'
import { startTestObjectStore, type TestObjectStore } from '../../../test/support/s3-server.ts'
import { systemClock } from '../clock.ts'
import { type Keys, openKeys, rotateMasterKey } from '../keys/keys.ts'
import type { BlobId, BlobStore } from './blob-store.ts'
import { openFolderByteStore } from './folder-byte-store.ts'
import { openBlobStore } from './open-blob-store.ts'
import { openS3ByteStore } from './s3-byte-store.ts'
import { SEGMENT_BYTES } from './segments.ts'

let database: TestDatabase
let folder: string
let keys: Keys
let objectStore: TestObjectStore
beforeAll(async () => {
  database = await createTestDatabase()
  folder = await mkdtemp(join(tmpdir(), 'chartroom-blobs-'))
  keys = await openKeys(join(folder, 'keys'))
  objectStore = await startTestObjectStore('sesame')
})
afterAll(async () => {
  await objectStore.close()
  await database.close()
  await rm(folder, { recursive: true })
})
beforeEach(async () => {
  await database.owner.pool.query('delete from platform.blob')
  await rm(join(folder, 'blobs'), { recursive: true, force: true })
  objectStore.objects.clear()
})

const inFolder = () =>
  openBlobStore({
    db: database.db,
    keys,
    clock: systemClock,
    bytes: openFolderByteStore(join(folder, 'blobs')),
  })
const s3 = (secretAccessKey = 'sesame') =>
  openS3ByteStore({
    endpoint: objectStore.endpoint,
    bucket: 'room',
    region: 'us-east-1',
    accessKeyId: 'AK',
    secretAccessKey,
    partBytes: 5 * 1024 * 1024,
  })
const inObjects = () => openBlobStore({ db: database.db, keys, clock: systemClock, bytes: s3() })

async function contentOf(store: BlobStore, blobId: BlobId): Promise<Buffer> {
  const all: Buffer[] = []
  for await (const chunk of await store.open(blobId)) all.push(chunk as Buffer)
  return Buffer.concat(all)
}
async function filesIn(root: string): Promise<string[]> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true }).catch(() => [])
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
}

describe.each([
  ['a folder', inFolder],
  ['an object store', inObjects],
])('in %s', (_where, open) => {
  test.each([0, 1, SEGMENT_BYTES, SEGMENT_BYTES + 1, 12_000_000])(
    '%d bytes come back as they went in',
    async (size) => {
      const store = open()
      const content = randomBytes(size)
      const stored = await store.put(
        'owner-1',
        Readable.from([content.subarray(0, 10), content.subarray(10)]),
      )
      expect(stored.bytes).toBe(size)
      expect((await contentOf(store, stored.blobId)).equals(content)).toBe(true)
      expect(await store.exists(stored.blobId)).toBe(true)
    },
  )

  test('the same content of one owner is stored once, in one piece or streamed', async () => {
    const store = open()
    const content = randomBytes(1000)
    const first = await store.put('owner-1', content)
    expect(await store.put('owner-1', content)).toEqual(first)
    expect(await store.put('owner-1', Readable.from([content]))).toEqual(first)
    expect((await filesIn(join(folder, 'blobs'))).length + objectStore.objects.size).toBe(1)
  })

  test('the same content of two owners is stored twice under ids that tell nothing', async () => {
    const store = open()
    const content = randomBytes(1000)
    const first = await store.put('owner-1', content)
    const second = await store.put('owner-2', content)
    expect(second.blobId).not.toBe(first.blobId)
    expect(first.blobId).not.toBe(createHash('sha256').update(content).digest('hex'))
    await store.destroy(first.blobId)
    expect((await contentOf(store, second.blobId)).equals(content)).toBe(true)
  })

  test('two at once with the same content both end readable', async () => {
    const store = open()
    const content = randomBytes(400_000)
    const all = await Promise.all(
      Array.from({ length: 6 }, () => store.put('owner-1', Readable.from([content]))),
    )
    expect(new Set(all.map((one) => one.blobId)).size).toBe(1)
    const blobId = all[0]?.blobId
    expect(blobId && (await contentOf(store, blobId)).equals(content)).toBe(true)
    expect((await filesIn(join(folder, 'blobs'))).length + objectStore.objects.size).toBe(1)
  })

  test('destroying leaves neither key nor bytes, and the same content can be stored anew', async () => {
    const store = open()
    const content = randomBytes(1000)
    const { blobId } = await store.put('owner-1', content)
    await store.destroy(blobId)
    await expect(store.open(blobId)).rejects.toThrow(/was destroyed/)
    expect(await store.exists(blobId)).toBe(false)
    expect((await filesIn(join(folder, 'blobs'))).length + objectStore.objects.size).toBe(0)
    await store.destroy(blobId)
    expect((await store.put('owner-1', content)).blobId).toBe(blobId)
    expect((await contentOf(store, blobId)).equals(content)).toBe(true)
  })

  test('a stream that fails half-way leaves nothing', async () => {
    const store = open()
    async function* failing() {
      yield randomBytes(11_000_000)
      throw new Error('the line went dead')
    }
    await expect(store.put('owner-1', Readable.from(failing()))).rejects.toThrow('the line went dead')
    expect((await filesIn(join(folder, 'blobs'))).length + objectStore.objects.size).toBe(0)
    expect(objectStore.openUploads.size).toBe(0)
    const { rows } = await database.owner.pool.query('select count(*) as n from platform.blob')
    expect(rows[0]).toEqual({ n: 0 })
  })

  test('an unknown id is not found', async () => {
    await expect(open().open('0'.repeat(64) as BlobId)).rejects.toThrow(/no such stored file/)
  })

  test('its check passes and leaves nothing', async () => {
    await (open === inFolder ? openFolderByteStore(join(folder, 'blobs')) : s3()).check()
    expect((await filesIn(join(folder, 'blobs'))).length + objectStore.objects.size).toBe(0)
  })
})

describe('what lies on the disk', () => {
  test('says nothing about content or owner and is readable by its user alone', async () => {
    const { blobId } = await inFolder().put('owner-1', Buffer.from('Nora Fern, born 1950'))
    const [file] = await filesIn(join(folder, 'blobs'))
    const path = file ?? ''
    expect(path).not.toContain('owner-1')
    expect(path).not.toContain(blobId)
    expect((await readFile(path)).includes('Nora')).toBe(false)
    expect((await stat(path)).mode & 0o777).toBe(0o600)
  })

  test('changed by anybody, it no longer opens', async () => {
    const store = inFolder()
    const { blobId } = await store.put('owner-1', randomBytes(1000))
    const [path] = await filesIn(join(folder, 'blobs'))
    const bytes = await readFile(path ?? '')
    bytes[100] = (bytes[100] ?? 0) ^ 1
    await writeFile(path ?? '', bytes)
    await expect(contentOf(store, blobId)).rejects.toThrow(/was changed or is damaged/)
  })

  test('put in the place of another, it does not open either', async () => {
    const store = inFolder()
    const first = await store.put('owner-1', Buffer.from('first'))
    await store.put('owner-1', Buffer.from('other'))
    const swap =
      'update platform.blob set location = (select location from platform.blob where blob_id <> $1) where blob_id = $1'
    await database.owner.pool.query(swap, [first.blobId])
    await expect(contentOf(store, first.blobId)).rejects.toThrow(/was changed or is damaged/)
    const steal = `update platform.blob b set wrapped_key = o.wrapped_key from platform.blob o where b.blob_id = $1 and o.blob_id <> $1`
    await database.owner.pool.query(steal, [first.blobId])
    await expect(contentOf(store, first.blobId)).rejects.toThrow(/does not open with the master key/)
  })

  test('missing, it is said so', async () => {
    const store = inFolder()
    const { blobId } = await store.put('owner-1', Buffer.from('first'))
    await rm(join(folder, 'blobs'), { recursive: true })
    await expect(store.open(blobId)).rejects.toThrow(/missing from its folder/)
  })

  test('after a rotation, old and new blobs open', async () => {
    const old = await inFolder().put('owner-1', Buffer.from('before'))
    await rotateMasterKey(join(folder, 'keys'))
    const rotated = openBlobStore({
      db: database.db,
      keys: await openKeys(join(folder, 'keys')),
      clock: systemClock,
      bytes: openFolderByteStore(join(folder, 'blobs')),
    })
    const fresh = await rotated.put('owner-1', Buffer.from('after'))
    expect(String(await contentOf(rotated, old.blobId))).toBe('before')
    expect(String(await contentOf(rotated, fresh.blobId))).toBe('after')
    await expect(inFolder().open(fresh.blobId)).rejects.toThrow(/Key version 2 is missing/)
  })
})

describe('when the object store fails', () => {
  test('a passing failure is tried again', async () => {
    objectStore.failNext(500, 503)
    const store = inObjects()
    const { blobId } = await store.put('owner-1', Buffer.from('first'))
    expect(String(await contentOf(store, blobId))).toBe('first')
  })

  test('a wrong secret is named with the settings to check', async () => {
    await expect(s3('wrong').check()).rejects.toThrow(/CHARTROOM_S3_SECRET_ACCESS_KEY/)
  })

  test('a part that can’t be stored aborts the upload and leaves no half blob', async () => {
    objectStore.failWhere('partNumber=2', 400)
    const put = inObjects().put('owner-1', randomBytes(11_000_000))
    await expect(put).rejects.toThrow(/object store does not answer/)
    objectStore.failWhere(undefined)
    expect([objectStore.objects.size, objectStore.openUploads.size]).toEqual([0, 0])
  })
})

// A tiny file system of its own needs the right to mount one.
const small = join(tmpdir(), `chartroom-small-${process.pid}`)
const mounted = await mkdir(small)
  .then(() => execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', small], { stdio: 'ignore' }))
  .then(
    () => true,
    () => false,
  )
afterAll(async () => {
  if (mounted) execFileSync('umount', [small])
  await rm(small, { recursive: true, force: true })
})

test.skipIf(!mounted)('a full disk is said plainly and leaves no half blob', async () => {
  const store = openBlobStore({
    db: database.db,
    keys,
    clock: systemClock,
    bytes: openFolderByteStore(small),
  })
  await expect(store.put('owner-1', randomBytes(3_000_000))).rejects.toThrow(/disk for stored files is full/)
  expect(await filesIn(small)).toEqual([])
  const { blobId } = await store.put('owner-1', randomBytes(300_000))
  expect((await contentOf(store, blobId)).length).toBe(300_000)
})

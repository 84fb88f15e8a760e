// Sealed bytes in a folder: written beside, synced, renamed, and the folder synced, so that a crash leaves the whole
// file or none. Half-written drafts of a crashed process are only ever called `.draft-…`.
import { createReadStream } from 'node:fs'
import { access, mkdir, open, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { ChartroomError } from '../errors.ts'
import { newId } from '../ids.ts'
import type { ByteStore } from './byte-store.ts'

const LOCATION = /^[0-9a-f-]{36}$/

export function openFolderByteStore(root: string): ByteStore {
  const pathOf = (location: string) => {
    if (!LOCATION.test(location)) throw new Error('Not a blob location.')
    return join(root, location.slice(-2), location.slice(-4, -2), location)
  }
  const store: ByteStore = {
    async write(location, bytes) {
      const path = pathOf(location)
      const folder = dirname(path)
      const draft = join(folder, `.draft-${location}`)
      try {
        const made = await mkdir(folder, { recursive: true, mode: 0o700 })
        await writeDurably(draft, bytes)
        await rename(draft, path)
        await syncFolder(folder)
        if (made) await syncUpTo(folder, root)
      } catch (thrown) {
        await rm(draft, { force: true }).catch(() => undefined)
        throw asDiskFailure(thrown, root)
      }
    },
    async read(location) {
      const file = await open(pathOf(location), 'r').catch((thrown: unknown) => {
        throw new ChartroomError(
          'internal',
          'platform.blob_missing',
          'A stored file is missing from its folder. Restore it from a backup.',
          { cause: thrown },
        )
      })
      return createReadStream('', { fd: file, highWaterMark: 256 * 1024 })
    },
    exists: (location) =>
      access(pathOf(location)).then(
        () => true,
        () => false,
      ),
    remove: (location) => rm(pathOf(location), { force: true }),
    async check() {
      const location = newId()
      await store.write(location, single(Buffer.from('check')))
      await store.remove(location)
    },
  }
  return store
}

async function writeDurably(path: string, bytes: AsyncIterable<Buffer>): Promise<void> {
  const file = await open(path, 'w', 0o600)
  try {
    for await (const piece of bytes) await file.writeFile(piece)
    await file.sync()
  } finally {
    await file.close()
  }
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  await handle.sync().finally(() => handle.close())
}

// A new folder's name lies in its parent: sync each one up to the root.
async function syncUpTo(folder: string, root: string): Promise<void> {
  for (let current = dirname(folder); current.length >= root.length; current = dirname(current)) {
    await syncFolder(current)
    if (current === dirname(current)) return
  }
}

async function* single(bytes: Buffer): AsyncGenerator<Buffer> {
  yield bytes
}

const FULL = new Set(['ENOSPC', 'EDQUOT', 'EFBIG'])

function asDiskFailure(thrown: unknown, root: string): unknown {
  const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : ''
  if (FULL.has(code)) {
    return new ChartroomError(
      'unavailable',
      'platform.disk_full',
      'The disk for stored files is full. Nothing was stored. Make room, then try again.',
      { alarming: true, cause: thrown, details: { folder: root } },
    )
  }
  if (code === 'EACCES' || code === 'EROFS' || code === 'EPERM') {
    return new ChartroomError(
      'unavailable',
      'platform.blobs_not_writable',
      `Chartroom may not write to ${root}. Give its user the right to, then try again.`,
      { alarming: true, cause: thrown },
    )
  }
  return thrown
}

// Where the sealed bytes of this installation lie.
import { join } from 'node:path'
import type { ByteStore } from '../platform/blobs/byte-store.ts'
import { openFolderByteStore } from '../platform/blobs/folder-byte-store.ts'
import { openS3ByteStore } from '../platform/blobs/s3-byte-store.ts'
import type { Config } from '../platform/config/config.ts'

export function openByteStore(config: Pick<Config, 'blobs' | 'dataFolder'>): ByteStore {
  return config.blobs.kind === 's3'
    ? openS3ByteStore(config.blobs)
    : openFolderByteStore(join(config.dataFolder, 'blobs'))
}

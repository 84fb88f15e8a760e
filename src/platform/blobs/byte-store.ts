// Where sealed bytes lie: a folder or an object store. Locations are random, so they say nothing about anybody.
import type { Readable } from 'node:stream'

export type ByteStore = {
  /** Returns after the bytes are durable; on failure nothing is left at the location. */
  write(location: string, bytes: AsyncIterable<Buffer>): Promise<void>
  read(location: string): Promise<Readable>
  exists(location: string): Promise<boolean>
  /** Removes the bytes; what is not there is fine. */
  remove(location: string): Promise<void>
  /** Throws a ChartroomError when the store can't be written; leaves nothing behind. */
  check(): Promise<void>
}

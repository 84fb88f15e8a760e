// Live updates: PostgreSQL LISTEN/NOTIFY on one connection per process, handed to server-sent-event streams.
import type { Db } from '../db/database.ts'

/** Says that something changed, never what a chart says: ids and counts only. */
export type LiveMessage = {
  readonly channel: string
  readonly about: string
  readonly data?: Readonly<Record<string, unknown>>
}

export type Live = {
  /** Sent when the caller's transaction commits (or at once outside one). */
  publish(db: Db, message: LiveMessage): Promise<void>
  /** Calls back for each message on the channel; the returned function stops it. */
  subscribe(channel: string, listener: (message: LiveMessage) => void): () => void
}

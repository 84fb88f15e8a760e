// News for higher features, written in the acting transaction: a hint that something changed, coalesced per
// transaction and subject; the reaction reads the present state again.
import type { Tx } from '../db/database.ts'

export type News = {
  /** `feature.past_tense`, e.g. `charts.entries_filed`. */
  readonly topic: string
  /** What it is about, e.g. an encounter or MPI record id; news with the same topic and subject coalesce. */
  readonly subject: string
  readonly details?: Readonly<Record<string, string | number | boolean | null>>
}

export type Outbox = {
  tell(tx: Tx, news: readonly News[]): Promise<void>
}

// News are rows of the acting transaction: told if it commits, never if it doesn't.

import type { Outbox } from './outbox.ts'
import { insertNews } from './outbox-store.ts'

const ROWS_PER_STATEMENT = 1_000

export function openOutbox(): Outbox {
  return {
    async tell(tx, news) {
      for (let from = 0; from < news.length; from += ROWS_PER_STATEMENT) {
        await insertNews(tx, news.slice(from, from + ROWS_PER_STATEMENT))
      }
    },
  }
}

// The door to the trail: a write's event goes into the acting transaction; a read's or a refusal's is durable before
// the answer leaves. Reads that arrive while a commit is under way share the next one.
import pg from 'pg'
import type { Ctx } from '../../platform/ctx.ts'
import type { Tx } from '../../platform/db/database.ts'
import type { PlatformDeps } from '../../platform/deps.ts'
import { ChartroomError } from '../../platform/errors.ts'
import { type AuditEvent, rowOf, type WrittenRow } from './event.ts'
import { insertEventIn, insertEvents } from './event-store.ts'

export type Audit = {
  /** Records a write in the acting transaction: both happen or neither. */
  writeIn(tx: Tx, ctx: Ctx, event: AuditEvent): Promise<void>
  /** The same for a raw client inside its transaction, and for many events at once. */
  writeManyIn(client: pg.ClientBase, ctx: Ctx, events: readonly AuditEvent[]): Promise<void>
  /** Records an access; resolves when it is durable. Run it beside the read and await both. */
  read(ctx: Ctx, event: AuditEvent): Promise<void>
  /** Records that the actor was told no; resolves when it is durable. */
  refuse(ctx: Ctx, event: AuditEvent): Promise<void>
  /** Waits for everything that was asked for, then gives the connection back. Later calls are rejected. */
  close(): Promise<void>
}

export type AuditNeeds = Pick<PlatformDeps, 'db' | 'metrics'>

export function openAudit({ db, metrics }: AuditNeeds): Audit {
  const batches = openBatches(db.pool)
  const count = (outcome: 'done' | 'refused', events: number) => metrics.auditEvents.inc({ outcome }, events)
  return {
    async writeIn(tx, ctx, event) {
      await insertEventIn(tx, rowOf(ctx, event, 'done'))
      count('done', 1)
    },
    async writeManyIn(client, ctx, events) {
      await insertEvents(
        client,
        events.map((event) => rowOf(ctx, event, 'done')),
      )
      count('done', events.length)
    },
    async read(ctx, event) {
      await batches.add(rowOf(ctx, event, 'done'))
      count('done', 1)
    },
    async refuse(ctx, event) {
      await batches.add(rowOf(ctx, event, 'refused'))
      count('refused', 1)
    },
    close: batches.close,
  }
}

type Waiting = { readonly row: WrittenRow; resolve(): void; reject(thrown: unknown): void }

// A few thousand rows a statement keep one commit short when a burst arrives.
const ROWS_PER_COMMIT_MAX = 2_000

/**
 * Group commit. The connection is its own: a use case that holds the pool's last client while it awaits its event
 * would otherwise wait for itself.
 */
function openBatches(shared: pg.Pool) {
  const pool = new pg.Pool({ ...shared.options, max: 1, idleTimeoutMillis: 0 })
  pool.on('error', () => undefined)
  const waiting: Waiting[] = []
  let running: Promise<void> | undefined
  let closed = false

  async function run(): Promise<void> {
    while (waiting.length > 0) {
      const batch = waiting.splice(0, ROWS_PER_COMMIT_MAX)
      try {
        await insertEvents(
          pool,
          batch.map((one) => one.row),
        )
        for (const one of batch) one.resolve()
      } catch (thrown) {
        const failure = notRecorded(thrown)
        for (const one of batch) one.reject(failure)
      }
    }
    running = undefined
  }

  return {
    add(row: WrittenRow): Promise<void> {
      if (closed) return Promise.reject(notRecorded(new Error('the trail is closed')))
      return new Promise((resolve, reject) => {
        waiting.push({ row, resolve, reject })
        running ??= run()
      })
    },
    async close(): Promise<void> {
      closed = true
      await running
      if (!pool.ended) await pool.end()
    },
  }
}

function notRecorded(cause: unknown): ChartroomError {
  return new ChartroomError(
    'unavailable',
    'audit.not_recorded',
    'This access could not be recorded in the trail, so it was not given. Try again in a moment.',
    { alarming: true, cause },
  )
}

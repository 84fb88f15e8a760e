// SQL for the outbox and its deliveries.
import { sql } from 'kysely'
import type { Db, Tx } from '../db/database.ts'
import type { News } from './outbox.ts'

export const OUTBOX_CHANNEL = 'chartroom_outbox'

export async function insertNews(tx: Tx, news: readonly News[]): Promise<void> {
  const rows = JSON.stringify(
    news.map(({ topic, subject, details }) => ({ topic, subject, details: details ?? null })),
  )
  await sql`
    insert into platform.outbox (topic, subject, details)
    select topic, subject, details from jsonb_to_recordset(${rows}::jsonb) as n(topic text, subject text, details jsonb)
    on conflict (xid, topic, subject) do nothing`.execute(tx)
  await sql`select pg_notify(${OUTBOX_CHANNEL}, '')`.execute(tx)
}

/** Turns committed news into one delivery per reaction; returns how many news were taken. */
export async function spreadNews(
  db: Db,
  reactions: readonly { name: string; topic: string }[],
  limit: number,
): Promise<number> {
  const spread = await sql<{ taken: number }>`
    with taken as (
      delete from platform.outbox where outbox_id in (
        select outbox_id from platform.outbox order by outbox_id limit ${limit} for update skip locked)
      returning outbox_id, topic, subject, details
    ), newest as (
      select distinct on (topic, subject) topic, subject, details from taken order by topic, subject, outbox_id desc
    ), spread as (
      insert into platform.outbox_delivery (reaction, topic, subject, details)
      select r.name, n.topic, n.subject, n.details
      from newest n join jsonb_to_recordset(${JSON.stringify(reactions)}::jsonb) as r(name text, topic text) using (topic)
      on conflict (reaction, topic, subject) where claimed_until is null and parked_at is null
        do update set details = excluded.details
    )
    select count(*) as taken from taken`.execute(db)
  return spread.rows[0]?.taken ?? 0
}

export type Delivery = News & {
  readonly deliveryId: number
  readonly reaction: string
  readonly attempts: number
}

/** Takes due deliveries for a while; whoever dies with one loses it when the time is over. */
export async function claimDeliveries(
  db: Db,
  reactions: readonly string[],
  limit: number,
  leaseSeconds: number,
): Promise<Delivery[]> {
  const claimed = await sql<{
    delivery_id: number
    reaction: string
    topic: string
    subject: string
    details: News['details'] | null
    attempts: number
  }>`
    update platform.outbox_delivery
    set claimed_until = now() + make_interval(secs => ${leaseSeconds}), attempts = attempts + 1
    where delivery_id in (
      select delivery_id from platform.outbox_delivery
      where reaction = any(${reactions}) and parked_at is null and due_at <= now()
        and (claimed_until is null or claimed_until < now())
      order by due_at limit ${limit} for update skip locked)
    returning delivery_id, reaction, topic, subject, details, attempts`.execute(db)
  return claimed.rows.map((row) => ({
    deliveryId: row.delivery_id,
    reaction: row.reaction,
    topic: row.topic,
    subject: row.subject,
    attempts: row.attempts,
    ...(row.details ? { details: row.details } : {}),
  }))
}

export async function removeDelivery(db: Db, deliveryId: number): Promise<void> {
  await sql`delete from platform.outbox_delivery where delivery_id = ${deliveryId}`.execute(db)
}

/** Puts a failed delivery back, later; when fresh news about the same subject wait, those stand for it. */
export async function postponeDelivery(
  db: Db,
  deliveryId: number,
  later: { seconds: number; error: string; park: boolean },
): Promise<void> {
  await sql`
    with twin as (
      select 1 from platform.outbox_delivery d
      join platform.outbox_delivery w using (reaction, topic, subject)
      where d.delivery_id = ${deliveryId} and w.delivery_id <> d.delivery_id
        and w.claimed_until is null and w.parked_at is null
    ), gone as (
      delete from platform.outbox_delivery where delivery_id = ${deliveryId} and exists (select 1 from twin)
    )
    update platform.outbox_delivery
    set due_at = now() + make_interval(secs => ${later.seconds}), last_error = ${later.error}, claimed_until = null,
      parked_at = case when ${later.park} then now() end
    where delivery_id = ${deliveryId} and not exists (select 1 from twin)`.execute(db)
}

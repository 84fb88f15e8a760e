// All SQL that reads the trail for people. Pages go by key (time, event id), newest first.
import { type SqlBool, sql } from 'kysely'
import type { Db } from '../../platform/db/database.ts'
import type { Outcome } from './event.ts'

export type TrailQuery = {
  readonly from?: string | undefined
  readonly to?: string | undefined
  readonly action?: string | undefined
  readonly outcome?: Outcome | undefined
  readonly actorIds?: readonly string[] | undefined
  readonly personId?: string | undefined
  readonly recordIds?: readonly string[] | undefined
}

/** The last row of the page before: microseconds since 1970, and the event's id. */
export type TrailKey = { readonly micros: number; readonly eventId: number }

export type TrailRow = {
  readonly event_id: number
  readonly micros: number
  readonly outcome: Outcome
  readonly action: string
  readonly actor_kind: string
  readonly actor_id: string
  readonly actor_name: string
  readonly roles: string[]
  readonly purpose: string
  readonly reason: string | null
  readonly program: string
  readonly request_id: string
  readonly address: string | null
  readonly session_id: string | null
  readonly person_id: string | null
  readonly record_id: string | null
  readonly encounter_id: string | null
  readonly subject_kind: string | null
  readonly subject_id: string | null
  readonly details: Record<string, unknown> | null
}

export async function listTrail(
  db: Db,
  query: TrailQuery,
  after: TrailKey | undefined,
  limit: number,
): Promise<TrailRow[]> {
  const conditions = [sql<SqlBool>`true`]
  if (query.from !== undefined) conditions.push(sql`at >= ${query.from}::timestamptz`)
  if (query.to !== undefined) conditions.push(sql`at < ${query.to}::timestamptz`)
  if (query.action !== undefined) conditions.push(sql`action = ${query.action}`)
  if (query.outcome !== undefined) conditions.push(sql`outcome = ${query.outcome}`)
  if (query.actorIds !== undefined) conditions.push(sql`actor_id = any(${[...query.actorIds]}::text[])`)
  const aboutPerson = sql<SqlBool>`person_id = ${query.personId ?? null}::uuid`
  const aboutRecords = sql<SqlBool>`record_id = any(${[...(query.recordIds ?? [])]}::uuid[])`
  if (query.personId !== undefined && query.recordIds?.length) {
    conditions.push(sql`(${aboutPerson} or ${aboutRecords})`)
  } else if (query.personId !== undefined) conditions.push(aboutPerson)
  else if (query.recordIds?.length) conditions.push(aboutRecords)
  if (after !== undefined) {
    conditions.push(
      sql`(at, event_id) < ('epoch'::timestamptz + ${after.micros} * interval '1 microsecond', ${after.eventId})`,
    )
  }
  const found = await sql<TrailRow>`
    select event_id, (extract(epoch from at) * 1000000)::bigint as micros, outcome, action, actor_kind, actor_id,
      actor_name, roles, purpose, reason, program, request_id, address, session_id, person_id, record_id,
      encounter_id, subject_kind, subject_id, details
    from audit.event where ${sql.join(conditions, sql` and `)}
    order by at desc, event_id desc limit ${limit}`.execute(db)
  return found.rows
}

/**
 * The ids of whoever has this id, or had this whole name at their last act. Jumps from one actor to the next in the
 * index, so that a long trail costs no more than a short one.
 */
export async function findActorIds(db: Db, idOrName: string): Promise<string[]> {
  const found = await sql<{ actor_id: string }>`
    with recursive actor as (
      (select actor_id from audit.event order by actor_id limit 1)
      union all
      select (select e.actor_id from audit.event e where e.actor_id > actor.actor_id order by e.actor_id limit 1)
      from actor where actor.actor_id is not null
    )
    select actor.actor_id from actor
    cross join lateral (
      select actor_name from audit.event e where e.actor_id = actor.actor_id order by e.at desc limit 1
    ) as last
    where actor.actor_id = ${idOrName} or lower(last.actor_name) = lower(${idOrName})`.execute(db)
  return found.rows.map((row) => row.actor_id)
}

export type StoredVerification = { readonly verdict: unknown; readonly by: string }

export async function findLastVerification(db: Db): Promise<StoredVerification | undefined> {
  const found = await sql<StoredVerification>`
    select verdict, actor_name as by from audit.verification order by verification_id desc limit 1`.execute(
    db,
  )
  return found.rows[0]
}

export async function insertVerification(
  db: Db,
  row: { verifiedAt: string; actorId: string; actorName: string; verdict: object },
): Promise<void> {
  await sql`insert into audit.verification (verified_at, actor_id, actor_name, verdict)
    values (${row.verifiedAt}, ${row.actorId}, ${row.actorName}, ${JSON.stringify(row.verdict)}::jsonb)`.execute(
    db,
  )
}

// All SQL for access.restriction and access.relationship.
import type pg from 'pg'
import type { Db, Tx } from '../../platform/db/database.ts'

export type ScopeRow = {
  readonly hidden: readonly string[]
  readonly opened_persons: readonly string[]
  readonly opened_encounters: readonly string[]
}

const SCOPE = {
  name: 'access_scope',
  text: `select
      array(select distinct person_id::text from access.restriction
            where lifted_at is null and (actor_id = $1 or role = any($2::text[]))) as hidden,
      array(select distinct person_id::text from access.relationship
            where $3::boolean and actor_id = $1 and encounter_id is null
              and valid_from <= $4 and (valid_until is null or valid_until > $4)) as opened_persons,
      array(select distinct encounter_id::text from access.relationship
            where $3::boolean and actor_id = $1 and encounter_id is not null
              and valid_from <= $4 and (valid_until is null or valid_until > $4)) as opened_encounters`,
}

/** On the way of every read of patient data: one named prepared statement over three partial indexes. */
export async function findScope(
  pool: pg.Pool,
  who: { actorId: string; roles: readonly string[]; withRelationships: boolean; at: Date },
): Promise<ScopeRow> {
  const values = [who.actorId, who.roles, who.withRelationships, who.at]
  const result = await pool.query<ScopeRow>({ ...SCOPE, values })
  return result.rows[0] ?? { hidden: [], opened_persons: [], opened_encounters: [] }
}

export async function insertRestriction(
  tx: Tx,
  restriction: {
    restrictionId: string
    personId: string
    actorId: string | null
    role: string | null
    reason: string
    at: Date
    by: string
  },
): Promise<void> {
  await tx
    .insertInto('access.restriction')
    .values({
      restriction_id: restriction.restrictionId,
      person_id: restriction.personId,
      actor_id: restriction.actorId,
      role: restriction.role,
      reason: restriction.reason,
      placed_at: restriction.at,
      placed_by: restriction.by,
    })
    .execute()
}

/** The person it was about; undefined when it was lifted before or never placed. */
export async function setLifted(
  tx: Tx,
  restrictionId: string,
  lift: { at: Date; by: string },
): Promise<string | undefined> {
  const row = await tx
    .updateTable('access.restriction')
    .set({ lifted_at: lift.at, lifted_by: lift.by })
    .where('restriction_id', '=', restrictionId)
    .where('lifted_at', 'is', null)
    .returning('person_id')
    .executeTakeFirst()
  return row?.person_id
}

export async function insertRelationship(
  tx: Tx,
  relationship: {
    relationshipId: string
    actorId: string
    personId: string
    encounterId: string | null
    kind: string
    from: Date
    until: Date | null
    by: string
  },
): Promise<void> {
  await tx
    .insertInto('access.relationship')
    .values({
      relationship_id: relationship.relationshipId,
      actor_id: relationship.actorId,
      person_id: relationship.personId,
      encounter_id: relationship.encounterId,
      kind: relationship.kind,
      valid_from: relationship.from,
      valid_until: relationship.until,
      created_by: relationship.by,
    })
    .execute()
}

export function selectRestrictions(db: Db | Tx, personId: string) {
  return db
    .selectFrom('access.restriction')
    .select(['restriction_id', 'actor_id', 'role', 'reason', 'placed_at', 'placed_by'])
    .where('person_id', '=', personId)
    .where('lifted_at', 'is', null)
    .orderBy('placed_at')
    .execute()
}

// Placing and lifting restrictions, recording relationships: the facts that everything else reads.
import type { Ctx } from '../../platform/ctx.ts'
import { newId } from '../../platform/ids.ts'
import type { Deps } from '../audit/public.ts'
import { requirePermission } from '../identity/public.ts'
import { forgetScopes } from './compute-scope.ts'
import { badPeriod, restrictionNotFound } from './errors.ts'
import { insertRelationship, insertRestriction, selectRestrictions, setLifted } from './fact-store.ts'

/** Whom a restriction keeps out: one actor, or everybody with a role. */
export type KeptOut = { readonly actorId: string } | { readonly role: string }

export type Restriction = {
  readonly restrictionId: string
  readonly keptOut: KeptOut
  readonly reason: string
  readonly placedAt: Date
  readonly placedBy: string
}

/** From the next request on, the person is "not there" for them. Returns the restriction's id. */
export async function placeRestriction(
  deps: Deps,
  ctx: Ctx,
  input: { personId: string; keptOut: KeptOut; reason: string },
): Promise<string> {
  await requirePermission(deps, ctx, 'access.manage', { personId: input.personId })
  const restrictionId = newId()
  const actorId = 'actorId' in input.keptOut ? input.keptOut.actorId : null
  const role = 'role' in input.keptOut ? input.keptOut.role : null
  const { personId, reason } = input

  await deps.db.kysely.transaction().execute(async (tx) => {
    const placed = { at: deps.clock.now(), by: ctx.actor.id }
    await insertRestriction(tx, { restrictionId, personId, actorId, role, reason, ...placed })
    await deps.audit.writeIn(tx, ctx, {
      action: 'access.restriction_placed',
      personId,
      subjectKind: 'restriction',
      subjectId: restrictionId,
      details: { actorId, role },
    })
  })
  forgetScopes(deps)
  return restrictionId
}

export async function liftRestriction(deps: Deps, ctx: Ctx, restrictionId: string): Promise<void> {
  const about = { subjectKind: 'restriction', subjectId: restrictionId }
  await requirePermission(deps, ctx, 'access.manage', about)
  await deps.db.kysely.transaction().execute(async (tx) => {
    const personId = await setLifted(tx, restrictionId, { at: deps.clock.now(), by: ctx.actor.id })
    if (personId === undefined) throw restrictionNotFound()
    await deps.audit.writeIn(tx, ctx, { ...about, action: 'access.restriction_lifted', personId })
  })
  forgetScopes(deps)
}

export async function listRestrictions(deps: Deps, ctx: Ctx, personId: string): Promise<Restriction[]> {
  await requirePermission(deps, ctx, 'access.manage', { personId })
  const [rows] = await Promise.all([
    selectRestrictions(deps.db.kysely, personId),
    deps.audit.read(ctx, { action: 'access.restrictions_listed', personId }),
  ])
  return rows.map((row) => ({
    restrictionId: row.restriction_id,
    keptOut: row.actor_id === null ? { role: row.role ?? '' } : { actorId: row.actor_id },
    reason: row.reason,
    placedAt: row.placed_at,
    placedBy: row.placed_by,
  }))
}

export type NewRelationship = {
  readonly actorId: string
  readonly personId: string
  /** Narrows it to one encounter. */
  readonly encounterId?: string | undefined
  readonly kind: 'care_team' | 'author' | 'assigned_work' | 'invited'
  readonly from: Date
  readonly until?: Date | undefined
}

/** Opens, while it is valid, what labels close on this person's chart or this encounter. Returns its id. */
export async function recordRelationship(deps: Deps, ctx: Ctx, input: NewRelationship): Promise<string> {
  const { actorId, personId, kind, from } = input
  await requirePermission(deps, ctx, 'access.manage', { personId })
  if (input.until && input.until <= from) throw badPeriod()

  const relationshipId = newId()
  const encounterId = input.encounterId ?? null
  await deps.db.kysely.transaction().execute(async (tx) => {
    const row = { relationshipId, actorId, personId, encounterId, kind, from, until: input.until ?? null }
    await insertRelationship(tx, { ...row, by: ctx.actor.id })
    await deps.audit.writeIn(tx, ctx, {
      action: 'access.relationship_recorded',
      personId,
      encounterId: input.encounterId,
      subjectKind: 'relationship',
      subjectId: relationshipId,
      details: { actorId, kind },
    })
  })
  forgetScopes(deps)
  return relationshipId
}

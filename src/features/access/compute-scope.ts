// The scope of a request: read from the facts once, and remembered with the Ctx that it belongs to.
import type { Ctx } from '../../platform/ctx.ts'
import type { Deps } from '../audit/public.ts'
import { may } from '../identity/public.ts'
import { type AccessScope, closedWithout } from './access-scope.ts'
import { findScope } from './fact-store.ts'

const scopes = new WeakMap<Ctx, Promise<AccessScope>>()

/** A failed read is not remembered. */
export function accessScope(deps: Pick<Deps, 'db' | 'clock'>, ctx: Ctx): Promise<AccessScope> {
  const known = scopes.get(ctx)
  if (known) return known
  const computed = computeScope(deps, ctx)
  scopes.set(ctx, computed)
  computed.catch(() => scopes.delete(ctx))
  return computed
}

async function computeScope(deps: Pick<Deps, 'db' | 'clock'>, ctx: Ctx): Promise<AccessScope> {
  const closed = closedWithout(may(ctx, 'sensitive.read'))
  const row = await findScope(deps.db.pool, {
    actorId: ctx.actor.id,
    roles: ctx.actor.roles,
    withRelationships: closed.length > 0,
    at: deps.clock.now(),
  })
  return {
    hiddenPersons: new Set(row.hidden),
    closed,
    openedPersons: new Set(row.opened_persons),
    openedEncounters: new Set(row.opened_encounters),
  }
}

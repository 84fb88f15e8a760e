// The scope of a request: read from the facts and believed for less than a second, as sessions are, so that a reader who
// turns page after page does not ask for the same facts each time. What this process itself keeps takes effect at once;
// what another server keeps, within that second.
import type { Ctx } from '../../platform/ctx.ts'
import type { Database } from '../../platform/db/database.ts'
import type { Deps } from '../audit/public.ts'
import { may } from '../identity/public.ts'
import { type AccessScope, closedWithout } from './access-scope.ts'
import { findScope } from './fact-store.ts'

const BELIEVED_MS = 750
const REMEMBERED_MAX = 5_000

type Remembered = { readonly scope: Promise<AccessScope>; readonly readAtMs: number }

const ofRequest = new WeakMap<Ctx, Promise<AccessScope>>()
const ofDatabase = new WeakMap<Database, Map<string, Remembered>>()

/** One request sees one scope from beginning to end. A failed read is not remembered. */
export function accessScope(deps: Pick<Deps, 'db' | 'clock'>, ctx: Ctx): Promise<AccessScope> {
  const known = ofRequest.get(ctx)
  if (known) return known
  const scope = recentScope(deps, ctx)
  ofRequest.set(ctx, scope)
  scope.catch(() => ofRequest.delete(ctx))
  return scope
}

/** After a fact was kept: every request that comes now reads the facts anew. */
export function forgetScopes(deps: Pick<Deps, 'db'>): void {
  ofDatabase.delete(deps.db)
}

// Remembered from the moment of asking: a question that was under way while a fact was kept is forgotten with the rest.
function recentScope(deps: Pick<Deps, 'db' | 'clock'>, ctx: Ctx): Promise<AccessScope> {
  const remembered = ofDatabase.get(deps.db) ?? new Map<string, Remembered>()
  ofDatabase.set(deps.db, remembered)
  const key = JSON.stringify([ctx.actor.id, ctx.actor.roles, may(ctx, 'sensitive.read')])
  const now = deps.clock.now().getTime()
  const known = remembered.get(key)
  const age = known ? now - known.readAtMs : -1
  if (known && age >= 0 && age < BELIEVED_MS) return known.scope

  if (remembered.size >= REMEMBERED_MAX) remembered.clear()
  const scope = computeScope(deps, ctx)
  remembered.set(key, { scope, readAtMs: now })
  scope.catch(() => remembered.delete(key))
  return scope
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

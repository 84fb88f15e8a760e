// Looking at the trail: filtered, by chart, by user. Each look is recorded too.
import type { Ctx } from '../../platform/ctx.ts'
import type { Deps } from './deps.ts'
import type { AuditAction } from './events.ts'
import { requireAuditPermission } from './permissions.ts'
import type { TrailFilter, TrailPage } from './schemas.ts'
import { entryOf, keyOf, readCursor, writeCursor } from './trail-entry.ts'
import { findActorIds, listTrail, type TrailQuery } from './trail-store.ts'

export type TrailDeps = Pick<Deps, 'db' | 'audit'>
export type Paging = { readonly cursor?: string | undefined; readonly limit: number }

export async function readTrail(
  deps: TrailDeps,
  ctx: Ctx,
  filter: TrailFilter,
  paging: Paging,
  action: AuditAction = 'audit.list',
): Promise<TrailPage> {
  await requireAuditPermission(deps.audit, ctx, 'audit.read', action)

  const after = readCursor(paging.cursor)
  const query = await resolveFilter(deps, filter)

  const [rows] = await Promise.all([
    listTrail(deps.db.kysely, query, after, paging.limit + 1),
    deps.audit.read(ctx, {
      action,
      personId: filter.personId,
      ...(filter.actor === undefined ? {} : { subjectKind: 'actor', subjectId: filter.actor }),
      details: { filters: Object.keys(filter).sort(), later: after !== undefined },
    }),
  ])

  const shown = rows.slice(0, paging.limit)
  const last = shown.at(-1)
  const hasMore = rows.length > shown.length && last !== undefined
  return { entries: shown.map(entryOf), next: hasMore ? writeCursor(keyOf(last)) : null }
}

/** Who looked at this chart. `recordIds`: the person's MPI records, for events that named only the record. */
export function readChartAccess(
  deps: TrailDeps,
  ctx: Ctx,
  { personId, recordIds, ...paging }: { personId: string; recordIds?: string[] | undefined } & Paging,
): Promise<TrailPage> {
  return readTrail(deps, ctx, { personId, recordIds }, paging, 'audit.chart_access')
}

/** What this user, job or feed opened and did. */
export function readUserActivity(
  deps: TrailDeps,
  ctx: Ctx,
  {
    actor,
    from,
    to,
    ...paging
  }: { actor: string; from?: string | undefined; to?: string | undefined } & Paging,
): Promise<TrailPage> {
  return readTrail(deps, ctx, { actor, from, to }, paging, 'audit.user_activity')
}

export async function resolveFilter(
  deps: Pick<Deps, 'db'>,
  { actor, ...rest }: TrailFilter,
): Promise<TrailQuery> {
  return actor === undefined ? rest : { ...rest, actorIds: await findActorIds(deps.db.kysely, actor) }
}

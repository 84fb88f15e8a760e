// Who reads which chart: the person's records, and what of them is closed to this actor. Every read of a chart begins
// here; a chart that isn't there and one that may not be seen get the same answer, and the trail knows which it was.
import type { Ctx } from '../../platform/ctx.ts'
import { accessScope, closedLabels, mayFindPerson } from '../access/public.ts'
import type { Deps } from '../audit/public.ts'
import { type Permission, requirePermission } from '../identity/public.ts'
import { linksOfPerson } from '../patients/public.ts'
import type { ClosedLabels } from './chart-line.ts'
import { noSuchChart } from './errors.ts'
import type { ChartAction } from './events.ts'

export type ChartReader = {
  readonly personId: string
  readonly recordIds: readonly string[]
  readonly closed: ClosedLabels
}

/** Throws `charts.no_such_chart`, or the refusal of the permission; both stand on the trail before they are told. */
export async function chartReader(
  deps: Deps,
  ctx: Ctx,
  personId: string,
  action: ChartAction,
  permission: Permission = 'chart.read',
): Promise<ChartReader> {
  await requirePermission(deps, ctx, permission, { personId })
  const [scope, links] = await Promise.all([accessScope(deps, ctx), linksOfPerson(deps.db.pool, personId)])
  const [first] = links
  if (!first || !mayFindPerson(scope, first.personId)) {
    await deps.audit.refuse(ctx, {
      action,
      personId,
      details: { reason: first ? 'restricted' : 'not_found' },
    })
    throw noSuchChart()
  }
  return {
    personId: first.personId,
    recordIds: links.map((link) => link.recordId),
    closed: closedLabels(scope, first.personId),
  }
}

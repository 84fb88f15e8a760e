// The supervisor's part: giving work to somebody, and saying what comes first.
import type { Ctx } from '../../platform/ctx.ts'
import type { Deps } from '../audit/public.ts'
import { findUser, permissionsOf, requirePermission, selectUsers } from '../identity/public.ts'
import { actOnItem } from './act-on-item.ts'
import { noSuchColleague } from './errors.ts'
import type { WorkItem } from './item-store.ts'
import type { Priority } from './kinds.ts'

export type Colleague = { readonly userId: string; readonly name: string; readonly roles: readonly string[] }

/** Gives an item to one user, or back to everybody with its role. Whoever else holds it loses it. */
export async function assignItem(
  deps: Deps,
  ctx: Ctx,
  workItemId: string,
  to: { readonly userId: string } | null,
): Promise<WorkItem> {
  await requirePermission(deps, ctx, 'work.assign', { subjectKind: 'work_item', subjectId: workItemId })
  const user = to === null ? null : await findUser(deps.db.kysely, to.userId)
  const isFit = user && user.deactivatedAt === null && permissionsOf(user.roles).has('work.claim')
  if (to !== null && !isFit) throw noSuchColleague()

  return actOnItem(deps, ctx, {
    workItemId,
    permission: 'work.assign',
    act: { act: 'assign', to: user ? { id: user.userId, name: user.displayName } : null },
    recordedAs: { act: 'assigned', details: { to: to?.userId ?? null } },
  })
}

/** Raising the item again leaves this priority as it is. */
export async function reprioritise(
  deps: Deps,
  ctx: Ctx,
  workItemId: string,
  priority: Priority,
): Promise<WorkItem> {
  return actOnItem(deps, ctx, {
    workItemId,
    permission: 'work.assign',
    act: { act: 'reprioritise', priority },
    recordedAs: { act: 'reprioritised', details: { priority } },
  })
}

/** To whom work can be given. */
export async function listPeople(deps: Deps, ctx: Ctx): Promise<Colleague[]> {
  await requirePermission(deps, ctx, 'work.assign')
  const users = await selectUsers(deps.db.kysely)
  return users
    .filter((user) => user.deactivatedAt === null && permissionsOf(user.roles).has('work.claim'))
    .map((user) => ({ userId: user.userId, name: user.displayName, roles: user.roles }))
}

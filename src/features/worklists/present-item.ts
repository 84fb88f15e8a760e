// How an item leaves the server: an expired claim is none, and what the asker may do with it stands beside it.
import type { Ctx } from '../../platform/ctx.ts'
import { isRole, may, ROLE_NAMES } from '../identity/public.ts'
import { workerOf } from './act-on-item.ts'
import type { WorkItem } from './item-store.ts'
import type { WorkItemView } from './schemas.ts'
import { claimRefusal, withoutExpired } from './work-item.ts'

export function presentItem(ctx: Ctx, stored: WorkItem, now: Date): WorkItemView {
  const item = withoutExpired(stored, now)
  const { claim, closed } = item
  const who = workerOf(ctx)
  const isMine = claim?.by.id === who.id
  const mayClaim = may(ctx, 'work.claim')
  return {
    workItemId: item.workItemId,
    kind: item.kind,
    title: item.title,
    queue: item.queue,
    role: item.role,
    roleName: item.role !== null && isRole(item.role) ? ROLE_NAMES[item.role] : item.role,
    subjectKind: item.subjectKind,
    subjectId: item.subjectId,
    personId: item.personId,
    recordId: item.recordId,
    encounterId: item.encounterId,
    owner: item.owner,
    holder: claim && {
      ...claim.by,
      since: claim.at.toISOString(),
      until: claim.expiresAt.toISOString(),
    },
    dueOn: item.dueOn,
    priority: item.priority,
    state: item.state,
    outcome: closed?.outcome ?? null,
    reason: closed?.reason ?? null,
    spentSeconds: Math.round(item.spentMs / 1000),
    openedAt: item.openedAt.toISOString(),
    closedAt: closed?.at.toISOString() ?? null,
    version: item.version,
    may: {
      claim: mayClaim && claim === null && claimRefusal(item, who, now) === null,
      release: mayClaim && claim !== null && (isMine || who.mayAssign),
      finish: mayClaim && isMine,
      direct: who.mayAssign && closed === null,
    },
  }
}

// One act on one item: the way that every use case below goes. The row is locked, so of two who claim at the same time
// one waits, reads what the other made of it, and is told.
import type { Ctx } from '../../platform/ctx.ts'
import type { Tx } from '../../platform/db/database.ts'
import { accessScope, canSee } from '../access/public.ts'
import type { Deps } from '../audit/public.ts'
import { may, type Permission, requirePermission } from '../identity/public.ts'
import { noSuchItem, refusedAct } from './errors.ts'
import { type Change, type HistoryAct, insertHistory } from './history-store.ts'
import { findItem, lockItem, updateItem, type Visible, type WorkItem } from './item-store.ts'
import { publishChange } from './live-news.ts'
import { aboutItem } from './raise-items.ts'
import { type Act, decide, type Worker, withoutExpired } from './work-item.ts'

export type RecordedAs = {
  readonly act: Exclude<HistoryAct, 'raised' | 'raised_again' | 'claim_expired'>
  readonly reason?: string | null | undefined
  readonly details?: Readonly<Record<string, string | number | boolean | null>> | undefined
}

/** Throws a conflict with a sentence when the act may not happen. Returns the item as it is afterwards. */
export async function actOnItem(
  deps: Deps,
  ctx: Ctx,
  input: {
    readonly workItemId: string
    readonly permission: Permission
    readonly act: Act
    readonly recordedAs: RecordedAs
    /** Looks at the locked item before the act; throws to stop it. */
    readonly check?: (item: WorkItem) => void
  },
): Promise<WorkItem> {
  const { workItemId, act, recordedAs } = input
  await requirePermission(deps, ctx, input.permission, { subjectKind: 'work_item', subjectId: workItemId })

  const visible = await visibleItems(deps, ctx)
  const done = await deps.db.kysely.transaction().execute(async (tx) => {
    const item = await lockItem(tx, workItemId, visible)
    if (!item) return undefined
    input.check?.(item)

    const decision = decide(item, workerOf(ctx), act, deps.clock.now())
    if (!decision.ok) throw refusedAct(decision.refusal, deps.config.timeZone)

    return keepAct(deps, tx, ctx, item, decision.after, recordedAs)
  })
  return done ?? (await missing(deps, ctx, workItemId))
}

/** Stores what became of a locked item, with its history, its event and the news. */
export async function keepAct(
  deps: Pick<Deps, 'audit' | 'clock' | 'live'>,
  tx: Tx,
  ctx: Ctx,
  before: WorkItem,
  after: WorkItem,
  recordedAs: RecordedAs,
): Promise<WorkItem> {
  const changes = changesOf(before, after, ctx, recordedAs, deps.clock.now())
  const version = before.version + changes.length

  await updateItem(tx, after, version)
  await insertHistory(tx, changes)

  await deps.audit.writeIn(tx, ctx, {
    ...aboutItem(after),
    action: `worklists.${recordedAs.act}`,
    details: { kind: after.kind, queue: after.queue, ...recordedAs.details },
  })
  await publishChange(deps, tx, { queue: after.queue, workItemId: after.workItemId })
  return { ...after, version }
}

function changesOf(before: WorkItem, after: WorkItem, ctx: Ctx, as: RecordedAs, now: Date): Change[] {
  const by = { id: ctx.actor.id, name: ctx.actor.name }
  const free = withoutExpired(before, now)
  const expired: Change[] =
    free !== before && before.claim !== null
      ? [
          {
            item: free,
            act: 'claim_expired',
            version: before.version + 1,
            at: before.claim.expiresAt,
            by: before.claim.by,
          },
        ]
      : []
  const version = before.version + expired.length + 1
  return [...expired, { item: after, act: as.act, version, at: now, by, reason: as.reason }]
}

export async function visibleItems(deps: Deps, ctx: Ctx): Promise<Visible> {
  return canSee(await accessScope(deps, ctx), { person: 'i.person_id' })
}

export function workerOf(ctx: Ctx): Worker {
  const { id, name, roles } = ctx.actor
  return { id, name, roles, mayAssign: may(ctx, 'work.assign') }
}

/** One answer for what is not there and what is hidden; only the trail knows which it was. */
export async function missing(deps: Deps, ctx: Ctx, workItemId: string): Promise<never> {
  const hidden = await findItem(deps.db.kysely, workItemId, canSee(OPEN, {}))
  if (hidden) await deps.audit.refuse(ctx, { ...aboutItem(hidden), action: 'worklists.read' })
  throw noSuchItem()
}

const OPEN = {
  hiddenPersons: new Set<string>(),
  closed: [],
  openedPersons: new Set<string>(),
  openedEncounters: new Set<string>(),
}

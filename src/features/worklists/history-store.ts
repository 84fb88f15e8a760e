// All SQL for worklists.work_item_history: one row for each change, with what the item was afterwards.
import type { Db, Tx } from '../../platform/db/database.ts'
import type { WorkItem } from './item-store.ts'
import type { Someone } from './work-item.ts'

export type HistoryAct =
  | 'raised'
  | 'raised_again'
  | 'claimed'
  | 'claim_expired'
  | 'released'
  | 'finished'
  | 'cancelled'
  | 'settled'
  | 'assigned'
  | 'reprioritised'

// A statement takes 65,535 parameters at most.
const ROWS_MAX = 2_000

export type Change = {
  readonly item: WorkItem
  readonly act: HistoryAct
  readonly version: number
  readonly at: Date
  readonly by: Someone
  /** Given with the act, when the item itself keeps none. */
  readonly reason?: string | null | undefined
}

export async function insertHistory(tx: Tx, changes: readonly Change[]): Promise<void> {
  for (let from = 0; from < changes.length; from += ROWS_MAX) {
    const rows = changes.slice(from, from + ROWS_MAX).map(rowOf)
    await tx.insertInto('worklists.work_item_history').values(rows).execute()
  }
}

function rowOf({ item, act, version, at, by, reason }: Change) {
  return {
    work_item_id: item.workItemId,
    version,
    act,
    at,
    actor_id: by.id,
    actor_name: by.name,
    state: item.state,
    holder_id: item.claim?.by.id ?? null,
    holder_name: item.claim?.by.name ?? null,
    owner_id: item.owner?.id ?? null,
    owner_name: item.owner?.name ?? null,
    priority: item.priority,
    due_on: item.dueOn,
    outcome: item.closed?.outcome ?? null,
    reason: item.closed?.reason ?? reason ?? null,
    spent_ms: Math.round(item.spentMs),
  }
}

export function selectHistory(db: Db | Tx, workItemId: string) {
  return db
    .selectFrom('worklists.work_item_history')
    .select([
      'version',
      'act',
      'at',
      'actor_name',
      'state',
      'holder_name',
      'owner_name',
      'priority',
      'due_on',
      'outcome',
      'reason',
      'spent_ms',
    ])
    .where('work_item_id', '=', workItemId)
    .orderBy('version')
    .execute()
}

// The SQL that raises work items in bulk.
import { sql } from 'kysely'
import type { Tx } from '../../platform/db/database.ts'
import { itemOf, items, type WorkItem } from './item-store.ts'

export type RaiseRow = {
  readonly work_item_id: string
  readonly kind: string
  readonly subject_kind: string
  readonly subject_id: string
  readonly person_id: string | null
  readonly record_id: string | null
  readonly encounter_id: string | null
  readonly title: string
  readonly queue: string
  readonly role: string | null
  readonly owner_id: string | null
  readonly owner_name: string | null
  readonly priority: number
  readonly due_on: string
  readonly opened_at: string
}

/**
 * Inserts what is new and updates what waits already; what is the same is left alone and not in the answer. A holder
 * keeps the claim, an owner the item, and a priority that a person chose stays.
 */
export async function upsertItems(
  tx: Tx,
  rows: readonly RaiseRow[],
  openedBy: string,
): Promise<{ item: WorkItem; isNew: boolean }[]> {
  // Ordered, so that two who raise the same items at once do not wait for each other in a circle.
  const changed = await sql<{ work_item_id: string; is_new: boolean }>`
    insert into worklists.work_item as i (work_item_id, kind, subject_kind, subject_id, person_id, record_id,
      encounter_id, title, queue, role, owner_id, owner_name, priority, due_on, opened_at, opened_by)
    select r.work_item_id, r.kind, r.subject_kind, r.subject_id, r.person_id, r.record_id, r.encounter_id, r.title,
      r.queue, r.role, r.owner_id, r.owner_name, r.priority, r.due_on, r.opened_at, ${openedBy}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (work_item_id uuid, kind text, subject_kind text,
      subject_id text, person_id uuid, record_id uuid, encounter_id uuid, title text, queue text, role text,
      owner_id text, owner_name text, priority smallint, due_on date, opened_at timestamptz)
    order by r.kind, r.subject_kind, r.subject_id
    on conflict (kind, subject_kind, subject_id) where state in ('open', 'claimed') do update set
      person_id = coalesce(excluded.person_id, i.person_id),
      record_id = coalesce(excluded.record_id, i.record_id),
      encounter_id = coalesce(excluded.encounter_id, i.encounter_id),
      title = excluded.title,
      queue = excluded.queue,
      role = excluded.role,
      priority = case when i.priority_is_chosen then i.priority else excluded.priority end,
      due_on = excluded.due_on,
      version = i.version + 1
    where (coalesce(excluded.person_id, i.person_id), coalesce(excluded.record_id, i.record_id),
        coalesce(excluded.encounter_id, i.encounter_id), excluded.title, excluded.queue, excluded.role,
        case when i.priority_is_chosen then i.priority else excluded.priority end, excluded.due_on)
      is distinct from (i.person_id, i.record_id, i.encounter_id, i.title, i.queue, i.role, i.priority, i.due_on)
    returning i.work_item_id, (i.version = 1) as is_new`.execute(tx)
  if (changed.rows.length === 0) return []

  const isNew = new Map(changed.rows.map((row) => [row.work_item_id, row.is_new]))
  const found = await items(tx)
    .where(sql<boolean>`i.work_item_id = any(${[...isNew.keys()]}::uuid[])`)
    .orderBy('i.work_item_id')
    .execute()
  return found.map((row) => ({ item: itemOf(row), isNew: isNew.get(row.work_item_id) === true }))
}

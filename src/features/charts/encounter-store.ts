// All SQL that writes charts.encounter.
import type { PoolClient } from 'pg'
import type { EntryDraft, MpiRecordId } from './entry.ts'

/** Brings the encounters up to what their Encounter entries say now. */
export async function putEncounters(
  client: PoolClient,
  recordId: MpiRecordId,
  drafts: readonly EntryDraft[],
): Promise<void> {
  const rows = drafts.flatMap((draft) =>
    draft.encounter
      ? [
          {
            encounter_id: draft.entryId,
            class_code: draft.encounter.classCode,
            title: draft.encounter.title,
            status: draft.encounter.status,
            started_at: draft.encounter.startedAt,
            ended_at: draft.encounter.endedAt,
            facility: draft.encounter.facility,
            visit_number: draft.encounter.visitNumber,
            account_number: draft.encounter.accountNumber,
            sensitivity: draft.drawn.sensitivity,
          },
        ]
      : [],
  )
  if (rows.length === 0) return
  await client.query({
    name: 'charts.put_encounters',
    text: `insert into charts.encounter (record_id, encounter_id, class_code, title, status, started_at, ended_at,
             facility, visit_number, account_number, sensitivity)
           select $1, e.encounter_id, e.class_code, e.title, e.status, e.started_at, e.ended_at, e.facility,
             e.visit_number, e.account_number, e.sensitivity
           from jsonb_to_recordset($2::jsonb) as e (encounter_id uuid, class_code text, title text, status text,
             started_at timestamptz, ended_at timestamptz, facility text, visit_number text, account_number text,
             sensitivity text[])
           on conflict (record_id, encounter_id) do update set class_code = excluded.class_code,
             title = excluded.title, status = excluded.status, started_at = excluded.started_at,
             ended_at = excluded.ended_at, facility = excluded.facility, visit_number = excluded.visit_number,
             account_number = excluded.account_number, sensitivity = excluded.sensitivity`,
    values: [recordId, JSON.stringify(rows)],
  })
}

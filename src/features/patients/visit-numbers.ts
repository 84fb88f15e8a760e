// Account and visit numbers: charts hands them over as it files encounters, so that the search box can open one.
import { type OpenTransaction, runSql } from './bulk-sql.ts'
import { normaliseIdentifier } from './folding.ts'

export type VisitNumber = {
  readonly recordId: string
  readonly encounterId: string
  readonly number: string
  /** `AN` account, `VN` visit, or another code of HL7 table 0203. */
  readonly kind: string
}

/** Adds numbers; those already there stay as they are. Numbers without a letter or digit are passed over. */
export async function indexVisitNumbers(tx: OpenTransaction, numbers: readonly VisitNumber[]): Promise<void> {
  const rows = numbers.flatMap(({ recordId, encounterId, number, kind }) => {
    const normalised = normaliseIdentifier(number)
    return normalised ? [{ record_id: recordId, encounter_id: encounterId, kind, number, normalised }] : []
  })
  if (rows.length === 0) return
  await runSql(
    tx,
    `insert into patients.visit_number (record_id, encounter_id, kind, number, normalised)
     select record_id, encounter_id, kind, number, normalised
     from json_to_recordset($1::json)
       as r(record_id uuid, encounter_id uuid, kind text, number text, normalised text)
     on conflict do nothing`,
    [JSON.stringify(rows)],
  )
}

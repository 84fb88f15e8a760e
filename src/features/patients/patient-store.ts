// SQL that reads MPI records, persons and their links. Reads for a person at a screen take the access predicate;
// functions named for records alone serve other features inside their own authorised act.
import type pg from 'pg'
import type { Db } from '../../platform/db/database.ts'
import { type OpenTransaction, runSql } from './bulk-sql.ts'
import type { Demographics } from './demographics.ts'

/** One registration as it stands now, with the person it is linked to. */
export type MpiRecord = {
  readonly recordId: string
  readonly personId: string
  readonly personNumber: number
  readonly source: string
  readonly facility: string | null
  readonly mrn: string | null
  readonly demographics: Demographics
  readonly entryVersion: number
  readonly version: number
  readonly createdAt: Date
  readonly updatedAt: Date
}

const RECORD = `select m.record_id as "recordId", l.person_id as "personId", p.person_number as "personNumber",
    m.source, m.facility, m.mrn, m.demographics, m.entry_version as "entryVersion", m.version,
    m.created_at as "createdAt", m.updated_at as "updatedAt"
  from patients.mpi_record m
  join patients.person_link l on l.record_id = m.record_id and l.valid_to is null
  join patients.person p on p.person_id = l.person_id`

/** Locks the records until the transaction ends, in id order; returns the ids that exist. */
export async function lockRecords(tx: OpenTransaction, recordIds: readonly string[]): Promise<string[]> {
  const rows = await runSql<{ record_id: string }>(
    tx,
    'select record_id from patients.mpi_record where record_id = any($1::uuid[]) order by record_id for update',
    [recordIds],
  )
  return rows.map((row) => row.record_id)
}

/** The records that exist among these, oldest registration first. */
export function findRecords(on: Db | OpenTransaction, recordIds: readonly string[]): Promise<MpiRecord[]> {
  return runSql(on, `${RECORD} where m.record_id = any($1::uuid[]) order by m.created_at, m.record_id`, [
    recordIds,
  ])
}

/** All records that are linked to the person now, oldest registration first. */
export function recordsOfPerson(on: Db | OpenTransaction, personId: string): Promise<MpiRecord[]> {
  return runSql(on, `${RECORD} where l.person_id = $1::uuid order by m.created_at, m.record_id`, [personId])
}

/** Person and record of the same links in the same order, prepared once: how every read of a chart begins. */
export async function linksOfPerson(
  pool: Pick<pg.Pool, 'query'>,
  personId: string,
): Promise<{ personId: string; recordId: string }[]> {
  const found = await pool.query<{ personId: string; recordId: string }>({
    name: 'patients.links_of_person',
    text: `select l.person_id as "personId", l.record_id as "recordId"
           from patients.person_link l join patients.mpi_record m on m.record_id = l.record_id
           where l.person_id = $1::uuid and l.valid_to is null order by m.created_at, m.record_id`,
    values: [personId],
  })
  return found.rows
}

/** The person that a record is linked to now, for another feature's statement: `column` holds the record's id. */
export function personOfRecordSql(column: string): string {
  return `(select l.person_id from patients.person_link l where l.record_id = ${column} and l.valid_to is null)`
}

/** The person that the record is linked to now; undefined when there is no such record. */
export async function personOfRecord(
  on: Db | OpenTransaction,
  recordId: string,
): Promise<string | undefined> {
  const [row] = await runSql<{ person_id: string }>(
    on,
    'select person_id from patients.person_link where record_id = $1::uuid and valid_to is null',
    [recordId],
  )
  return row?.person_id
}

export type FoundPerson = {
  readonly personId: string
  /** The person number that was asked for, when its registrations belong to another person now. */
  readonly reachedFrom: number | null
}

/** The person, or the one that took over the registrations that a retired person once had. */
export async function findPerson(
  on: Db | OpenTransaction,
  personId: string,
): Promise<FoundPerson | undefined> {
  const [row] = await runSql<{ personId: string; personNumber: number }>(
    on,
    `select now.person_id as "personId", p.person_number as "personNumber"
     from patients.person p
     join patients.person_link was on was.person_id = p.person_id
     join patients.person_link now on now.record_id = was.record_id and now.valid_to is null
     where p.person_id = $1::uuid
     order by now.person_id = p.person_id desc, was.valid_from desc
     limit 1`,
    [personId],
  )
  if (!row) return undefined
  return { personId: row.personId, reachedFrom: row.personId === personId ? null : row.personNumber }
}

/** Persons with this enterprise number, or with a record that carries this number in any spelling. */
export async function findPersonsByNumber(on: Db | OpenTransaction, normalised: string): Promise<string[]> {
  const rows = await runSql<{ person_id: string }>(
    on,
    `select l.person_id from patients.search_entry s
       join patients.person_link l on l.record_id = s.record_id and l.valid_to is null
       where s.keys @@ $1::tsquery
     union select person_id from patients.person where person_number::text = $2`,
    [`'i:${normalised.replaceAll(/['\\]/g, '')}'`, normalised],
  )
  return rows.map((row) => row.person_id)
}

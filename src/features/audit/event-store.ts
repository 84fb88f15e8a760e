// All SQL that writes audit.event. One row and many rows are two named prepared statements, whoever runs them.
import { sql } from 'kysely'
import type pg from 'pg'
import type { Tx } from '../../platform/db/database.ts'
import { WRITTEN_COLUMNS, type WrittenRow } from './event.ts'

const COLUMNS = WRITTEN_COLUMNS.join(', ')

const INSERT_ONE = {
  name: 'audit_event_one',
  text: `insert into audit.event (${COLUMNS}) values (${WRITTEN_COLUMNS.map((_, i) => `$${i + 1}`).join(', ')})`,
}

// One JSON parameter carries any number of rows, so that one prepared statement serves every batch size.
const INSERT_MANY = {
  name: 'audit_event_many',
  text: `insert into audit.event (${COLUMNS})
    select ${COLUMNS} from json_to_recordset($1::json) as row (
      outcome text, action text, actor_kind text, actor_id text, actor_name text, roles text[], purpose text,
      reason text, program text, request_id text, address text, session_id text, person_id uuid, record_id uuid,
      encounter_id uuid, subject_kind text, subject_id text, details jsonb
    )`,
}

/** What runs a named statement: a pool (its own transaction) or a client inside somebody's transaction. */
export type Runner = Pick<pg.Pool, 'query'> | Pick<pg.ClientBase, 'query'>

export async function insertEvents(runner: Runner, rows: readonly WrittenRow[]): Promise<void> {
  const [first, second] = rows
  if (first === undefined) return
  if (second === undefined) {
    await runner.query({ ...INSERT_ONE, values: WRITTEN_COLUMNS.map((column) => first[column]) })
    return
  }
  await runner.query({ ...INSERT_MANY, values: [`[${rows.map(jsonOf).join(',')}]`] })
}

export async function insertEventIn(tx: Tx, row: WrittenRow): Promise<void> {
  const values = WRITTEN_COLUMNS.map((column) => sql`${row[column]}`)
  await sql`insert into audit.event (${sql.raw(COLUMNS)}) values (${sql.join(values)})`.execute(tx)
}

function jsonOf(row: WrittenRow): string {
  const { details, ...plain } = row
  const text = JSON.stringify(plain)
  return details === null ? text : `${text.slice(0, -1)},"details":${details}}`
}

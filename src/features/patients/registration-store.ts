// SQL that writes MPI records, set by set: every statement takes all records of a batch as one JSON parameter.
import { type OpenTransaction, runSql } from './bulk-sql.ts'
import type { Demographics } from './demographics.ts'

/** A registration with everything that is drawn out of it. */
export type PreparedRecord = {
  readonly recordId: string
  readonly personId: string
  readonly source: string
  readonly facility: string | null
  readonly mrn: string | null
  readonly family: string | null
  readonly given: string | null
  readonly birthDate: string | null
  readonly birthDatePrecision: string | null
  readonly demographics: Demographics
  /** Hex. */
  readonly hash: string
  readonly entryVersion: number
  readonly sortName: string
  readonly keys: readonly string[]
  readonly facts: unknown
  readonly identifiers: readonly object[]
  readonly names: readonly object[]
  readonly addresses: readonly object[]
  readonly telecoms: readonly object[]
  readonly contacts: readonly object[]
}

export type StoredState = {
  readonly record_id: string
  readonly hash: string
  readonly entry_version: number
}

/** Locks the records that exist, in id order so that two batches can't deadlock, and says what they hold. */
export function lockStored(tx: OpenTransaction, recordIds: readonly string[]): Promise<StoredState[]> {
  return runSql(
    tx,
    `select record_id, encode(demographics_hash, 'hex') as hash, entry_version
     from patients.mpi_record where record_id = any($1::uuid[]) order by record_id for update`,
    [recordIds],
  )
}

const RECORD_COLUMNS = `record_id uuid, source text, facility text, mrn text, family text, given text,
  birth_date text, birth_date_precision text, sex text, is_deceased boolean, deceased_at text,
  multiple_birth_order integer, is_multiple_birth boolean, language text, marital_status text, flags text[],
  is_active boolean, demographics jsonb, hash text, entry_version integer`

/** Inserts records that are not there yet; returns the ids inserted (another transaction may have been quicker). */
export async function insertRecords(
  tx: OpenTransaction,
  actor: string,
  records: readonly PreparedRecord[],
): Promise<Set<string>> {
  const rows = await runSql<{ record_id: string }>(
    tx,
    `insert into patients.mpi_record (record_id, source, facility, mrn, family, given, birth_date,
       birth_date_precision, sex, is_deceased, deceased_at, multiple_birth_order, is_multiple_birth, language,
       marital_status, flags, is_active, demographics, demographics_hash, entry_version, version, updated_by)
     select record_id, source, facility, mrn, family, given, birth_date, birth_date_precision, sex, is_deceased,
       deceased_at, multiple_birth_order, is_multiple_birth, language, marital_status, flags, is_active,
       demographics, decode(hash, 'hex'), entry_version, 1, $2
     from json_to_recordset($1::json) as r(${RECORD_COLUMNS})
     on conflict (record_id) do nothing
     returning record_id`,
    [JSON.stringify(records.map(recordRow)), actor],
  )
  return new Set(rows.map((row) => row.record_id))
}

/** Keeps the present version as history and puts the new one in its place. */
export async function replaceRecords(
  tx: OpenTransaction,
  actor: string,
  records: readonly PreparedRecord[],
): Promise<void> {
  const recordIds = records.map((record) => record.recordId)
  await runSql(
    tx,
    `insert into patients.mpi_record_history
       (record_id, version, demographics, entry_version, valid_from, valid_to, updated_by)
     select record_id, version, demographics, entry_version, updated_at, greatest(now(), updated_at), updated_by
     from patients.mpi_record where record_id = any($1::uuid[])`,
    [recordIds],
  )
  await runSql(
    tx,
    `update patients.mpi_record m set facility = r.facility, mrn = r.mrn, family = r.family, given = r.given,
       birth_date = r.birth_date, birth_date_precision = r.birth_date_precision, sex = r.sex,
       is_deceased = r.is_deceased, deceased_at = r.deceased_at, multiple_birth_order = r.multiple_birth_order,
       is_multiple_birth = r.is_multiple_birth, language = r.language, marital_status = r.marital_status,
       flags = r.flags, is_active = r.is_active, demographics = r.demographics,
       demographics_hash = decode(r.hash, 'hex'), entry_version = r.entry_version, version = m.version + 1,
       updated_at = greatest(now(), m.updated_at), updated_by = $2
     from json_to_recordset($1::json) as r(${RECORD_COLUMNS})
     where m.record_id = r.record_id`,
    [JSON.stringify(records.map(recordRow)), actor],
  )
  for (const table of PART_TABLES) {
    await runSql(tx, `delete from patients.${table} where record_id = any($1::uuid[])`, [recordIds])
  }
}

/** Notes that a newer version of the entry says the same. */
export async function raiseEntryVersions(
  tx: OpenTransaction,
  records: readonly Pick<PreparedRecord, 'recordId' | 'entryVersion'>[],
): Promise<void> {
  await runSql(
    tx,
    `update patients.mpi_record m set entry_version = r.entry_version
     from unnest($1::uuid[], $2::integer[]) as r(record_id, entry_version) where m.record_id = r.record_id`,
    [records.map((record) => record.recordId), records.map((record) => record.entryVersion)],
  )
}

const PART_TABLES = [
  'record_identifier',
  'record_name',
  'record_address',
  'record_telecom',
  'record_contact',
] as const

/** Writes names, identifiers, addresses, telecoms, contacts and search keys of records that have none. */
export async function insertParts(tx: OpenTransaction, records: readonly PreparedRecord[]): Promise<void> {
  const insert = (table: string, columns: string, types: string, rows: readonly object[]) =>
    rows.length === 0
      ? undefined
      : runSql(
          tx,
          `insert into patients.${table} (record_id, position, ${columns})
           select record_id, position, ${columns}
           from json_to_recordset($1::json) as r(record_id uuid, position smallint, ${types})`,
          [JSON.stringify(rows)],
        )
  const rowsOf = (part: 'identifiers' | 'names' | 'addresses' | 'telecoms' | 'contacts') =>
    records.flatMap((record) =>
      record[part].map((row, position) => ({ record_id: record.recordId, position, ...row })),
    )
  await insert(
    'record_identifier',
    'kind, system, value, normalised, assigner, valid_from, valid_to',
    'kind text, system text, value text, normalised text, assigner text, valid_from text, valid_to text',
    rowsOf('identifiers'),
  )
  await insert(
    'record_name',
    'use, family, given, prefix, suffix, valid_from, valid_to',
    'use text, family text, given text[], prefix text[], suffix text[], valid_from text, valid_to text',
    rowsOf('names'),
  )
  await insert(
    'record_address',
    'use, lines, city, district, state, postal_code, country, valid_from, valid_to',
    `use text, lines text[], city text, district text, state text, postal_code text, country text,
     valid_from text, valid_to text`,
    rowsOf('addresses'),
  )
  await insert(
    'record_telecom',
    'kind, use, value, normalised, valid_from, valid_to',
    'kind text, use text, value text, normalised text, valid_from text, valid_to text',
    rowsOf('telecoms'),
  )
  await insert(
    'record_contact',
    'relationship, name, organization, telecoms, address',
    'relationship text[], name text, organization text, telecoms jsonb, address text',
    rowsOf('contacts'),
  )
  await runSql(
    tx,
    `insert into patients.search_entry (record_id, sort_name, keys, facts)
     select record_id, sort_name, array_to_tsvector(keys), facts
     from json_to_recordset($1::json) as r(record_id uuid, sort_name text, keys text[], facts jsonb)
     on conflict (record_id) do update
       set sort_name = excluded.sort_name, keys = excluded.keys, facts = excluded.facts`,
    [
      JSON.stringify(
        records.map((record) => ({
          record_id: record.recordId,
          sort_name: record.sortName,
          keys: record.keys,
          facts: record.facts,
        })),
      ),
    ],
  )
}

/** Gives each new record a person of its own. */
export async function insertPersons(
  tx: OpenTransaction,
  actor: string,
  records: readonly Pick<PreparedRecord, 'recordId' | 'personId'>[],
): Promise<void> {
  const recordIds = records.map((record) => record.recordId)
  const personIds = records.map((record) => record.personId)
  await runSql(tx, 'insert into patients.person (person_id) select unnest($1::uuid[])', [personIds])
  await runSql(
    tx,
    `insert into patients.person_link (record_id, person_id, why, linked_by)
     select record_id, person_id, 'registered', $3
     from unnest($1::uuid[], $2::uuid[]) as r(record_id, person_id)`,
    [recordIds, personIds, actor],
  )
}

export async function currentPersons(
  tx: OpenTransaction,
  recordIds: readonly string[],
): Promise<Map<string, string>> {
  const rows = await runSql<{ record_id: string; person_id: string }>(
    tx,
    `select record_id, person_id from patients.person_link
     where record_id = any($1::uuid[]) and valid_to is null`,
    [recordIds],
  )
  return new Map(rows.map((row) => [row.record_id, row.person_id]))
}

function recordRow(record: PreparedRecord): object {
  const { demographics } = record
  const language = demographics.languages.find((each) => each.isPreferred) ?? demographics.languages[0]
  return {
    record_id: record.recordId,
    source: record.source,
    facility: record.facility,
    mrn: record.mrn,
    family: record.family,
    given: record.given,
    birth_date: record.birthDate,
    birth_date_precision: record.birthDatePrecision,
    sex: demographics.sex ?? null,
    is_deceased: demographics.isDeceased,
    deceased_at: demographics.deceasedAt ?? null,
    multiple_birth_order: demographics.multipleBirthOrder ?? null,
    is_multiple_birth: demographics.isMultipleBirth ?? null,
    language: language?.code ?? language?.text ?? null,
    marital_status: demographics.maritalStatus ?? null,
    flags: demographics.flags,
    is_active: demographics.isActive,
    demographics,
    hash: record.hash,
    entry_version: record.entryVersion,
  }
}

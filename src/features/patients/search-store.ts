// SQL of the search box: from keys to candidates, from numbers to the visits and persons they name, and the few columns
// that an answer row shows. Every statement over records carries the filter of what the actor may see.

import type { Db } from '../../platform/db/database.ts'
import { type AccessScope, canSeeSql } from '../access/public.ts'
import { type OpenTransaction, runSql } from './bulk-sql.ts'
import type { Demographics } from './demographics.ts'
import type { SearchFacts } from './search-keys.ts'

type On = Db | OpenTransaction

export type Candidate = {
  readonly recordId: string
  readonly personId: string
  readonly sortName: string
  readonly facts: SearchFacts
}

const CANDIDATE = `s.record_id as "recordId", l.person_id as "personId", s.sort_name as "sortName", s.facts
  from patients.search_entry s
  join patients.person_link l on l.record_id = s.record_id and l.valid_to is null`

/** How many rows of a very common combination are looked at before the alphabet decides. */
const FETCH_MAX = 1500

/** Records whose keys satisfy the tsquery, at most `limit`: those that satisfy most signals, then by alphabet. */
export function candidatesByKeys(
  on: On,
  scope: AccessScope,
  { query, signals }: { readonly query: string; readonly signals: readonly string[] },
  limit: number,
): Promise<Candidate[]> {
  const visible = canSeeSql(scope, { person: 'l.person_id' }, 3)
  return runSql(
    on,
    `select ${CANDIDATE}
     where s.record_id = any(array(select patients.record_ids_by_keys($1::tsquery, $2::tsquery[], ${FETCH_MAX}, $3)))
       and ${visible.text}
     order by s.sort_name, s.record_id`,
    [query, signals, limit, ...visible.values],
  )
}

/** Records whose sort name begins so, in alphabetical order: one common surname costs as little as a rare one. */
export function candidatesByAlphabet(
  on: On,
  scope: AccessScope,
  begin: string,
  limit: number,
): Promise<Candidate[]> {
  const visible = canSeeSql(scope, { person: 'l.person_id' }, 3)
  return runSql(
    on,
    `select ${CANDIDATE}
     where s.sort_name >= $1 and s.sort_name < $2 and ${visible.text}
     order by s.sort_name, s.record_id limit $3`,
    [begin, `${begin}\u{10ffff}`, limit, ...visible.values],
  )
}

export function candidatesByRecord(
  on: On,
  scope: AccessScope,
  recordIds: readonly string[],
): Promise<Candidate[]> {
  const visible = canSeeSql(scope, { person: 'l.person_id' }, 1)
  return runSql(on, `select ${CANDIDATE} where s.record_id = any($1::uuid[]) and ${visible.text}`, [
    recordIds,
    ...visible.values,
  ])
}

export type VisitHit = {
  readonly recordId: string
  readonly encounterId: string
  readonly kind: string
  readonly number: string
  readonly normalised: string
}

/** Visits and accounts whose number is, or begins with, one of these. */
export function visitsByNumber(on: On, numbers: readonly string[], limit: number): Promise<VisitHit[]> {
  return runSql(
    on,
    `select v.record_id as "recordId", v.encounter_id as "encounterId", v.kind, v.number, v.normalised
     from unnest($1::text[]) as typed(number)
     cross join lateral (
       select * from patients.visit_number
       where normalised ~>=~ typed.number and normalised ~<~ (typed.number || U&'\\+10FFFF')
       order by normalised using ~<~ limit $2) v`,
    [numbers, limit],
  )
}

export type PersonNumberHit = { readonly recordId: string; readonly personNumber: number }

/** Records that are or once were linked to a person with one of these enterprise numbers. */
export function recordsByPersonNumber(on: On, numbers: readonly string[]): Promise<PersonNumberHit[]> {
  const wanted = numbers.filter((number) => /^\d{6,15}$/.test(number))
  if (wanted.length === 0) return Promise.resolve([])
  return runSql(
    on,
    `select distinct l.record_id as "recordId", p.person_number as "personNumber"
     from patients.person p join patients.person_link l on l.person_id = p.person_id
     where p.person_number = any($1::bigint[])`,
    [wanted],
  )
}

export type ShownRecord = {
  readonly recordId: string
  readonly personId: string
  readonly personNumber: number
  readonly facility: string | null
  readonly mrn: string | null
  readonly birthDate: string | null
  readonly sex: string | null
  readonly isDeceased: boolean
  readonly names: Demographics['names']
}

/** All records of these persons, as answer rows show them. */
export function shownRecords(on: On, personIds: readonly string[]): Promise<ShownRecord[]> {
  return runSql(
    on,
    `select m.record_id as "recordId", l.person_id as "personId", p.person_number as "personNumber", m.facility,
       m.mrn, m.birth_date as "birthDate", m.sex, m.is_deceased as "isDeceased", m.demographics -> 'names' as names
     from patients.person_link l
     join patients.person p on p.person_id = l.person_id
     join patients.mpi_record m on m.record_id = l.record_id
     where l.person_id = any($1::uuid[]) and l.valid_to is null
     order by m.created_at, m.record_id`,
    [personIds],
  )
}

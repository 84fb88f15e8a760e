import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.ts'
import { withClient } from '../../platform/db/database.ts'
import { buildCtx, buildDraft } from './build-draft.ts'
import {
  findPersonsByNumber,
  findRecords,
  lockRecords,
  personOfRecord,
  recordsOfPerson,
} from './patient-store.ts'
import type { RecordDraft } from './prepare-record.ts'
import { registerRecords } from './register-records.ts'
import { indexVisitNumbers } from './visit-numbers.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.close())

const ctx = buildCtx()
const register = (drafts: RecordDraft[]) =>
  database.db.kysely.transaction().execute((tx) => registerRecords(tx, ctx, drafts))
const count = async (table: string, recordId: string) => {
  const sql = `select count(*)::int as n from patients.${table} where record_id = $1`
  return (await database.db.pool.query(sql, [recordId])).rows[0].n as number
}

describe('registering records', () => {
  it('gives a new record a person of its own with an enterprise number', async () => {
    const draft = buildDraft()
    const [outcome] = await register([draft])
    expect(outcome).toMatchObject({ recordId: draft.recordId, outcome: 'created' })

    const [record] = await findRecords(database.db.kysely, [draft.recordId])
    expect(record).toMatchObject({
      personId: outcome?.personId,
      facility: 'North Campus',
      mrn: '0012345',
      version: 1,
      entryVersion: 1,
    })
    expect(record?.personNumber).toBeGreaterThan(100_000)
    expect(record?.demographics).toEqual(draft.demographics)
    expect(await personOfRecord(database.db.kysely, draft.recordId)).toBe(outcome?.personId)
    expect(await recordsOfPerson(database.db.kysely, outcome?.personId ?? '')).toEqual([record])
  })

  it('changes nothing when the same registration comes again, with its keys in another order', async () => {
    const draft = buildDraft()
    const [first] = await register([draft])
    const turned = Object.fromEntries(
      Object.entries(draft.demographics).toReversed(),
    ) as typeof draft.demographics
    const [again] = await register([{ ...draft, demographics: turned }])
    expect(again).toEqual({ ...first, outcome: 'unchanged' })
    expect(await count('record_name', draft.recordId)).toBe(1)
    expect(await count('mpi_record_history', draft.recordId)).toBe(0)
  })

  it('keeps the former version as history when demographics change', async () => {
    const draft = buildDraft({ family: 'Smith', phone: '555-010-2030' })
    await register([draft])
    const changed = buildDraft({ recordId: draft.recordId, family: 'Jones', entryVersion: 2 })
    const [outcome] = await register([changed])
    expect(outcome?.outcome).toBe('updated')

    const [record] = await findRecords(database.db.kysely, [draft.recordId])
    expect(record).toMatchObject({ version: 2, entryVersion: 2, demographics: changed.demographics })
    expect(await count('record_telecom', draft.recordId)).toBe(0)
    const history = await database.db.pool.query(
      'select version, demographics from patients.mpi_record_history where record_id = $1',
      [draft.recordId],
    )
    expect(history.rows).toEqual([{ version: 1, demographics: draft.demographics }])
  })

  it('does not let an older version replace a newer one', async () => {
    const newer = buildDraft({ family: 'Jones', entryVersion: 3 })
    await register([newer])
    const [outcome] = await register([
      buildDraft({ recordId: newer.recordId, family: 'Smith', entryVersion: 2 }),
    ])
    expect(outcome?.outcome).toBe('unchanged')
    const [record] = await findRecords(database.db.kysely, [newer.recordId])
    expect(record).toMatchObject({ entryVersion: 3, version: 1 })
  })

  it('notes a newer entry version that says the same', async () => {
    const draft = buildDraft()
    await register([draft])
    expect((await register([{ ...draft, entryVersion: 5 }]))[0]?.outcome).toBe('unchanged')
    expect((await findRecords(database.db.kysely, [draft.recordId]))[0]).toMatchObject({
      entryVersion: 5,
      version: 1,
    })
  })

  it('answers once for a record that stands twice in a batch, with its newest version', async () => {
    const draft = buildDraft({ entryVersion: 2, family: 'Newer' })
    const outcomes = await register([
      draft,
      buildDraft({ recordId: draft.recordId, family: 'Older' }),
      buildDraft(),
    ])
    expect(outcomes).toHaveLength(2)
    const [record] = await findRecords(database.db.kysely, [draft.recordId])
    expect(record?.demographics.names[0]?.family).toBe('Newer')
  })

  it('stores an empty registration and one with every kind of part', async () => {
    const empty = buildDraft({ demographics: { names: [], identifiers: [], telecoms: [] } })
    const full = buildDraft({
      phone: '(555) 010-2030',
      demographics: {
        addresses: [{ lines: ['1 Elm St', 'Apt "2"'], city: 'Salem' }],
        contacts: [
          { relationship: ['mother'], name: 'Eve Smith', telecoms: [{ kind: 'phone', value: '1' }] },
        ],
        isMultipleBirth: true,
        multipleBirthOrder: 2,
        flags: ['R'],
      },
    })
    expect((await register([empty, full])).map((each) => each.outcome)).toEqual(['created', 'created'])
    for (const part of ['record_address', 'record_contact']) expect(await count(part, full.recordId)).toBe(1)
  })

  it('works on the pg client of a bulk path and leaves nothing behind when that transaction fails', async () => {
    const draft = buildDraft()
    const failing = withClient(database.db, async (client) => {
      expect((await registerRecords(client, ctx, [draft]))[0]?.outcome).toBe('created')
      throw new Error('afterwards')
    })
    await expect(failing).rejects.toThrow('afterwards')
    expect(await findRecords(database.db.kysely, [draft.recordId])).toEqual([])
  })

  it('lets two transactions register the same records at once, each in its own order', async () => {
    const drafts = Array.from({ length: 50 }, () => buildDraft())
    const [one, two] = await Promise.all([register(drafts), register(drafts.toReversed())])
    const persons = (outcomes: typeof one) =>
      outcomes.map((each) => `${each.recordId} ${each.personId}`).toSorted()
    expect(persons(one)).toEqual(persons(two))
    expect([...one, ...two].filter((each) => each.outcome === 'created')).toHaveLength(50)
  })

  it('locks only records that exist', async () => {
    const draft = buildDraft()
    await register([draft])
    const locked = await database.db.kysely
      .transaction()
      .execute((tx) => lockRecords(tx, [draft.recordId, buildDraft().recordId]))
    expect(locked).toEqual([draft.recordId])
  })

  it('finds a person by enterprise number or by any number of a record', async () => {
    const [outcome] = await register([buildDraft({ mrn: "00-77'12a" })])
    const [record] = await recordsOfPerson(database.db.kysely, outcome?.personId ?? '')
    expect(await findPersonsByNumber(database.db.kysely, '7712A')).toEqual([outcome?.personId])
    expect(await findPersonsByNumber(database.db.kysely, String(record?.personNumber))).toEqual([
      outcome?.personId,
    ])
    expect(await findPersonsByNumber(database.db.kysely, "' | 'i:7712A")).toEqual([])
  })

  it('indexes a visit number once however often it comes', async () => {
    const draft = buildDraft()
    await register([draft])
    const visit = { recordId: draft.recordId, encounterId: draft.recordId, number: 'V-0009', kind: 'VN' }
    await database.db.kysely
      .transaction()
      .execute((tx) => indexVisitNumbers(tx, [visit, visit, { ...visit, number: '-' }]))
    await database.db.kysely.transaction().execute((tx) => indexVisitNumbers(tx, [visit]))
    expect(await count('visit_number', draft.recordId)).toBe(1)
  })
})

import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.ts'
import { clockAt } from '../../platform/clock.ts'
import { openMetrics } from '../../platform/metrics.ts'
import { openAudit } from '../audit/public.ts'
import { buildCtx, buildDraft } from './build-draft.ts'
import type { LookupDeps } from './lookup-deps.ts'
import { openPersonBanner } from './open-person-banner.ts'
import type { RecordDraft } from './prepare-record.ts'
import { registerRecords } from './register-records.ts'
import type { PatientSearchAnswer } from './schemas.ts'
import { searchPatients } from './search-patients.ts'
import { indexVisitNumbers } from './visit-numbers.ts'

let database: TestDatabase
let deps: LookupDeps
const ctx = buildCtx()
const person = new Map<string, string>()
const drafts: RecordDraft[] = []

const PEOPLE = [
  { family: 'Smith', given: 'John Allen', born: '1980-03-04', mrn: '0001001', phone: '(555) 010-2030' },
  { family: 'Smyth', given: 'Jon', born: '1980-07-19', mrn: '0001002', phone: '(555) 010-2031' },
  { family: 'Smithson', given: 'Joanna', born: '1961-01-30', mrn: '0001003', phone: '(555) 010-2032' },
  { family: "O'Brien", given: 'Siobhán', born: '1951-03-04', mrn: 'A-77', phone: '(555) 010-4455' },
  {
    family: 'García López',
    given: 'María Guadalupe',
    born: '1951-04-03',
    mrn: '0002001',
    phone: '+1 555 010 9988',
  },
  { family: 'Müller', given: 'Katherine', born: '1975-12-31', mrn: '0002002', phone: '555.010.7766' },
  { family: 'Jimenez', given: 'Francisco', born: '1990-11', mrn: '0002003', phone: '555-010-7001' },
  { family: 'McDonald', given: 'William', born: '1944', mrn: '0002004', phone: '555-010-7002' },
  { family: 'Nguyen', given: 'Thi Hoa', born: '1988-08-08', mrn: '0002005', phone: '555-010-7003' },
  { family: 'Bauer', given: 'June', born: '1951-09-21', mrn: '0002006', phone: '555-010-7004' },
  { family: 'Kowalski', given: 'Mary Ann', born: '2001-02-11', mrn: '0002007', phone: '555-010-7005' },
]

async function register(more: readonly RecordDraft[]): Promise<void> {
  const outcomes = await database.db.kysely.transaction().execute((tx) => registerRecords(tx, ctx, more))
  for (const { recordId, personId } of outcomes) person.set(recordId, personId)
  drafts.push(...more)
}

beforeAll(async () => {
  database = await createTestDatabase()
  const audit = openAudit({ db: database.db, metrics: openMetrics() })
  deps = { db: database.db, clock: clockAt('2026-11-23T12:00:00Z'), audit }
  await register(PEOPLE.map((each) => buildDraft(each)))
  await register([
    buildDraft({
      family: 'Vega',
      given: 'Ana',
      born: '1970-05-05',
      mrn: '0003001',
      demographics: {
        names: [
          { use: 'official', family: 'Vega', given: ['Ana'], prefix: [], suffix: [] },
          { use: 'maiden', family: 'Whitlock', given: [], prefix: [], suffix: [] },
        ],
        identifiers: [
          { kind: 'MR', value: '0003001' },
          { kind: 'SS', value: '999-84-4261' },
        ],
        telecoms: [{ kind: 'email', value: 'Ana.Vega@example.org' }],
        isDeceased: true,
        deceasedAt: '2020-05-04',
      },
    }),
  ])
})
afterAll(async () => {
  await deps.audit.close()
  await database.close()
})

const search = (text: string): Promise<PatientSearchAnswer> => searchPatients(deps, ctx, { text, limit: 20 })
const names = async (text: string) => (await search(text)).rows.map((row) => row.name)

describe('the search box', () => {
  it.each<[string, string]>([
    ['smith j 1980', 'Smith, John Allen'],
    ['john smyth', 'Smyth, Jon'],
    ['jhon smith', 'Smith, John Allen'],
    ['johnny smith', 'Smith, John Allen'],
    ['jack smith 1980', 'Smith, John Allen'],
    ['smi jo al', 'Smith, John Allen'],
    ['smitth john', 'Smith, John Allen'],
    ['1001', 'Smith, John Allen'],
    ['0001001', 'Smith, John Allen'],
    ['000-1001', 'Smith, John Allen'],
    ['555-010-2030', 'Smith, John Allen'],
    ['0102030', 'Smith, John Allen'],
    ['2030 smith', 'Smith, John Allen'],
    ['smith 4 mar 1980', 'Smith, John Allen'],
    ['3/4/80 john', 'Smith, John Allen'],
    ['4/3/80 john', 'Smith, John Allen'],
    ['smith 1981', 'Smith, John Allen'],
    ['smith 3/4/1981', 'Smith, John Allen'],
    ['smith 1980-03-05', 'Smith, John Allen'],
    ['obrien', "O'Brien, Siobhán"],
    ["o'brien s", "O'Brien, Siobhán"],
    ['o brien', "O'Brien, Siobhán"],
    ['obrian siobhan', "O'Brien, Siobhán"],
    ['a77', "O'Brien, Siobhán"],
    ['garcia', 'García López, María Guadalupe'],
    ['lopez lupe', 'García López, María Guadalupe'],
    ['garcia-lopez maria', 'García López, María Guadalupe'],
    ['garcialopez', 'García López, María Guadalupe'],
    ['mueller kate', 'Müller, Katherine'],
    ['muller kathryn', 'Müller, Katherine'],
    ['ximenes paco', 'Jimenez, Francisco'],
    ['gimenez 1990', 'Jimenez, Francisco'],
    ['jimenez 12 nov 1990', 'Jimenez, Francisco'],
    ['mac donald bill', 'McDonald, William'],
    ['mcdonald 1944', 'McDonald, William'],
    ['macdonald liam', 'McDonald, William'],
    ['nguen hoa', 'Nguyen, Thi Hoa'],
    ['thi nguyen', 'Nguyen, Thi Hoa'],
    ['june 1951', 'Bauer, June'],
    ['maryann kowalski', 'Kowalski, Mary Ann'],
    ['kowalsky 2001', 'Kowalski, Mary Ann'],
    ['whitlock ana', 'Vega, Ana'],
    ['999-84-4261', 'Vega, Ana'],
    ['999 84 4261', 'Vega, Ana'],
    ['vega 4261', 'Vega, Ana'],
    ['999-84-4216', 'Vega, Ana'],
    ['ana.vega@example.org', 'Vega, Ana'],
    ['ANA.VEGA@', 'Vega, Ana'],
    ['smith zebediah 1980-03-04', 'Smith, John Allen'],
  ])('“%s” finds %s first', async (text, name) => {
    expect((await names(text))[0]).toBe(name)
  })

  it('reads a date both ways', async () => {
    expect((await names('03/04/1951')).toSorted()).toEqual([
      'García López, María Guadalupe',
      "O'Brien, Siobhán",
    ])
    expect(await names('03/1951')).toEqual(["O'Brien, Siobhán"])
  })

  it('answers nobody when nothing fits', async () => {
    expect(await search('zzyzx qwrt')).toEqual({ rows: [], total: 0, isMore: false })
  })

  it('says in words why each row is there', async () => {
    expect((await search('smith j 1980')).rows[0]).toMatchObject({
      why: ['surname Smith', 'given name begins with J', 'birth year 1980'],
      mrns: [{ mrn: '0001001', facility: 'North Campus' }],
      birthDate: '1980-03-04',
      sex: 'male',
      isDeceased: false,
    })
    expect((await search('jack smyth')).rows.map((row) => row.why)).toEqual([
      ['nickname of John', 'surname Smyth'],
      ['nickname of John', 'surname spelt nearly like Smyth'],
    ])
    expect((await search('whitlock')).rows[0]?.why).toEqual(['former surname Whitlock'])
    expect((await search('vega 4261')).rows[0]).toMatchObject({
      why: ['surname Vega', 'last four digits of the social security number'],
      isDeceased: true,
    })
  })

  it('ranks an exact spelling before one that only sounds so', async () => {
    const [first, second] = (await search('john smyth')).rows
    expect([first?.name, second?.name]).toEqual(['Smyth, Jon', 'Smith, John Allen'])
    expect(first?.score).toBeGreaterThan(second?.score ?? 1)
  })

  it('opens the encounter whose visit or account number was typed', async () => {
    const [draft] = drafts
    const recordId = draft?.recordId ?? ''
    const encounterId = '00000000-0000-7000-8000-00000000e001'
    await database.db.kysely
      .transaction()
      .execute((tx) => indexVisitNumbers(tx, [{ recordId, encounterId, number: 'V-009812', kind: 'VN' }]))
    for (const text of ['V009812', 'v-009812', 'smith V009812', 'V0098']) {
      const [row] = (await search(text)).rows
      expect(row).toMatchObject({ encounter: { encounterId, kind: 'VN', number: 'V-009812' } })
    }
    expect((await search('V009812')).rows[0]?.why).toEqual(['visit number'])
  })

  it('finds a person by enterprise number, also by one that was retired in a merge', async () => {
    const [survivor, retired] = [drafts[0]?.recordId ?? '', drafts[1]?.recordId ?? '']
    const [oldPerson, newPerson] = [person.get(retired) ?? '', person.get(survivor) ?? '']
    const numberOf = async (personId: string) => (await openPersonBanner(deps, ctx, personId)).personNumber
    const oldNumber = await numberOf(oldPerson)
    expect((await search(String(oldNumber))).rows[0]).toMatchObject({
      personId: oldPerson,
      why: ['enterprise number'],
    })

    await database.db.pool.query(
      'update patients.person_link set valid_to = now() where record_id = $1 and valid_to is null',
      [retired],
    )
    await database.db.pool.query(
      `insert into patients.person_link (record_id, valid_from, person_id, why, linked_by)
       values ($1, now() + interval '1 ms', $2, 'merged', 'test')`,
      [retired, newPerson],
    )
    const [row] = (await search(String(oldNumber))).rows
    expect(row?.personId).toBe(newPerson)
    expect(row?.recordIds.toSorted()).toEqual([survivor, retired].toSorted())
    expect((await search('1002')).rows[0]).toMatchObject({ personId: newPerson })
    expect((await search('smyth jon')).rows.filter((each) => each.personId === newPerson)).toHaveLength(1)
    expect(await openPersonBanner(deps, ctx, oldPerson)).toMatchObject({
      personId: newPerson,
      reachedFrom: oldNumber,
      isMerged: true,
    })
  })

  it('pages through a common name in a steady order and says when there are more than it looked at', async () => {
    await register(
      Array.from({ length: 320 }, (_, at) =>
        buildDraft({
          family: 'Commonly',
          given: `Ada${at}`,
          born: '1931-06-07',
          mrn: `77${String(at).padStart(5, '0')}`,
        }),
      ),
    )
    const first = await searchPatients(deps, ctx, { text: 'commonly', limit: 50 })
    expect(first).toMatchObject({ total: 300, isMore: true, next: '50' })
    const second = await searchPatients(deps, ctx, { text: 'commonly', limit: 50, after: first.next })
    const shown = [...first.rows, ...second.rows].map((row) => row.name)
    expect(new Set(shown).size).toBe(100)
    expect(shown.toSorted()).toEqual(shown)
  })

  it('forgets a name that was corrected', async () => {
    const draft = buildDraft({ family: 'Wrongname', mrn: '0009001' })
    await register([draft])
    await register([
      buildDraft({ recordId: draft.recordId, family: 'Rightname', mrn: '0009001', entryVersion: 2 }),
    ])
    expect(await names('wrongname')).toEqual([])
    expect(await names('rightname')).toEqual(['Rightname, John'])
  })

  it('finds any person by any two of their facts, in any order', async () => {
    const subject = fc.constantFrom(...PEOPLE.filter((each) => each.born.length === 10))
    const facts = (each: (typeof PEOPLE)[number]) => [
      each.family,
      each.given,
      each.born,
      each.mrn,
      each.phone,
      each.given.slice(0, 3),
      each.born.slice(0, 4),
    ]
    await fc.assert(
      fc.asyncProperty(
        subject,
        fc.integer({ min: 0, max: 6 }),
        fc.integer({ min: 1, max: 6 }),
        async (who, at, step) => {
          const all = facts(who)
          const [one, other] = [all[at] ?? '', all[(at + step) % all.length] ?? '']
          const there = await search(`${one} ${other}`)
          const back = await search(`${other} ${one}`)
          const position = there.rows.findIndex((row) => row.mrns.some((number) => number.mrn === who.mrn))
          expect(position, `${one} ${other}`).toBeGreaterThanOrEqual(0)
          expect(position).toBeLessThan(3)
          const ranking = (answer: PatientSearchAnswer) => answer.rows.map((row) => [row.name, row.score])
          expect(ranking(back)).toEqual(ranking(there))
        },
      ),
      { numRuns: 120 },
    )
  }, 60_000)
})

describe('the trail of a search', () => {
  const lastEvent = async () =>
    (
      await database.owner.pool.query(
        'select action, outcome, details, person_id from audit.event order by event_id desc limit 1',
      )
    ).rows[0]

  it('gets the count and never the text', async () => {
    await search('commonly ada7')
    const event = await lastEvent()
    expect(event).toMatchObject({ action: 'patients.listed', outcome: 'done', details: { from: 0 } })
    expect(JSON.stringify(event)).not.toMatch(/commonly|ada7/i)
  })

  it('gets the refusal of somebody who may not search', async () => {
    await expect(searchPatients(deps, buildCtx([]), { text: 'smith', limit: 5 })).rejects.toMatchObject({
      kind: 'refused',
    })
    expect(await lastEvent()).toMatchObject({ outcome: 'refused' })
  })

  it('gets the person whose banner was opened, and the attempt on one who is not there', async () => {
    const personId = person.get(drafts[4]?.recordId ?? '') ?? ''
    await openPersonBanner(deps, ctx, personId)
    expect(await lastEvent()).toMatchObject({ action: 'patients.banner_opened', person_id: personId })
    const nobody = '00000000-0000-7000-8000-00000000dead'
    await expect(openPersonBanner(deps, ctx, nobody)).rejects.toMatchObject({
      code: 'patients.person_not_found',
    })
    expect(await lastEvent()).toMatchObject({ outcome: 'refused', person_id: nobody })
  })

  it.each(['', ' - ', 'x'.repeat(201)])('refuses to search for “%s”', async (text) => {
    await expect(search(text)).rejects.toMatchObject({ kind: 'invalid' })
  })
})

describe('a person whom somebody must not find', () => {
  it('is not there for them, whichever way they look, and there for everybody else', async () => {
    const draft = buildDraft({ family: 'Hidden', given: 'Hal', mrn: 'H-4711' })
    await register([draft])
    const personId = person.get(draft.recordId) ?? ''
    await database.owner.pool.query(
      `insert into access.restriction (restriction_id, person_id, actor_id, reason, placed_at, placed_by)
       values (gen_random_uuid(), $1, 'user-kept-out', 'asked for it', '2026-01-01', 'test')`,
      [personId],
    )
    const plain = buildCtx()
    const keptOut = { ...plain, actor: { ...plain.actor, id: 'user-kept-out' } }
    for (const text of ['hidden', 'hal hidden', 'hiden', 'h4711']) {
      expect((await searchPatients(deps, keptOut, { text, limit: 5 })).rows, text).toEqual([])
      expect((await searchPatients(deps, buildCtx(), { text, limit: 5 })).rows[0]?.personId, text).toBe(
        personId,
      )
    }
    await expect(openPersonBanner(deps, keptOut, personId)).rejects.toMatchObject({
      code: 'patients.person_not_found',
    })
    expect(await openPersonBanner(deps, buildCtx(), personId)).toMatchObject({ name: 'Hidden, Hal' })
  })
})

describe('the banner', () => {
  it('shows a deceased person with the age at death and the former name', async () => {
    const vega = drafts.find((draft) => draft.demographics.names[0]?.family === 'Vega')
    expect(await openPersonBanner(deps, ctx, person.get(vega?.recordId ?? '') ?? '')).toMatchObject({
      name: 'Vega, Ana',
      otherNames: [{ name: 'Whitlock', use: 'maiden' }],
      age: { years: 49, isExact: true },
      isDeceased: true,
      deceasedAt: '2020-05-04',
      isMerged: false,
      reachedFrom: null,
    })
  })
})

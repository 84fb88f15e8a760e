import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type AuditedDeps, createAuditedDeps } from '../../../test/support/audited.ts'
import { buildTestCtx } from '../../../test/support/http.ts'
import { inTransaction } from '../../platform/db/transaction.ts'
import { newId } from '../../platform/ids.ts'
import { placeRestriction } from '../access/public.ts'
import { EMPTY_DEMOGRAPHICS, registerRecords } from '../patients/public.ts'
import type { EntryDraft } from './entry.ts'
import { exportChart } from './export-chart.ts'
import { fileEntries } from './file-entries.ts'
import { findOnePerson } from './find-one-person.ts'
import { listEntries } from './list-entries.ts'
import { openChart } from './open-chart.ts'
import { readById } from './read-by-id.ts'
import { readEntry, readVersion } from './read-entry.ts'
import { listMeasured, readTrend } from './read-trend.ts'

let audited: AuditedDeps
let deps: AuditedDeps['deps']
beforeAll(async () => {
  audited = await createAuditedDeps()
  deps = audited.deps
})
afterAll(() => audited.close())

const clinician = buildTestCtx({ permissions: ['chart.read', 'export.chart', 'sensitive.read'] })
const technician = () => buildTestCtx({ permissions: ['chart.read', 'export.chart'] })
const biller = () => buildTestCtx({ permissions: ['patient.search'] })

function draftOf(
  more: Partial<Omit<EntryDraft, 'drawn'>> & { drawn?: Partial<EntryDraft['drawn']> } = {},
): EntryDraft {
  const { drawn, ...rest } = more
  const entryId = rest.entryId ?? newId()
  const kind = rest.kind ?? 'Observation'
  const text = rest.text ?? JSON.stringify({ resourceType: kind, id: entryId, status: 'final' })
  return {
    entryId,
    kind,
    source: 'test',
    sourceId: entryId,
    fullUrl: null,
    sourceVersion: { versionId: null, updatedAt: null },
    text,
    contentHash: createHash('sha256').update(text).digest(),
    referenceTargets: {},
    raw: null,
    encounter: null,
    ...rest,
    drawn: {
      sortAt: new Date('2026-01-01T00:00:00Z'),
      occurredFrom: '2026-01-01',
      occurredTo: null,
      status: 'final',
      category: 'laboratory',
      codeSystem: 'http://loinc.org',
      code: '718-7',
      title: 'Hemoglobin',
      valueText: '13 g/dL',
      valueNumber: 13,
      valueUnit: 'g/dL',
      referenceLow: null,
      referenceHigh: null,
      abnormal: null,
      encounterId: null,
      sensitivity: [],
      ...drawn,
    },
  }
}

async function registerRecord(): Promise<{ recordId: string; personId: string }> {
  const recordId = newId()
  const [registered] = await inTransaction(deps.db, ({ client }) =>
    registerRecords(client, clinician, [
      { recordId, source: 'test', demographics: EMPTY_DEMOGRAPHICS, entryVersion: 1 },
    ]),
  )
  return { recordId, personId: registered?.personId ?? '' }
}

const file = (recordId: string, drafts: readonly EntryDraft[]) =>
  inTransaction(deps.db, ({ client }) =>
    fileEntries(client, recordId, drafts, { filedBy: 'test', importUnitId: null }),
  )

async function wholeTimeline(personId: string, limit: number, ctx = clinician): Promise<string[]> {
  const ids: string[] = []
  let after: string | undefined
  do {
    const page = await listEntries(deps, ctx, personId, { after, limit })
    ids.push(...page.entries.map((entry) => entry.entryId))
    after = page.next ?? undefined
  } while (after)
  return ids
}

describe('a chart is read', () => {
  test('page by page: every entry once, newest first, whatever the page size and however many share an instant', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 1, maxLength: 30 }),
        fc.integer({ min: 1, max: 9 }),
        async (days, limit) => {
          const { recordId, personId } = await registerRecord()
          const drafts = days.map((day) =>
            draftOf({ drawn: { sortAt: new Date(Date.UTC(2026, 0, 1 + day)) } }),
          )
          await file(recordId, drafts)
          const expected = drafts
            .toSorted(
              (a, b) =>
                b.drawn.sortAt.getTime() - a.drawn.sortAt.getTime() || (a.entryId < b.entryId ? -1 : 1),
            )
            .map((draft) => draft.entryId)
          expect(await wholeTimeline(personId, limit)).toEqual(expected)
        },
      ),
      { numRuns: 25 },
    )
  })

  test('as the union over the records of a person', async () => {
    const one = await registerRecord()
    const two = await registerRecord()
    await audited.database.owner.pool.query(
      'update patients.person_link set person_id = $1 where record_id = $2 and valid_to is null',
      [one.personId, two.recordId],
    )
    const first = draftOf()
    const second = draftOf({ drawn: { sortAt: new Date('2026-02-01T00:00:00Z') } })
    await file(one.recordId, [first])
    await file(two.recordId, [second])
    expect(await wholeTimeline(one.personId, 1)).toEqual([second.entryId, first.entryId])
    const opened = await openChart(deps, clinician, one.personId)
    expect(opened.sections.results).toBe(2)
  })

  test('with vital signs apart from results', async () => {
    const { recordId, personId } = await registerRecord()
    const vital = draftOf({ drawn: { category: 'vital-signs' } })
    const result = draftOf()
    const report = draftOf({ kind: 'DiagnosticReport' })
    await file(recordId, [vital, result, report])
    const idsOf = async (section: 'vitals' | 'results') =>
      (await listEntries(deps, clinician, personId, { section, limit: 10 })).entries.map((one) => one.entryId)
    expect(await idsOf('vitals')).toEqual([vital.entryId])
    expect((await idsOf('results')).toSorted()).toEqual([result.entryId, report.entryId].toSorted())
    const opened = await openChart(deps, clinician, personId)
    expect(opened.sections).toMatchObject({ vitals: 1, results: 2 })
  })

  test('with each look on the trail, and each refusal', async () => {
    const { recordId, personId } = await registerRecord()
    const entry = draftOf()
    await file(recordId, [entry])
    await openChart(deps, clinician, personId)
    await listEntries(deps, clinician, personId, { section: 'results', limit: 5 })
    await readEntry(deps, clinician, personId, entry.entryId)
    await readTrend(deps, clinician, personId, '718-7', 10)
    await readById(deps, clinician, 'Observation', entry.entryId)
    await expect(openChart(deps, biller(), personId)).rejects.toMatchObject({ kind: 'refused' })
    await expect(readEntry(deps, clinician, personId, newId())).rejects.toMatchObject({
      code: 'charts.no_such_entry',
    })
    const events = await deps.db.pool.query(
      'select action, outcome from audit.event where person_id = $1 order by event_id',
      [personId],
    )
    expect(events.rows).toEqual([
      { action: 'charts.opened', outcome: 'done' },
      { action: 'charts.listed', outcome: 'done' },
      { action: 'charts.entry_read', outcome: 'done' },
      { action: 'charts.trend_read', outcome: 'done' },
      { action: 'charts.entry_read', outcome: 'done' },
      { action: 'identity.permission_refused', outcome: 'refused' },
      { action: 'charts.entry_read', outcome: 'refused' },
    ])
  })

  test('and a chart that is not there answers like one that may not be seen', async () => {
    await expect(openChart(deps, clinician, newId())).rejects.toMatchObject({ code: 'charts.no_such_chart' })
  })
})

describe('what a label closes', () => {
  test('is not there for a reader to whom it is closed: not in lists, counts, trends, entries, references or exports', async () => {
    const { recordId, personId } = await registerRecord()
    const open = draftOf()
    const closed = draftOf({ drawn: { sensitivity: ['PSY'], title: 'Closed to most', code: 'closed-code' } })
    const referring = draftOf({ referenceTargets: { 'Observation/x': `entry:${closed.entryId}` } })
    await file(recordId, [open, closed, referring])
    const ctx = technician()

    expect(await wholeTimeline(personId, 2, ctx)).not.toContain(closed.entryId)
    expect((await openChart(deps, ctx, personId)).sections.results).toBe(2)
    expect((await listMeasured(deps, ctx, personId)).measured.map((one) => one.code)).toEqual(['718-7'])
    expect((await readTrend(deps, ctx, personId, 'closed-code', 5)).points).toEqual([])
    await expect(readEntry(deps, ctx, personId, closed.entryId)).rejects.toMatchObject({ kind: 'not_found' })
    await expect(readById(deps, ctx, 'Observation', closed.entryId)).rejects.toMatchObject({
      kind: 'not_found',
    })
    expect((await readEntry(deps, ctx, personId, referring.entryId)).references[0]?.title).toBeNull()
    let text = ''
    for await (const piece of exportChart(deps, ctx, personId)) text += piece
    expect(text).not.toContain(closed.entryId)

    expect(await wholeTimeline(personId, 2)).toContain(closed.entryId)
    expect((await openChart(deps, clinician, personId)).sections.results).toBe(3)
  })
})

test('a version that carried a closed label stays closed when a later one carries none', async () => {
  const { recordId, personId } = await registerRecord()
  const entryId = newId()
  const versionOf = (status: string, ...codes: string[]) =>
    draftOf({
      entryId,
      text: JSON.stringify({
        resourceType: 'Observation',
        status,
        meta: { security: codes.map((code) => ({ code })) },
      }),
      drawn: { sensitivity: codes },
    })
  await file(recordId, [versionOf('preliminary', 'HIV')])
  await file(recordId, [versionOf('final')])
  await expect(readVersion(deps, technician(), personId, entryId, 1)).rejects.toMatchObject({
    kind: 'not_found',
  })
  expect((await readVersion(deps, clinician, personId, entryId, 1)).version).toBe(1)
})

test('a number of somebody who is hidden answers like a number that nobody has', async () => {
  const officer = buildTestCtx({ permissions: ['access.manage'] })
  const { personId } = await registerRecord()
  const found = await deps.db.pool.query<{ person_number: number }>(
    'select person_number from patients.person where person_id = $1',
    [personId],
  )
  const number = String(found.rows[0]?.person_number)
  const relative = buildTestCtx({ permissions: ['export.chart'], id: newId() })
  expect(await findOnePerson(deps, relative, number)).toBe(personId)

  const keptOut = { actorId: relative.actor.id }
  await placeRestriction(deps, officer, { personId, keptOut, reason: 'a relative' })
  const asked = { ...relative, actor: { ...relative.actor } }
  await expect(findOnePerson(deps, asked, number)).rejects.toMatchObject({ code: 'charts.no_such_number' })
  await expect(findOnePerson(deps, asked, '99999999')).rejects.toMatchObject({
    code: 'charts.no_such_number',
  })
  await expect(findOnePerson(deps, biller(), number)).rejects.toMatchObject({ kind: 'refused' })
  const trail = await deps.db.pool.query(
    `select details ->> 'reason' as reason from audit.event where actor_id = $1 and action = 'charts.exported' order by at`,
    [relative.actor.id],
  )
  expect(trail.rows).toEqual([{ reason: 'restricted' }, { reason: 'not_found' }])
})

describe('filing', () => {
  test('keeps counts equal to what is there, through new, updated, late and repeated versions', async () => {
    const version = fc.record({
      entry: fc.integer({ min: 0, max: 3 }),
      words: fc.constantFrom('a', 'b', 'c'),
      day: fc.option(fc.integer({ min: 1, max: 5 })),
      label: fc.constantFrom([], ['PSY'], ['HIV', 'PSY']),
      category: fc.constantFrom('laboratory', 'vital-signs'),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(version, { maxLength: 5 }), { maxLength: 5 }), async (batches) => {
        const { recordId } = await registerRecord()
        const ids = [newId(), newId(), newId(), newId()]
        for (const batch of batches) {
          await file(
            recordId,
            batch.map((one) =>
              draftOf({
                entryId: ids[one.entry] ?? '',
                text: JSON.stringify({
                  resourceType: 'Observation',
                  words: one.words,
                  label: one.label,
                  c: one.category,
                }),
                sourceVersion: {
                  versionId: null,
                  updatedAt: one.day === null ? null : new Date(Date.UTC(2026, 0, one.day)),
                },
                drawn: { sensitivity: one.label, category: one.category },
              }),
            ),
          )
        }
        const counted = await deps.db.pool.query(
          'select kind, category, sensitivity, entries from charts.entry_count where record_id = $1 and entries <> 0 order by 1, 2, 3',
          [recordId],
        )
        const there = await deps.db.pool.query(
          `select kind, category, sensitivity, count(*)::int as entries from charts.entry where record_id = $1
           group by 1, 2, 3 order by 1, 2, 3`,
          [recordId],
        )
        expect(counted.rows).toEqual(there.rows)
        const versions = await deps.db.pool.query(
          `select entry_id, count(*) = count(distinct version) as distinct_versions from (
             select entry_id, version from charts.entry where record_id = $1
             union all select entry_id, version from charts.entry_history where record_id = $1) v group by 1`,
          [recordId],
        )
        expect(versions.rows.every((row) => row.distinct_versions)).toBe(true)
      }),
      { numRuns: 25 },
    )
  })

  test('keeps every earlier version readable', async () => {
    const { recordId, personId } = await registerRecord()
    const entryId = newId()
    const version = (value: number) =>
      draftOf({ entryId, text: JSON.stringify({ resourceType: 'Observation', value }) })
    await file(recordId, [version(1)])
    await file(recordId, [version(2)])
    const entry = await readEntry(deps, clinician, personId, entryId)
    expect(entry.versions.map(({ version: number, current }) => ({ number, current }))).toEqual([
      { number: 2, current: true },
      { number: 1, current: false },
    ])
    const first = await readVersion(deps, clinician, personId, entryId, 1)
    expect(JSON.parse(first.resource)).toEqual({ resourceType: 'Observation', value: 1 })
    await expect(readVersion(deps, clinician, personId, entryId, 7)).rejects.toMatchObject({
      code: 'charts.no_such_version',
    })
  })
})

test('a page mark that Chartroom did not write is refused in a sentence', async () => {
  const { personId } = await registerRecord()
  for (const after of ['x', '1_2_3', 'NaN_00000000-0000-0000-0000-000000000000', "1_' or 1=1"]) {
    await expect(listEntries(deps, clinician, personId, { after, limit: 5 })).rejects.toMatchObject({
      code: 'charts.wrong_page_mark',
    })
  }
})

test('a page of a large chart is read by its index, not by sorting the chart', async () => {
  const { recordId } = await registerRecord()
  const drafts = Array.from({ length: 3000 }, (_, at) =>
    draftOf({ drawn: { sortAt: new Date(Date.UTC(2000, 0, 1 + at)) } }),
  )
  await file(recordId, drafts)
  await audited.database.owner.pool.query('analyze charts.entry')
  const plan = await audited.database.owner.pool.query(
    `explain (format json) select e.entry_id from unnest(array['${recordId}']::uuid[]) r (record_id) cross join lateral (
       select entry_id, sort_at from charts.entry e where e.record_id = r.record_id and e.sort_at <= now()
         and (e.sort_at < now() or (e.sort_at = now() and e.entry_id > '00000000-0000-0000-0000-000000000000'))
         and not (e.sensitivity && array['PSY']) and e.kind <> 'Patient'
       order by e.sort_at desc, e.entry_id limit 50) e order by e.sort_at desc, e.entry_id limit 50`,
  )
  expect(JSON.stringify(plan.rows)).toContain('entry_by_time')
})

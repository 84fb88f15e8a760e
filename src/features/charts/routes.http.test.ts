import type { InjectOptions } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type AuditedDeps, createAuditedDeps } from '../../../test/support/audited.ts'
import { createTestHttpApp, ownPage, type TestHttpApp } from '../../../test/support/http.ts'
import { importSettings, importTexts } from '../../../test/support/importing.ts'
import { registerChartRoutes } from './routes.ts'
import type { EntryPage } from './schemas.ts'

let audited: AuditedDeps
let http: TestHttpApp
let chart: string
let entryId: string

const NOBODY = '00000000-0000-7000-8000-00000000dead'
const patient = { resourceType: 'Patient', id: 'ada', name: [{ family: 'Quince', given: ['Ada'] }] }
const weight = (version: string, value: string) =>
  `{"resourceType":"Observation","id":"w1","meta":{"lastUpdated":"${version}"},"status":"final","category":[{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/observation-category","code":"vital-signs"}]}],"code":{"coding":[{"system":"http://loinc.org","code":"29463-7","display":"Body weight"}]},"subject":{"reference":"Patient/ada"},"effectiveDateTime":"2026-02-03T08:00:00Z","valueQuantity":{"value":${value},"unit":"kg"}}`
const allergy = {
  resourceType: 'AllergyIntolerance',
  id: 'a1',
  clinicalStatus: {
    coding: [{ system: 'http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical', code: 'active' }],
  },
  code: { text: 'Penicillin' },
  patient: { reference: 'Patient/ada' },
}
const NEWER = weight('2026-02-04T00:00:00Z', '70.10')

beforeAll(async () => {
  audited = await createAuditedDeps()
  http = await createTestHttpApp()
  registerChartRoutes(http.app, audited.deps)
  const settings = await importSettings(audited.deps)
  const first = [JSON.stringify(patient), JSON.stringify(allergy), weight('2026-02-03T09:00:00Z', '71')]
  await importTexts(audited.deps, settings, { 'a.ndjson': first.join('\n') }, 'ward')
  await importTexts(audited.deps, settings, { 'b.ndjson': `${JSON.stringify(patient)}\n${NEWER}` }, 'ward')
  const found = await audited.deps.db.pool.query<{ person_id: string }>(
    'select person_id from patients.person_link limit 1',
  )
  chart = found.rows[0]?.person_id ?? ''
  const page = await ask({ url: `/api/charts/${chart}/entries?section=vitals` })
  entryId = page.json().entries[0].entryId
})
afterAll(async () => {
  await http.close()
  await audited.close()
})

const may = () => http.as('chart.read', 'export.chart')
const ask = (request: InjectOptions) => http.app.fastify.inject({ method: 'GET', headers: may(), ...request })

type Door = {
  readonly route: string
  readonly url: (personId: string, id: string) => string
  readonly permission: string
}
const read = 'chart.read'
const DOORS: readonly Door[] = [
  { route: 'charts.open', permission: read, url: (person) => `/api/charts/${person}` },
  { route: 'charts.list_section', permission: read, url: (person) => `/api/charts/${person}/entries` },
  {
    route: 'charts.read_entry',
    permission: read,
    url: (person, id) => `/api/charts/${person}/entries/${id}`,
  },
  {
    route: 'charts.read_version',
    permission: read,
    url: (person, id) => `/api/charts/${person}/entries/${id}/versions/1`,
  },
  {
    route: 'charts.read_raw',
    permission: read,
    url: (person, id) => `/api/charts/${person}/entries/${id}/raw`,
  },
  { route: 'charts.list_measured', permission: read, url: (person) => `/api/charts/${person}/measured` },
  {
    route: 'charts.read_trend',
    permission: read,
    url: (person) => `/api/charts/${person}/trend?code=29463-7`,
  },
  { route: 'charts.export', permission: 'export.chart', url: (person) => `/api/charts/${person}/export` },
  { route: 'charts.read_by_id', permission: read, url: (_person, id) => `/api/fhir/Observation/${id}` },
]

describe.each(DOORS)('$route', ({ url, permission }) => {
  it('asks a stranger to sign in', async () => {
    expect((await ask({ url: url(chart, entryId), headers: ownPage })).statusCode).toBe(401)
  })

  it('refuses somebody without the permission, and says which', async () => {
    const answer = await ask({ url: url(chart, entryId), headers: http.as('patient.search', 'import.run') })
    expect(answer.statusCode).toBe(403)
    expect(answer.json().error.details).toEqual({ permission })
  })

  it('refuses an id that is none', async () => {
    const answer = await ask({ url: url('quince', 'quince') })
    expect(answer.statusCode).toBe(400)
    expect(answer.json().error.code).toBe('platform.malformed')
  })

  it('knows no chart where there is none, and says no more than that', async () => {
    const answer = await ask({ url: url(NOBODY, NOBODY) })
    expect(answer.statusCode).toBe(404)
    expect(answer.json().error.message).toMatch(/^There is no such (chart|entry)/)
    expect(answer.body).not.toContain('Quince')
  })
})

it('every route of charts is among those that are tried', () => {
  const routes = http.app.contracts().filter((one) => one.id.startsWith('charts.'))
  expect(routes.map((one) => one.id).toSorted()).toEqual(DOORS.map((one) => one.route).toSorted())
})

describe('malformed, and refused with a reason:', () => {
  it.each([
    ['a section that is none', (person: string) => `/api/charts/${person}/entries?section=gossip`],
    ['an encounter that is none', (person: string) => `/api/charts/${person}/entries?encounterId=1`],
    ['an empty page', (person: string) => `/api/charts/${person}/entries?limit=0`],
    ['a page too large', (person: string) => `/api/charts/${person}/entries?limit=201`],
    ['a page mark that nobody gave', (person: string) => `/api/charts/${person}/entries?after=1_2_3`],
    ['a version that is none', (person: string) => `/api/charts/${person}/entries/${NOBODY}/versions/0`],
    ['a trend of nothing', (person: string) => `/api/charts/${person}/trend`],
    ['a trend of one point', (person: string) => `/api/charts/${person}/trend?code=1&limit=1`],
    ['a type that is none', () => `/api/fhir/observation/${NOBODY}`],
  ])('%s', async (_name, url) => {
    const answer = await ask({ url: url(chart) })
    expect(answer.statusCode, answer.body).toBe(400)
    expect(answer.json().error.message.length).toBeGreaterThan(20)
  })
})

describe('a chart over HTTP', () => {
  it('opens with its counts, what warns, and the timeline', async () => {
    const answer = await ask({ url: `/api/charts/${chart}` })
    expect(answer.statusCode, answer.body).toBe(200)
    expect(answer.json()).toMatchObject({
      personId: chart,
      sections: { allergies: 1, vitals: 1 },
      allergies: [{ kind: 'AllergyIntolerance', title: 'Penicillin' }],
    })
    expect(answer.json().timeline.entries.map((one: { kind: string }) => one.kind)).toContain('Observation')
  })

  it('lists a section page by page, each entry once', async () => {
    const seen: string[] = []
    let after: string | null = ''
    while (after !== null) {
      const mark: string = after === '' ? '' : `&after=${after}`
      const page: EntryPage = (await ask({ url: `/api/charts/${chart}/entries?limit=1${mark}` })).json()
      seen.push(...page.entries.map((one) => one.entryId))
      after = page.next
    }
    expect(new Set(seen).size).toBe(seen.length)
    expect(seen).toContain(entryId)
    const allergies = (await ask({ url: `/api/charts/${chart}/entries?section=allergies` })).json()
    expect(allergies.entries).toHaveLength(1)
  })

  it('reads one entry with its digits and its history', async () => {
    const answer = (await ask({ url: `/api/charts/${chart}/entries/${entryId}` })).json()
    expect(answer).toMatchObject({ entryId, version: 2, sourceId: 'w1', valueNumber: 70.1, hasRaw: true })
    expect(answer.resource).toContain('"value":70.10')
    expect(answer.versions.map((one: { version: number }) => one.version).toSorted()).toEqual([1, 2])
  })

  it('reads an earlier version, and says when there is none', async () => {
    const first = await ask({ url: `/api/charts/${chart}/entries/${entryId}/versions/1` })
    expect(first.json().resource).toContain('"value":71')
    const ninth = await ask({ url: `/api/charts/${chart}/entries/${entryId}/versions/9` })
    expect(ninth.statusCode).toBe(404)
    expect(ninth.json().error.code).toBe('charts.no_such_version')
  })

  it('gives the bytes as they arrived', async () => {
    const answer = (await ask({ url: `/api/charts/${chart}/entries/${entryId}/raw` })).json()
    expect(answer).toEqual({ text: NEWER, bytes: Buffer.byteLength(NEWER) })
  })

  it('lists what was measured, and its points', async () => {
    const { measured } = (await ask({ url: `/api/charts/${chart}/measured` })).json()
    expect(measured).toMatchObject([{ code: '29463-7', title: 'Body weight', unit: 'kg', points: 1 }])
    const { points } = (await ask({ url: `/api/charts/${chart}/trend?code=29463-7` })).json()
    expect(points).toMatchObject([{ entryId, valueNumber: 70.1 }])
    expect((await ask({ url: `/api/charts/${chart}/trend?code=0-0` })).json().points).toEqual([])
  })

  it('exports as a bundle, as a download that names nobody', async () => {
    const answer = await ask({ url: `/api/charts/${chart}/export` })
    expect(answer.headers).toMatchObject({
      'content-type': 'application/fhir+json; charset=utf-8',
      'content-disposition': 'attachment; filename="chart.json"',
    })
    expect(
      answer
        .json()
        .entry.map((one: { resource: { id: string } }) => one.resource.id)
        .toSorted(),
    ).toEqual(['a1', 'ada', 'w1'])
    expect(answer.body).toContain('"value":70.10')
  })

  it('serves a resource by its id, and not under another type', async () => {
    const answer = await ask({ url: `/api/fhir/Observation/${entryId}` })
    expect(answer.headers['content-type']).toBe('application/fhir+json; charset=utf-8')
    expect(answer.json()).toMatchObject({ resourceType: 'Observation' })
    expect((await ask({ url: `/api/fhir/Condition/${entryId}` })).statusCode).toBe(404)
  })

  it('leaves a trace of each look, and of each refusal', async () => {
    const trail = await audited.deps.db.pool.query<{ action: string; outcome: string }>(
      `select distinct action, outcome from audit.event where action like 'charts.%'`,
    )
    const seen = trail.rows.map((row) => `${row.action} ${row.outcome}`)
    expect(seen).toContain('charts.opened done')
    expect(seen).toContain('charts.opened refused')
    expect(seen).toContain('charts.entry_read done')
    expect(seen).toContain('charts.exported done')
  })
})

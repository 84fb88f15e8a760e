import { readFile } from 'node:fs/promises'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type AuditedDeps, createAuditedDeps } from '../../../test/support/audited.ts'
import { importer, importSettings, importTexts, rejectsOf } from '../../../test/support/importing.ts'
import { exportChart, readRaw } from '../../features/charts/public.ts'
import type { ImportSettings } from './process-unit.ts'

let audited: AuditedDeps
let deps: AuditedDeps['deps']
let settings: ImportSettings
beforeAll(async () => {
  audited = await createAuditedDeps()
  deps = audited.deps
  settings = await importSettings(deps)
})
afterAll(() => audited.close())

let n = 0
beforeEach(() => {
  n += 1
})
const patient = (id = `p${n}`, more: object = {}) => ({
  resourceType: 'Patient',
  id,
  name: [{ family: `Quillfeather${n}`, given: ['Ada'] }],
  birthDate: '1961-04-05',
  ...more,
})
const observation = (id: string, about = `Patient/p${n}`, more: object = {}) => ({
  resourceType: 'Observation',
  id,
  status: 'final',
  code: { coding: [{ system: 'http://loinc.org', code: '718-7' }], text: 'Hemoglobin' },
  subject: { reference: about },
  effectiveDateTime: '2026-02-03T08:00:00Z',
  valueQuantity: { value: 13.2, unit: 'g/dL' },
  ...more,
})
const bundle = (...resources: object[]) =>
  JSON.stringify({
    resourceType: 'Bundle',
    type: 'collection',
    entry: resources.map((resource) => ({ resource })),
  })
const take = (files: Record<string, string | Uint8Array>, source?: string) =>
  importTexts(deps, settings, files, source)
const storedEntries = async () => {
  const found = await deps.db.pool.query<{ rows: number }>(
    `select count(*) as rows from charts.entry e join patients.mpi_record m using (record_id) where m.family = $1`,
    [`Quillfeather${n}`],
  )
  return found.rows[0]?.rows
}
const exported = async () => {
  const found = await deps.db.pool.query<{ person_id: string }>(
    `select l.person_id from patients.person_link l join patients.mpi_record m using (record_id) where m.family = $1`,
    [`Quillfeather${n}`],
  )
  let text = ''
  for await (const piece of exportChart(deps, importer, found.rows[0]?.person_id ?? '')) text += piece
  return text
}

describe('what is sound', () => {
  test('a bundle is stored and comes out equal, digits and unknown white space included', async () => {
    const weight = `{ "resourceType" : "Observation", "id":"w${n}","status":"final","code":{"text":"Weight"},
      "subject":{"reference":"Patient/p${n}"},"valueQuantity":{"value":70.10,"unit":"kg"},"note":[{"text":"a\\u00e9\\n b"}]}`
    const text = `{"resourceType":"Bundle","type":"collection","entry":[{"fullUrl":"urn:uuid:1","resource":${JSON.stringify(patient())}},{"resource":${weight}}]}`
    const run = await take({ 'chart.json': text })
    expect(run).toMatchObject({ accepted: 2, stored: 2, rejected: 0 })
    const out = await exported()
    expect(out).toContain('"value":70.10')
    expect(out).toContain('a\\u00e9\\n b')
    expect(JSON.parse(out)).toEqual({
      resourceType: 'Bundle',
      type: 'collection',
      entry: [{ fullUrl: 'urn:uuid:1', resource: patient() }, { resource: JSON.parse(weight) }],
    })
  })

  test('the same file again changes nothing', async () => {
    const files = { 'a.json': bundle(patient(), observation(`o${n}`)) }
    await take(files)
    const again = await take(files)
    expect(again).toMatchObject({ accepted: 2, stored: 0, unchanged: 2, rejected: 0 })
    expect(await storedEntries()).toBe(2)
    const history = await deps.db.pool.query('select count(*) as rows from charts.entry_history')
    expect(history.rows[0]).toEqual({ rows: 0 })
  })

  test('an older version that arrives later becomes history and the newer one stays', async () => {
    const version = (value: number, lastUpdated: string) =>
      observation(`v${n}`, undefined, { meta: { lastUpdated }, valueQuantity: { value, unit: 'g/dL' } })
    await take({ 'new.json': bundle(patient(), version(9, '2026-03-02T00:00:00Z')) })
    const old = await take({ 'old.json': bundle(patient(), version(8, '2026-03-01T00:00:00Z')) })
    expect(old).toMatchObject({ stored: 1, unchanged: 1 })
    expect(await exported()).toContain('"value":9')
    const later = await take({ 'newer.json': bundle(patient(), version(10, '2026-03-03T00:00:00Z')) })
    expect(later).toMatchObject({ stored: 1, unchanged: 1 })
    expect(await exported()).toContain('"value":10')
    const history = await deps.db.pool.query(
      `select h.version, h.became from charts.entry_history h join charts.entry e using (record_id, entry_id)
       where e.source_id = $1 order by h.version`,
      [`v${n}`],
    )
    expect(history.rows).toEqual([
      { version: 1, became: 'superseded' },
      { version: 2, became: 'late' },
    ])
  })

  test('gzip is unwrapped whatever the file is called', async () => {
    const run = await take({ 'chart.json': gzipSync(bundle(patient())) })
    expect(run).toMatchObject({ stored: 1, rejected: 0 })
  })

  test('NDJSON lines find their patient wherever it stands in the run', async () => {
    const run = await take({
      'Observation.ndjson': `${JSON.stringify(observation('n1'))}\n${JSON.stringify(observation('n2'))}\n`,
      'Patient.ndjson': `${JSON.stringify(patient())}\n`,
    })
    expect(run).toMatchObject({ accepted: 3, stored: 3, rejected: 0 })
    expect(await storedEntries()).toBe(3)
  })

  test('urn references inside a bundle resolve to the entry that carries the fullUrl', async () => {
    const text = JSON.stringify({
      resourceType: 'Bundle',
      type: 'transaction',
      entry: [
        { fullUrl: 'urn:uuid:5e0f3c9e-7f1e-4a1a-9c1c-000000000001', resource: patient() },
        {
          fullUrl: 'urn:uuid:5e0f3c9e-7f1e-4a1a-9c1c-000000000002',
          resource: observation(`u${n}`, 'urn:uuid:5e0f3c9e-7f1e-4a1a-9c1c-000000000001'),
        },
      ].map((entry) => ({ ...entry, request: { method: 'POST', url: entry.resource.resourceType } })),
    })
    expect(await take({ 'urn.json': text })).toMatchObject({ stored: 2, rejected: 0, warnings: 0 })
  })

  test('directory resources are kept once and go out with the chart that refers to them', async () => {
    const organization = { resourceType: 'Organization', id: `org${n}`, name: 'Larkspur Clinic' }
    const about = observation(`d${n}`, undefined, { performer: [{ reference: `Organization/org${n}` }] })
    await take({ 'a.json': bundle(organization), 'b.json': bundle(patient(), about, organization) })
    expect(JSON.parse(await exported()).entry.map((entry: { resource: object }) => entry.resource)).toEqual([
      patient(),
      about,
      organization,
    ])
  })

  test('a Provenance goes into the chart of what it is about, and a work list about nobody into the directory', async () => {
    const provenance = {
      resourceType: 'Provenance',
      id: `pv${n}`,
      target: [{ reference: `Observation/o${n}` }],
      recorded: '2026-02-03T08:00:00Z',
      agent: [{ who: { display: 'Laboratory' } }],
    }
    const list = { resourceType: 'List', id: `li${n}`, status: 'current', mode: 'working', title: 'Beds' }
    expect(await take({ 'a.json': bundle(patient(), observation(`o${n}`), provenance, list) })).toMatchObject(
      {
        stored: 4,
        rejected: 0,
      },
    )
    expect(await storedEntries()).toBe(3)
  })

  test('a unit larger than memory is stored in chunks with the same result', async () => {
    const small = await importSettings(deps, { memoryBytesMax: 1000, chunkPieces: 3 })
    const results = Array.from({ length: 20 }, (_, i) => observation(`c${n}-${i}`))
    const run = await importTexts(deps, small, { 'large.json': bundle(...results, patient()) })
    expect(run).toMatchObject({ accepted: 21, stored: 21, rejected: 0 })
    expect(await storedEntries()).toBe(21)
  })
})

describe('bad input gets a clear sentence, and nothing is lost or half-stored', () => {
  const whole = async (files: Record<string, string | Uint8Array>) => {
    const run = await take(files)
    const rejects = await rejectsOf(deps, run.runId)
    return { run, rejects }
  }

  test('a truncated file is refused as a whole', async () => {
    const { run, rejects } = await whole({
      'cut.json': bundle(patient(), observation(`t${n}`)).slice(0, -30),
    })
    expect(run).toMatchObject({ stored: 0, rejected: 1 })
    expect(rejects).toEqual([
      expect.objectContaining({
        rule: 'truncated',
        place: 'the whole file',
        reason: expect.stringMatching(/cut short/),
      }),
    ])
    expect(await storedEntries()).toBe(0)
  })

  test('a truncated file larger than memory leaves nothing half-stored either', async () => {
    const small = await importSettings(deps, { memoryBytesMax: 500, chunkPieces: 2 })
    const results = Array.from({ length: 12 }, (_, i) => observation(`h${n}-${i}`))
    const run = await importTexts(deps, small, { 'cut.json': bundle(patient(), ...results).slice(0, -10) })
    expect(run).toMatchObject({ stored: 0, rejected: 1 })
    expect(await storedEntries()).toBe(0)
  })

  test('an empty file says so', async () => {
    const { rejects } = await whole({ 'empty.json': '' })
    expect(rejects).toEqual([
      expect.objectContaining({ rule: 'empty', reason: expect.stringMatching(/empty/) }),
    ])
  })

  test('a PDF that calls itself JSON is named for what it is, and kept', async () => {
    const { run, rejects } = await whole({ 'letter.json': '%PDF-1.7\n1 0 obj\n' })
    expect(rejects).toEqual([
      expect.objectContaining({ rule: 'not-json', reason: expect.stringMatching(/PDF document/) }),
    ])
    const kept = await deps.db.pool.query<{ content_blob_id: string }>(
      'select content_blob_id from interop.reject where run_id = $1',
      [run.runId],
    )
    const chunks: Buffer[] = []
    for await (const chunk of await deps.blobs.open(kept.rows[0]?.content_blob_id as never))
      chunks.push(chunk as Buffer)
    expect(Buffer.concat(chunks).toString()).toBe('%PDF-1.7\n1 0 obj\n')
  })

  test('text in UTF-16 is refused with the way out', async () => {
    const { rejects } = await whole({ 'wide.json': Buffer.from(`\ufeff${bundle(patient())}`, 'utf16le') })
    expect(rejects).toEqual([expect.objectContaining({ reason: expect.stringMatching(/UTF-16/) })])
    expect(await storedEntries()).toBe(0)
  })

  test('bytes that are not UTF-8 are refused', async () => {
    const latin = Buffer.from(
      bundle(patient(`p${n}`, { name: [{ family: `Quillfeather${n}`, given: ['José'] }] })),
      'latin1',
    )
    const { run, rejects } = await whole({ 'latin.json': latin })
    expect(run.rejected).toBe(1)
    expect(rejects[0]?.reason).toMatch(/UTF-8/)
    expect(await storedEntries()).toBe(0)
  })

  test('a key that stands twice in a resource refuses that resource and no other', async () => {
    const double = JSON.stringify(observation(`k${n}`)).replace(
      '"status":"final"',
      '"status":"final","status":"amended"',
    )
    const text = bundle(patient()).replace(/\]\}$/, `,{"resource":${double}}]}`)
    const { run, rejects } = await whole({ 'double.json': text })
    expect(run).toMatchObject({ stored: 1, rejected: 1 })
    expect(rejects).toEqual([
      expect.objectContaining({ rule: 'duplicate-key', reason: expect.stringMatching(/status/) }),
    ])
  })

  test('nesting without end is refused, not followed', async () => {
    const deep = `{"resourceType":"Patient","id":"p${n}","extension":${'[{"extension":'.repeat(5000)}[]${'}]'.repeat(5000)}}`
    const { run, rejects } = await whole({ 'deep.json': deep })
    expect(run.rejected).toBe(1)
    expect(rejects[0]?.reason).toMatch(/nest|deep|levels|inside each other/i)
  })

  test('an entry about another patient than the file brings is refused', async () => {
    await take({ 'other.json': bundle({ ...patient(`other${n}`), name: [{ family: 'Elsewhere' }] }) })
    const { run, rejects } = await whole({
      'mixed.json': bundle(patient(), observation(`m${n}`, `Patient/other${n}`)),
    })
    expect(run).toMatchObject({ stored: 1, rejected: 1 })
    expect(rejects).toEqual([expect.objectContaining({ rule: 'other_patient' })])
  })

  test('an entry whose encounter belongs to somebody else is refused', async () => {
    const encounter = {
      resourceType: 'Encounter',
      id: `e${n}`,
      status: 'finished',
      class: { code: 'AMB' },
      subject: { reference: `Patient/b${n}` },
    }
    const misfiled = observation(`x${n}`, `Patient/p${n}`, { encounter: { reference: `Encounter/e${n}` } })
    const { rejects } = await whole({ 'two.json': bundle(patient(), patient(`b${n}`), encounter, misfiled) })
    expect(rejects).toEqual([expect.objectContaining({ rule: 'encounter_of_other_patient' })])
  })

  test('a patient nobody knows is asked for, and the entry waits in the queue', async () => {
    const { run, rejects } = await whole({ 'lost.json': JSON.stringify(observation(`l${n}`)) })
    expect(run).toMatchObject({ stored: 0, rejected: 1 })
    expect(rejects).toEqual([expect.objectContaining({ rule: 'unknown_patient', state: 'open' })])
  })

  test('a urn reference that leads nowhere warns, and about the patient refuses', async () => {
    const nowhere = 'urn:uuid:00000000-0000-4000-8000-00000000dead'
    const loose = observation(`g${n}`, undefined, { performer: [{ reference: nowhere }] })
    const { run, rejects } = await whole({
      'nowhere.json': bundle(patient(), loose, observation(`f${n}`, nowhere)),
    })
    expect(run).toMatchObject({ stored: 2, rejected: 1, warnings: 1 })
    expect(rejects).toEqual([expect.objectContaining({ rule: 'reference_nowhere' })])
  })

  test('a broken NDJSON line is refused alone', async () => {
    const { run, rejects } = await whole({
      'lines.ndjson': `${JSON.stringify(patient())}\n{"resourceType":"Obs\n`,
    })
    expect(run).toMatchObject({ stored: 1, rejected: 1 })
    expect(rejects[0]?.place).toBe('line 2')
  })

  test('a line longer than the limit is refused without being held, and the file is kept', async () => {
    const long = `{"resourceType":"Binary","id":"x","contentType":"text/plain","data":"${'A'.repeat(66 * 1024 * 1024)}"}`
    const { run, rejects } = await whole({ 'long.ndjson': `${JSON.stringify(patient())}\n${long}\n` })
    expect(run).toMatchObject({ stored: 1, rejected: 1 })
    expect(rejects[0]?.rule).toBe('too-long')
    const kept = await deps.db.pool.query('select content_blob_id from interop.reject where run_id = $1', [
      run.runId,
    ])
    expect(kept.rows[0]?.content_blob_id).not.toBeNull()
  })

  test('a damaged gzip file is refused as such', async () => {
    const { rejects } = await whole({ 'cut.json.gz': gzipSync(bundle(patient())).subarray(0, 60) })
    expect(rejects).toEqual([expect.objectContaining({ rule: 'gzip' })])
    expect(await storedEntries()).toBe(0)
  })

  test('an invalid resource is refused with the place and everything about a refused patient waits for it', async () => {
    const wrong = { ...patient(), gender: 'woman' }
    const { run, rejects } = await whole({ 'wrong.json': bundle(wrong, observation(`i${n}`)) })
    expect(run).toMatchObject({ stored: 0, rejected: 2 })
    expect(rejects.map((reject) => reject.rule)).toEqual(['required-binding', 'patient_refused'])
    expect(rejects[0]?.reason).toMatch(/gender/)
  })

  test('one source id for two people is refused, not poured together', async () => {
    await take({ 'a.json': bundle(patient()) })
    const stranger = patient(`p${n}`, {
      name: [{ family: 'Oyelaran', given: ['Tunde'] }],
      birthDate: '1990-12-12',
    })
    const { run, rejects } = await whole({ 'b.json': bundle(stranger, observation(`s${n}`)) })
    expect(run).toMatchObject({ stored: 0, rejected: 2 })
    expect(rejects[0]?.rule).toBe('patient_mismatch')
    const elsewhere = await importTexts(deps, settings, { 'b.json': bundle(stranger) }, 'another system')
    expect(elsewhere).toMatchObject({ stored: 1, rejected: 0 })
  })

  const appointment = (...actors: string[]) => ({
    resourceType: 'Appointment',
    id: `ap${n}`,
    status: 'proposed',
    participant: actors.map((reference) => ({ actor: { reference }, status: 'accepted' })),
  })
  const document = (id: string, about: string) => ({
    resourceType: 'DocumentReference',
    id,
    status: 'current',
    subject: { reference: about },
    content: [{ attachment: { contentType: 'text/plain', url: `Binary/bin${n}` } }],
  })
  const binary = () => ({ resourceType: 'Binary', id: `bin${n}`, contentType: 'text/plain', data: 'eA==' })
  const provenance = (...targets: string[]) => ({
    resourceType: 'Provenance',
    id: `pv${n}`,
    target: targets.map((reference) => ({ reference })),
    recorded: '2026-02-03T08:00:00Z',
    agent: [{ who: { display: 'Laboratory' } }],
  })
  const other = () => patient(`b${n}`, { name: [{ family: 'Elsewhere', given: ['Bo'] }] })

  test.each([
    ['an appointment of two patients', () => [appointment(`Patient/p${n}`, `Patient/b${n}`)], 1],
    [
      'a provenance of entries of two patients',
      () => [
        observation(`o${n}a`),
        observation(`o${n}b`, `Patient/b${n}`),
        provenance(`Observation/o${n}a`, `Observation/o${n}b`),
      ],
      1,
    ],
    [
      'a binary that documents of two patients show',
      () => [document(`d${n}a`, `Patient/p${n}`), document(`d${n}b`, `Patient/b${n}`), binary()],
      1,
    ],
    [
      'one id for entries of two patients',
      () => [observation('one'), observation('one', `Patient/b${n}`)],
      2,
    ],
  ])('%s is refused, because it is in doubt whose it is', async (_what, resources, refused) => {
    const { rejects } = await whole({ 'two.json': bundle(patient(), other(), ...resources()) })
    expect(rejects.map((reject) => reject.rule)).toEqual(
      Array.from({ length: refused }, () => 'several_patients'),
    )
  })

  test('what hangs on an entry of another patient is refused with it', async () => {
    await take({ 'other.json': bundle(other()) })
    const { run, rejects } = await whole({
      'mixed.json': bundle(
        patient(),
        observation(`o${n}`, `Patient/b${n}`),
        provenance(`Observation/o${n}`),
        document(`d${n}`, `Patient/b${n}`),
        binary(),
      ),
    })
    expect(run).toMatchObject({ stored: 1, rejected: 4 })
    expect(new Set(rejects.map((reject) => reject.rule))).toEqual(new Set(['other_patient']))
  })

  test('an address that two patients of a bundle claim leads to neither', async () => {
    const entry = [patient(), other()].map((resource) => ({ fullUrl: 'urn:uuid:same', resource }))
    const text = JSON.stringify({
      resourceType: 'Bundle',
      type: 'collection',
      entry: [...entry, { resource: observation(`o${n}`, 'urn:uuid:same') }],
    })
    const { run, rejects } = await whole({ 'claimed.json': text })
    expect(run).toMatchObject({ stored: 2, rejected: 1 })
    expect(rejects[0]?.rule).toBe('reference_nowhere')
  })

  test.each(['patient/p', 'http://h.example/fhir/patient/p', 'PATIENT'])(
    'a subject written %s… is no patient and nothing else either',
    async (written) => {
      const { run, rejects } = await whole({
        'case.json': bundle(patient(), observation(`o${n}`, `${written}${n}`)),
      })
      expect(run).toMatchObject({ stored: 1, rejected: 1 })
      expect(rejects[0]?.rule).toBe('reference_nowhere')
    },
  )

  test('one file that gives one id to two people is refused for both', async () => {
    const stranger = patient(`p${n}`, {
      name: [{ family: 'Oyelaran', given: ['Tunde'] }],
      birthDate: '1990-12-12',
    })
    const { run, rejects } = await whole({ 'a.json': bundle(patient(), stranger, observation(`s${n}`)) })
    expect(run).toMatchObject({ stored: 0, rejected: 3 })
    expect(new Set(rejects.map((reject) => reject.rule))).toEqual(new Set(['patient_mismatch']))
  })

  test('an entry that stands in another chart, or happened in another’s encounter, is refused in a later file, too', async () => {
    const encounter = {
      resourceType: 'Encounter',
      id: `e${n}`,
      status: 'finished',
      class: { code: 'AMB' },
      subject: { reference: `Patient/b${n}` },
    }
    await take({ 'b.json': bundle(other(), encounter, observation(`o${n}`, `Patient/b${n}`)) })
    const { run, rejects } = await whole({
      'a.json': bundle(
        patient(),
        observation(`o${n}`),
        observation(`x${n}`, undefined, { encounter: { reference: `Encounter/e${n}` } }),
      ),
    })
    expect(run).toMatchObject({ stored: 1, rejected: 2 })
    expect(rejects.map((reject) => reject.rule).toSorted()).toEqual([
      'encounter_of_other_patient',
      'entry_of_other_patient',
    ])
  })

  test('what comes in is counted: resources in = stored + unchanged + refused', async () => {
    const text = bundle(patient(), observation(`q${n}`), { ...observation(`r${n}`), status: 'nonsense' })
    const { run } = await whole({ 'count.json': text })
    expect(run.stored + run.unchanged + run.rejected).toBe(3)
  })
})

test('the trail has one event for each record and file, written with the entries', async () => {
  const run = await take({ 'trail.json': bundle(patient(), observation(`z${n}`)) })
  const events = await deps.db.pool.query(
    `select e.action, e.details, e.person_id is not null as names_person from audit.event e
     join interop.import_unit u on u.unit_id::text = e.subject_id where u.run_id = $1`,
    [run.runId],
  )
  expect(events.rows).toEqual([
    {
      action: 'charts.entries_filed',
      details: { new: 2, updated: 0, late: 0, unchanged: 0 },
      names_person: true,
    },
  ])
})

test('the raw bytes of an entry can be read back', async () => {
  const raw = `{ "resourceType":"Observation",  "id":"raw${n}", "status":"final", "code":{"text":"x"}, "subject":{"reference":"Patient/p${n}"} }`
  await take({ 'raw.ndjson': `${JSON.stringify(patient())}\n${raw}\n` })
  const row = await deps.db.pool.query(
    'select raw_blob_id, raw_offset, raw_length from charts.entry where source_id = $1',
    [`raw${n}`],
  )
  const { raw_blob_id: blobId, raw_offset: offset, raw_length: length } = row.rows[0]
  expect((await readRaw(deps.blobs, { blobId, offset, length })).toString()).toBe(raw)
})

test('every Synthea chart and both directories go in and come out equal', async (context) => {
  const { readdir } = await import('node:fs/promises')
  const { gunzipSync } = await import('node:zlib')
  const folder = new URL('../../../../shared/data/charts/synthea-fhir-r4/', import.meta.url)
  const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.json.gz')).toSorted()
  if (names.length === 0) return context.skip('the shared charts are not here')
  const { importPaths } = await import('../../../test/support/importing.ts')
  const run = await importPaths(
    deps,
    settings,
    names.map((name) => new URL(name, folder).pathname),
    'synthea',
  )
  expect(run).toMatchObject({ accepted: 28132, rejected: 0, files: 102 })
  for (const name of names.slice(0, 12)) {
    const came = JSON.parse(gunzipSync(await readFile(new URL(name, folder))).toString())
    const own = came.entry.find(
      (entry: { resource: { resourceType: string } }) => entry.resource.resourceType === 'Patient',
    )
    if (!own) continue
    const person = await deps.db.pool.query(
      `select l.person_id from patients.person_link l join charts.entry e on e.record_id = l.record_id
       where e.kind = 'Patient' and e.source_id = $1`,
      [own.resource.id],
    )
    let text = ''
    for await (const piece of exportChart(deps, importer, person.rows[0].person_id)) text += piece
    const plain = (bundle: { entry: { fullUrl: string; resource: { id: string } }[] }) =>
      bundle.entry
        .map(({ fullUrl, resource }) => ({ fullUrl, resource }))
        .toSorted((a, b) => (a.resource.id < b.resource.id ? -1 : 1))
    expect(plain(JSON.parse(text))).toEqual(plain(came))
  }
}, 240_000)

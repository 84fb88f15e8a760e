import type { InjectOptions } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type AuditedDeps, createAuditedDeps } from '../../../test/support/audited.ts'
import { createTestHttpApp, ownPage, type TestHttpApp } from '../../../test/support/http.ts'
import { importSettings, importTexts } from '../../../test/support/importing.ts'
import { newId } from '../../platform/ids.ts'
import { importJob } from './import-job.ts'
import { resubmitJob } from './resubmit-job.ts'
import { registerImportRoutes } from './routes.ts'
import type { ImportUnit } from './schemas.ts'

type UnitsPage = { readonly units: readonly ImportUnit[]; readonly next: number | null }

let audited: AuditedDeps
let http: TestHttpApp
let runId: string
let rejectId: string

const NOBODY = '00000000-0000-7000-8000-00000000dead'
const PATIENT = { resourceType: 'Patient', id: 'ada', name: [{ family: 'Quince', given: ['Ada'] }] }
const WRONG = { resourceType: 'Observation', id: 'w', status: 'done', code: { text: 'Weight' } }
const FILE = `${JSON.stringify(PATIENT)}\n${JSON.stringify({ ...WRONG, subject: { reference: 'Patient/ada' } })}\n`

beforeAll(async () => {
  audited = await createAuditedDeps()
  http = await createTestHttpApp()
  registerImportRoutes(http.app, audited.deps, {
    importing: importJob(() => Promise.reject(new Error('No worker runs here.'))),
    resubmitting: resubmitJob((deps) => importSettings(deps)),
  })
  const settings = await importSettings(audited.deps)
  ;({ runId } = await importTexts(audited.deps, settings, { 'ward/a.ndjson': FILE }, 'ward system'))
  const rejects = await ask({ url: `/api/rejects?runId=${runId}` })
  rejectId = rejects.json().rejects[0].rejectId
})
afterAll(async () => {
  await http.close()
  await audited.close()
})

const may = () => http.as('import.run', 'reject.work')
const ask = (request: InjectOptions) => http.app.fastify.inject({ method: 'GET', headers: may(), ...request })
const post = (url: string, payload?: object) =>
  ask({ method: 'POST', url, ...(payload === undefined ? {} : { payload }) })
const open = async () => (await post('/api/imports', { source: 'ward system' })).json().runId as string

const FORM = { 'content-type': 'multipart/form-data; boundary=cut' }
const form = (...files: { readonly path: string; readonly content: string }[]) =>
  files
    .map(
      ({ path, content }) =>
        `--cut\r\ncontent-disposition: form-data; name="file"; filename="${path}"\r\ncontent-type: application/json\r\n\r\n${content}\r\n`,
    )
    .join('')
    .concat('--cut--\r\n')
const send = (id: string, payload: string, headers: Record<string, string> = FORM) =>
  ask({ method: 'POST', url: `/api/imports/${id}/files`, headers: { ...may(), ...headers }, payload })

type Door = { readonly method: 'GET' | 'POST'; readonly url: string; readonly permission: string }
const DOORS: readonly Door[] = [
  { method: 'POST', url: '/api/imports', permission: 'import.run' },
  { method: 'POST', url: `/api/imports/${NOBODY}/files`, permission: 'import.run' },
  { method: 'POST', url: `/api/imports/${NOBODY}/start`, permission: 'import.run' },
  { method: 'POST', url: `/api/imports/${NOBODY}/cancel`, permission: 'import.run' },
  { method: 'GET', url: '/api/imports', permission: 'import.run' },
  { method: 'GET', url: `/api/imports/${NOBODY}`, permission: 'import.run' },
  { method: 'GET', url: '/api/rejects', permission: 'import.run' },
  { method: 'GET', url: `/api/rejects/${NOBODY}`, permission: 'import.run' },
  { method: 'POST', url: '/api/rejects/dismiss', permission: 'reject.work' },
  { method: 'POST', url: '/api/rejects/resubmit', permission: 'reject.work' },
]

describe.each(DOORS)('$method $url', ({ method, url, permission }) => {
  it('asks a stranger to sign in', async () => {
    const answer = await ask({ method, url, headers: ownPage })
    expect(answer.statusCode).toBe(401)
    expect(answer.json().error.message).toBe('Sign in first.')
  })

  it('refuses somebody without the permission, and says which', async () => {
    const answer = await ask({ method, url, headers: http.as('patient.search', 'chart.read') })
    expect(answer.statusCode).toBe(403)
    expect(answer.json().error.details).toEqual({ permission })
  })
})

it('every route of imports is among those that are tried', () => {
  const known = DOORS.map(({ method, url }) => `${method} ${url.replace(NOBODY, ':id')}`)
  const routes = http.app.contracts().filter((one) => /^\/api\/(imports|rejects)/.test(one.path))
  expect(routes.map((one) => `${one.method} ${one.path.replace(/:\w+/, ':id')}`).toSorted()).toEqual(
    known.toSorted(),
  )
})

describe('malformed, and refused with a reason:', () => {
  it.each<[string, InjectOptions]>([
    ['no source', { method: 'POST', url: '/api/imports', payload: {} }],
    ['a source of spaces', { method: 'POST', url: '/api/imports', payload: { source: '  ' } }],
    ['a source without end', { method: 'POST', url: '/api/imports', payload: { source: 'x'.repeat(101) } }],
    ['no document', { method: 'POST', url: '/api/imports', payload: '{', headers: {} }],
    ['a page before no date', { url: '/api/imports?before=yesterday' }],
    ['an empty page', { url: '/api/imports?limit=0' }],
    ['a page too large', { url: '/api/imports?limit=101' }],
    ['an id that is none', { url: '/api/imports/ward' }],
    ['files after no number', { url: `/api/imports/${NOBODY}?after=x` }],
    ['too many files a page', { url: `/api/imports/${NOBODY}?limit=501` }],
    ['a start of no id', { method: 'POST', url: '/api/imports/ward/start' }],
    ['a stop of no id', { method: 'POST', url: '/api/imports/ward/cancel' }],
    ['a state that is none', { url: '/api/rejects?state=lost' }],
    ['a run that is none', { url: '/api/rejects?runId=ward' }],
    ['an item that is none', { url: '/api/rejects/ward' }],
    ['nothing to dismiss', { method: 'POST', url: '/api/rejects/dismiss', payload: { reason: 'test' } }],
    [
      'no items to dismiss',
      { method: 'POST', url: '/api/rejects/dismiss', payload: { rejectIds: [], reason: 'test' } },
    ],
    [
      'no reason to dismiss',
      { method: 'POST', url: '/api/rejects/dismiss', payload: { rejectIds: [NOBODY], reason: ' a ' } },
    ],
    ['nothing to try', { method: 'POST', url: '/api/rejects/resubmit', payload: { rejectIds: [] } }],
    [
      'more than a request takes',
      {
        method: 'POST',
        url: '/api/rejects/resubmit',
        payload: { rejectIds: Array.from({ length: 501 }, () => NOBODY) },
      },
    ],
  ])('%s', async (_name, request) => {
    const headers = { ...may(), ...(request.payload === '{' ? { 'content-type': 'application/json' } : {}) }
    const answer = await ask({ ...request, headers })
    expect(answer.statusCode, answer.body).toBe(400)
    expect(answer.json().error.message).toMatch(/\.$|: /)
  })

  it('an upload that is no form', async () => {
    const id = await open()
    const answer = await send(id, FILE, { 'content-type': 'application/json' })
    expect(answer.statusCode).toBe(400)
    expect((await ask({ url: `/api/imports/${id}` })).json().units).toEqual([])
  })

  it('an upload that breaks off keeps the files that came whole before it', async () => {
    const id = await open()
    const whole = form({ path: 'a.json', content: '{}' }).replace('--cut--\r\n', '')
    const half =
      '--cut\r\ncontent-disposition: form-data; name="file"; filename="b.json"\r\n\r\n{"resourceType":'
    const answer = await send(id, whole + half)
    expect(answer.statusCode).toBeGreaterThanOrEqual(400)
    const { units } = (await ask({ url: `/api/imports/${id}` })).json()
    expect(units.map((unit: { fileName: string }) => unit.fileName)).toEqual(['a.json'])
  })
})

describe('what is not there', () => {
  it.each<[string, InjectOptions]>([
    ['an import', { url: `/api/imports/${NOBODY}` }],
    ['an import to start', { method: 'POST', url: `/api/imports/${NOBODY}/start` }],
    ['an import to stop', { method: 'POST', url: `/api/imports/${NOBODY}/cancel` }],
    ['a refused item', { url: `/api/rejects/${NOBODY}` }],
  ])('%s is said so', async (_name, request) => {
    const answer = await ask(request)
    expect(answer.statusCode).toBe(404)
    expect(answer.json().error.message).toMatch(/^There is no such/)
  })

  it('an import takes no file', async () => {
    expect((await send(NOBODY, form({ path: 'a.json', content: '{}' }))).statusCode).toBe(404)
  })
})

describe('from the page', () => {
  it('an import is opened, takes files with their folders, and is started once', async () => {
    const id = await open()
    const answer = await send(
      id,
      form({ path: 'ward/übersicht (2).json', content: FILE }, { path: 'empty.json', content: '' }),
    )
    expect(answer.json()).toEqual({ files: 2, bytes: Buffer.byteLength(FILE) })
    const before = (await ask({ url: `/api/imports/${id}` })).json()
    expect(before.run).toMatchObject({ state: 'receiving', files: 2, startedBy: 'Rosa Quill', jobId: null })
    expect(before.units).toMatchObject([
      { fileName: 'ward/übersicht (2).json', bytes: Buffer.byteLength(FILE), state: 'pending' },
      { fileName: 'empty.json', bytes: 0, state: 'pending' },
    ])
    const started = await post(`/api/imports/${id}/start`)
    expect(started.statusCode).toBe(200)
    const after = (await ask({ url: `/api/imports/${id}` })).json()
    expect(after.run).toMatchObject({ state: 'queued', jobId: started.json().jobId })
    expect((await post(`/api/imports/${id}/start`)).statusCode).toBe(409)
    expect((await send(id, form({ path: 'late.json', content: '{}' }))).statusCode).toBe(409)
  })

  it('an import without files is not started', async () => {
    const answer = await post(`/api/imports/${await open()}/start`)
    expect(answer.statusCode).toBe(400)
    expect(answer.json().error.message).toContain('Choose files or a folder')
  })

  it('an import that still receives is stopped at once', async () => {
    const id = await open()
    expect((await post(`/api/imports/${id}/cancel`)).statusCode).toBe(200)
    expect((await ask({ url: `/api/imports/${id}` })).json().run.state).toBe('cancelled')
  })

  it('a run that was cancelled while it waited says so', async () => {
    const id = await open()
    await send(id, form({ path: 'a.json', content: FILE }))
    await post(`/api/imports/${id}/start`)
    expect((await post(`/api/imports/${id}/cancel`)).statusCode).toBe(200)
    const { run } = (await ask({ url: `/api/imports/${id}` })).json()
    expect(run.state).toBe('cancelled')
    expect(await audited.deps.jobs.find(run.jobId)).toMatchObject({ state: 'cancelled' })
  })

  it('the imports are listed newest first, and paged by when they began', async () => {
    const latest = await open()
    const first = (await ask({ url: '/api/imports?limit=1' })).json()
    expect(first.runs).toMatchObject([{ runId: latest }])
    const next = (await ask({ url: `/api/imports?limit=100&before=${first.runs[0].createdAt}` })).json()
    expect(next.runs.map((run: { runId: string }) => run.runId)).not.toContain(latest)
    expect(next.runs.at(-1)).toMatchObject({ runId, source: 'ward system' })
  })

  it('a run that ended shows its sum, kinds and reasons', async () => {
    const answer = (await ask({ url: `/api/imports/${runId}` })).json()
    expect(answer.run).toMatchObject({ state: 'done', accepted: 1, stored: 1, unchanged: 0, rejected: 1 })
    expect(answer.byKind).toEqual({ Patient: 1 })
    expect(answer.reasons).toMatchObject([
      { rule: 'required-binding', kind: 'Observation', count: 1, open: 1 },
    ])
    expect(answer.units).toMatchObject([{ fileName: expect.stringContaining('a.ndjson'), state: 'done' }])
  })

  it('the files are paged', async () => {
    const id = await open()
    await send(id, form(...['a', 'b', 'c'].map((path) => ({ path, content: '{}' }))))
    const names: string[] = []
    let after: number | null = -1
    while (after !== null) {
      const page: UnitsPage = (await ask({ url: `/api/imports/${id}?limit=2&after=${after}` })).json()
      names.push(...page.units.map((unit) => unit.fileName))
      after = page.next
    }
    expect(names).toEqual(['a', 'b', 'c'])
  })
})

describe('the reject queue', () => {
  it('lists what is open, narrowed by import and reason', async () => {
    const all = (await ask({ url: '/api/rejects' })).json()
    expect(all).toMatchObject({ open: 1, rejects: [{ rejectId, rule: 'required-binding', place: 'line 2' }] })
    expect((await ask({ url: '/api/rejects?rule=syntax' })).json().rejects).toEqual([])
    expect((await ask({ url: `/api/rejects?runId=${NOBODY}` })).json().rejects).toEqual([])
  })

  it('shows one with its findings and its text as it came', async () => {
    const answer = (await ask({ url: `/api/rejects/${rejectId}` })).json()
    expect(answer).toMatchObject({ kind: 'Observation', state: 'open', truncated: false })
    expect(answer.findings[0]).toMatchObject({ severity: 'error', path: 'Observation.status' })
    expect(answer.text).toBe(FILE.split('\n')[1])
  })

  it('takes another try as a job', async () => {
    const answer = await post('/api/rejects/resubmit', { rejectIds: [rejectId, newId()] })
    expect(answer.statusCode).toBe(200)
    const job = await audited.deps.jobs.find(answer.json().jobId)
    expect(job).toMatchObject({ kind: 'interop.resubmit_rejects', state: 'queued' })
  })

  it('dismisses with a reason once, and keeps the text', async () => {
    const body = { rejectIds: [rejectId], reason: 'The source sends it again' }
    expect((await post('/api/rejects/dismiss', body)).json()).toEqual({ dismissed: 1 })
    expect((await post('/api/rejects/dismiss', body)).json()).toEqual({ dismissed: 0 })
    expect((await ask({ url: `/api/rejects/${rejectId}` })).json()).toMatchObject({
      state: 'dismissed',
      settledBy: 'Rosa Quill',
      settledReason: body.reason,
      text: FILE.split('\n')[1],
    })
    expect((await ask({ url: '/api/rejects' })).json().open).toBe(0)
  })
})

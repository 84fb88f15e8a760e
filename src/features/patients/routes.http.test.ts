import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.ts'
import { createTestHttpApp, ownPage, type TestHttpApp } from '../../../test/support/http.ts'
import { systemClock } from '../../platform/clock.ts'
import { openMetrics } from '../../platform/metrics.ts'
import { type Audit, openAudit } from '../audit/public.ts'
import { buildCtx, buildDraft } from './build-draft.ts'
import { registerRecords } from './register-records.ts'
import { registerPatientRoutes } from './routes.ts'

let database: TestDatabase
let http: TestHttpApp
let audit: Audit
let personId: string

beforeAll(async () => {
  database = await createTestDatabase()
  http = await createTestHttpApp()
  audit = openAudit({ db: database.db, metrics: openMetrics() })
  registerPatientRoutes(http.app, { db: database.db, clock: systemClock, audit })
  const [outcome] = await database.db.kysely
    .transaction()
    .execute((tx) => registerRecords(tx, buildCtx(), [buildDraft({ family: 'Quince', given: 'Ada' })]))
  personId = outcome?.personId ?? ''
})
afterAll(async () => {
  await http.close()
  await audit.close()
  await database.close()
})

const search = (headers: Record<string, string>, payload: object) =>
  http.app.fastify.inject({ method: 'POST', url: '/api/patients/search', headers, payload })
const banner = (headers: Record<string, string>, id: string) =>
  http.app.fastify.inject({ method: 'GET', url: `/api/persons/${id}/banner`, headers })

describe('POST /api/patients/search', () => {
  it('asks a stranger to sign in', async () => {
    expect((await search(ownPage, { text: 'quince' })).statusCode).toBe(401)
  })

  it('refuses somebody without the permission', async () => {
    expect((await search(http.as('patient.read'), { text: 'quince' })).statusCode).toBe(403)
  })

  it.each([
    {},
    { text: '' },
    { text: ' - ' },
    { text: 'x'.repeat(201) },
    { text: 'quince', limit: 0 },
    { text: 'quince', limit: 51 },
    { text: 'quince', after: 'next' },
  ])('refuses %j', async (payload) => {
    expect((await search(http.as('patient.search'), payload)).statusCode).toBe(400)
  })

  it('finds a person with reasons', async () => {
    const answer = await search(http.as('patient.search'), { text: 'quince a' })
    expect(answer.statusCode).toBe(200)
    expect(answer.json()).toMatchObject({
      total: 1,
      rows: [{ personId, name: 'Quince, Ada', why: ['surname Quince', 'given name begins with A'] }],
    })
  })
})

describe('GET /api/persons/:personId/banner', () => {
  it('asks a stranger to sign in', async () => {
    expect((await banner(ownPage, personId)).statusCode).toBe(401)
  })

  it('refuses somebody without the permission', async () => {
    expect((await banner(http.as('patient.search'), personId)).statusCode).toBe(403)
  })

  it('refuses an id that is none and one that leads nowhere', async () => {
    expect((await banner(http.as('patient.read'), 'quince')).statusCode).toBe(400)
    const nobody = '00000000-0000-7000-8000-00000000dead'
    expect((await banner(http.as('patient.read'), nobody)).statusCode).toBe(404)
  })

  it('says who the person is', async () => {
    const answer = await banner(http.as('patient.read'), personId)
    expect(answer.statusCode).toBe(200)
    expect(answer.json()).toMatchObject({
      personId,
      name: 'Quince, Ada',
      birthDate: '1980-03-04',
      sex: 'male',
    })
  })
})

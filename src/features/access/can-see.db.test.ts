import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestDeps, type TestDeps } from '../../../test/support/deps.ts'
import { clockAt } from '../../platform/clock.ts'
import type { Ctx } from '../../platform/ctx.ts'
import { type Deps, openAudit } from '../audit/public.ts'
import { permissionsOf } from '../identity/public.ts'
import { type AccessScope, closedLabels, type Facts, mayFindPerson, mayRead } from './access-scope.ts'
import { canSee, canSeeSql } from './can-see.ts'
import { accessScope } from './compute-scope.ts'
import { liftRestriction, listRestrictions, placeRestriction, recordRelationship } from './keep-facts.ts'
import { SENSITIVITY_LABELS } from './labels.ts'

let parts: TestDeps
let deps: Deps
const clock = clockAt('2026-05-04T08:00:00Z')

beforeAll(async () => {
  parts = await createTestDeps({ clock })
  deps = { ...parts.deps, audit: openAudit(parts.deps) }
})
afterAll(async () => {
  await deps.audit.close()
  await parts.close()
})

const id = (number: number) => `0190f4a0-0000-7000-8000-00000000000${number}`
const ids = [1, 2, 3, 4].map(id)

function ctxOf(actorId: string, ...roles: string[]): Ctx {
  return {
    actor: { kind: 'user', id: actorId, name: actorId, roles, permissions: permissionsOf(roles) },
    purpose: 'operations',
    source: { program: 'server', requestId: 'r1' },
  }
}
const officer = () => ctxOf('officer', 'privacy_officer')

const anyScope: fc.Arbitrary<AccessScope> = fc.record({
  hiddenPersons: fc.subarray(ids).map((some) => new Set(some)),
  closed: fc.subarray([...SENSITIVITY_LABELS]),
  openedPersons: fc.subarray(ids).map((some) => new Set(some)),
  openedEncounters: fc.subarray(ids).map((some) => new Set(some)),
})
const anyFacts: fc.Arbitrary<Facts> = fc.record({
  personId: fc.option(fc.constantFrom(...ids)),
  encounterId: fc.option(fc.constantFrom(...ids)),
  sensitivity: fc.option(fc.subarray([...SENSITIVITY_LABELS, 'N', 'unheard of'])),
})

describe('the predicate', () => {
  it('in SQL is what the pure function says, for any scope and any rows', async () => {
    const columns = { person: 'f.person', encounter: 'f.encounter', sensitivity: 'f.sensitivity' }
    await fc.assert(
      fc.asyncProperty(anyScope, fc.array(anyFacts, { minLength: 1, maxLength: 20 }), async (scope, rows) => {
        const expected = rows.flatMap((facts, place) => (mayRead(scope, facts) ? [place] : []))
        const given = JSON.stringify(rows.map((facts, place) => ({ place, ...facts })))
        const from = `jsonb_to_recordset($1::jsonb) as f0 (place int, "personId" uuid, "encounterId" uuid, sensitivity text[])`
        const shape = `select place, "personId" as person, "encounterId" as encounter, sensitivity from ${from}`

        const part = canSeeSql(scope, columns, 1)
        const byText = await deps.db.pool.query<{ place: number }>(
          `select f.place from (${shape}) f where ${part.text} order by f.place`,
          [given, ...part.values],
        )
        expect(byText.rows.map((row) => row.place)).toEqual(expected)

        const byKysely = await sql<{ place: number }>`
          select f.place from (
            select place, "personId" as person, "encounterId" as encounter, sensitivity
            from jsonb_to_recordset(${given}::jsonb)
              as f0 (place int, "personId" uuid, "encounterId" uuid, sensitivity text[])) f
          where ${canSee(scope, columns)} order by f.place`.execute(deps.db.kysely)
        expect(byKysely.rows.map((row) => row.place)).toEqual(expected)
      }),
      { numRuns: 150 },
    )
  })

  it('costs nothing when nothing is closed', () => {
    const open: AccessScope = {
      hiddenPersons: new Set(),
      closed: [],
      openedPersons: new Set(),
      openedEncounters: new Set(),
    }
    expect(canSeeSql(open, { person: 'p', sensitivity: 's' }, 0)).toEqual({ text: 'true', values: [] })
  })
})

describe('a scope', () => {
  it('closes every label to who may not read sensitive entries, and none to who may', async () => {
    expect((await accessScope(deps, ctxOf('u1', 'records_technician'))).closed).toEqual(SENSITIVITY_LABELS)
    expect((await accessScope(deps, ctxOf('u2', 'clinician'))).closed).toEqual([])
  })

  it('is computed once for a request', async () => {
    const ctx = ctxOf('u3', 'coder')
    expect(await accessScope(deps, ctx)).toBe(await accessScope(deps, ctx))
  })

  it('hides a restricted person from the actor or the role until it is lifted', async () => {
    const personId = id(1)
    const byActor = await placeRestriction(deps, officer(), {
      personId,
      keptOut: { actorId: 'u4' },
      reason: 'a relative',
    })
    await placeRestriction(deps, officer(), {
      personId: id(2),
      keptOut: { role: 'biller' },
      reason: 'paid by the patient',
    })

    const seen = async (ctx: Ctx, person: string) => mayFindPerson(await accessScope(deps, ctx), person)
    expect(await seen(ctxOf('u4', 'coder'), personId)).toBe(false)
    expect(await seen(ctxOf('u5', 'coder'), personId)).toBe(true)
    expect(await seen(ctxOf('u4', 'coder'), id(2))).toBe(true)
    expect(await seen(ctxOf('u6', 'coder', 'biller'), id(2))).toBe(false)

    expect(await listRestrictions(deps, officer(), personId)).toMatchObject([{ keptOut: { actorId: 'u4' } }])
    await liftRestriction(deps, officer(), byActor)
    expect(await seen(ctxOf('u4', 'coder'), personId)).toBe(true)
    await expect(liftRestriction(deps, officer(), byActor)).rejects.toMatchObject({ kind: 'not_found' })
  })

  it('a relationship opens labelled entries while it is valid, of the person or of one encounter', async () => {
    const from = clock.now()
    const until = new Date(from.getTime() + 3_600_000)
    await recordRelationship(deps, officer(), {
      actorId: 'u7',
      personId: id(3),
      kind: 'assigned_work',
      from,
      until,
    })
    await recordRelationship(deps, officer(), {
      actorId: 'u7',
      personId: id(4),
      encounterId: id(1),
      kind: 'author',
      from,
    })

    const technician = () => accessScope(deps, ctxOf('u7', 'records_technician'))
    const now = await technician()
    expect(closedLabels(now, id(3))).toEqual([])
    expect(mayRead(now, { personId: id(4), encounterId: id(1), sensitivity: ['HIV'] })).toBe(true)
    expect(mayRead(now, { personId: id(4), encounterId: id(2), sensitivity: ['HIV'] })).toBe(false)
    clock.advance(3_600_000)
    expect(closedLabels(await technician(), id(3))).toEqual(SENSITIVITY_LABELS)
  })

  it('facts are kept by who may, and everybody else is refused on the trail', async () => {
    const input = { personId: id(1), keptOut: { role: 'coder' }, reason: 'x' }
    await expect(placeRestriction(deps, ctxOf('u8', 'supervisor'), input)).rejects.toMatchObject({
      kind: 'refused',
    })
    const found = await parts.database.owner.pool.query(
      `select outcome, person_id from audit.event where actor_id = 'u8'`,
    )
    expect(found.rows).toEqual([{ outcome: 'refused', person_id: id(1) }])
  })

  it('a relationship that ends before it begins is refused', async () => {
    const from = clock.now()
    const input = { actorId: 'u', personId: id(1), kind: 'invited', from, until: from } as const
    await expect(recordRelationship(deps, officer(), input)).rejects.toMatchObject({ kind: 'invalid' })
  })
})

it('the table of labels and the list in the code are the same', async () => {
  const rows = await deps.db.kysely
    .selectFrom('access.sensitivity_label')
    .select('code')
    .orderBy('code')
    .execute()
  expect(rows.map((row) => row.code).sort()).toEqual([...SENSITIVITY_LABELS])
})

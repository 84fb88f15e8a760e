import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type AuditedDeps, createAuditedDeps } from '../../../test/support/audited.ts'
import { clockAt } from '../../platform/clock.ts'
import type { Ctx } from '../../platform/ctx.ts'
import type { LiveMessage } from '../../platform/live/live.ts'
import { placeRestriction } from '../access/public.ts'
import { createUserForDemo, permissionsOf, type Role, systemCtx } from '../identity/public.ts'
import { claimItem, claimNext, releaseItem, renewClaim } from './claim-items.ts'
import { cancelItem, finishItem, settleItems } from './close-items.ts'
import { assignItem, listPeople, reprioritise } from './direct-work.ts'
import { type NewWorkItem, raiseItems } from './raise-items.ts'
import { listQueue, myWork, queueCounts, readItem } from './read-work.ts'

const MINUTE = 60_000
const clock = clockAt('2026-05-04T15:00:00Z')
let parts: AuditedDeps

beforeAll(async () => {
  parts = await createAuditedDeps({ clock })
})
afterAll(() => parts.close())
beforeEach(async () => {
  await parts.database.owner.pool.query(
    'truncate worklists.work_item, worklists.work_item_history, audit.event',
  )
})

function ctxOf(id: string, ...roles: Role[]): Ctx {
  return {
    actor: { kind: 'user', id, name: `Test ${id}`, roles, permissions: permissionsOf(roles) },
    purpose: 'operations',
    source: { program: 'server', requestId: 'r1' },
  }
}
const tess = ctxOf('tess', 'records_technician')
const ola = ctxOf('ola', 'records_technician')
const coder = ctxOf('cody', 'coder')
const boss = ctxOf('boss', 'supervisor')
const finder = systemCtx('job', 'finder', 'worker')
const person = (number: number) => `0190f4a0-0000-7000-8000-00000000000${number}`

const duplicate = (subjectId: string, more: Partial<NewWorkItem> = {}): NewWorkItem => ({
  kind: 'review-duplicate',
  subjectKind: 'match_pair',
  subjectId,
  ...more,
})
const raise = (...items: NewWorkItem[]) =>
  parts.deps.db.kysely.transaction().execute((tx) => raiseItems(parts.deps, tx, finder, items))

async function raiseOne(more: Partial<NewWorkItem> = {}): Promise<string> {
  await raise(duplicate('one', more))
  const [only] = (await listQueue(parts.deps, boss, { queue: 'identity', sort: 'due', limit: 10 })).items
  return only?.workItemId ?? 'none'
}

async function trail(): Promise<string[]> {
  const found = await parts.database.owner.pool.query(
    `select outcome || ' ' || action || ' ' || actor_id as event from audit.event order by event_id`,
  )
  return found.rows.map((row) => row.event)
}

async function acts(workItemId: string): Promise<string[]> {
  return (await readItem(parts.deps, boss, workItemId)).history.map((row) => row.act)
}

describe('raising work', () => {
  it('puts each item into the queue of its kind, due in the days of its kind at the facility', async () => {
    const raised = await raise(duplicate('a'), {
      kind: 'code-encounter',
      subjectKind: 'encounter',
      subjectId: 'e1',
    })
    expect(raised).toEqual({ raised: 2, updated: 0, unchanged: 0 })
    const { items } = await listQueue(parts.deps, boss, { queue: 'coding', sort: 'due', limit: 10 })
    expect(items).toMatchObject([{ kind: 'code-encounter', role: 'coder', priority: 3, dueOn: '2026-05-08' }])
  })

  it('twice leaves one item; what changed is updated and what is the same leaves no trace', async () => {
    await raise(duplicate('a'), duplicate('b'))
    expect(await raise(duplicate('a'), duplicate('b', { priority: 1 }))).toEqual({
      raised: 0,
      updated: 1,
      unchanged: 1,
    })
    const { items } = await listQueue(parts.deps, boss, { queue: 'identity', sort: 'priority', limit: 10 })
    expect(items.map((item) => [item.subjectId, item.priority, item.version])).toEqual([
      ['b', 1, 2],
      ['a', 3, 1],
    ])
    expect((await trail()).filter((event) => event.includes('raised'))).toEqual([
      'done worklists.raised job:finder',
      'done worklists.raised job:finder',
      'done worklists.raised_again job:finder',
    ])
  })

  it('the same subject twice in one call is one item', async () => {
    expect(await raise(duplicate('a'), duplicate('a', { title: 'Better said' }))).toMatchObject({ raised: 1 })
  })

  it('keeps the claim, the owner and a priority that a person chose', async () => {
    const id = await raiseOne()
    await claimItem(parts.deps, tess, id)
    await reprioritise(parts.deps, boss, id, 2)
    await raise(duplicate('one', { priority: 5, dueOn: '2026-06-01' }))
    expect((await readItem(parts.deps, boss, id)).item).toMatchObject({
      priority: 2,
      dueOn: '2026-06-01',
      claim: { by: { id: 'tess' } },
    })
  })

  it('opens a new item once the old one is done', async () => {
    const id = await raiseOne()
    await claimItem(parts.deps, tess, id)
    await finishItem(parts.deps, tess, id, { outcome: 'same-person' })
    expect(await raise(duplicate('one'))).toMatchObject({ raised: 1 })
  })

  it('is undone with its transaction', async () => {
    const failing = parts.deps.db.kysely.transaction().execute(async (tx) => {
      await raiseItems(parts.deps, tx, finder, [duplicate('a')])
      throw new Error('the act failed')
    })
    await expect(failing).rejects.toThrow('the act failed')
    expect(await raise(duplicate('a'))).toMatchObject({ raised: 1 })
  })

  it('ten thousand at once go in, and two at the same time do not block each other', async () => {
    const many = Array.from({ length: 5_000 }, (_, number) => duplicate(`m${number}`))
    const both = await Promise.all([raise(...many), raise(...many.toReversed())])
    expect(both.reduce((sum, one) => sum + one.raised, 0)).toBe(5_000)
    expect(both.reduce((sum, one) => sum + one.unchanged, 0)).toBe(5_000)
  }, 120_000)
})

describe('claiming', () => {
  it('of twenty people at the same time exactly one gets the item, the others hear who has it', async () => {
    const id = await raiseOne()
    const crowd = Array.from({ length: 20 }, (_, number) => ctxOf(`p${number}`, 'records_technician'))
    const results = await Promise.allSettled(crowd.map((ctx) => claimItem(parts.deps, ctx, id)))
    const won = results.flatMap((one) => (one.status === 'fulfilled' ? [one.value.claim?.by.name] : []))
    expect(won).toHaveLength(1)
    const sentences = results.flatMap((one) =>
      one.status === 'rejected' ? [String(one.reason.message)] : [],
    )
    expect(new Set(sentences)).toEqual(
      new Set([
        expect.stringMatching(new RegExp(`^${won[0]} has had this since \\d\\d:\\d\\d; it comes free`)),
      ]),
    )
    expect((await acts(id)).filter((act) => act === 'claimed')).toHaveLength(1)
  })

  it('of twenty who ask for the next of twelve each gets another one or none', async () => {
    await raise(...Array.from({ length: 12 }, (_, number) => duplicate(`n${number}`)))
    const crowd = Array.from({ length: 20 }, (_, number) => ctxOf(`p${number}`, 'records_technician'))
    const got = await Promise.all(crowd.map((ctx) => claimNext(parts.deps, ctx, 'identity')))
    const ids = got.flatMap((item) => (item ? [item.workItemId] : []))
    expect(ids).toHaveLength(12)
    expect(new Set(ids).size).toBe(12)
  })

  it('the next is what was given to me, then what is urgent at once, then by due day', async () => {
    await raise(
      duplicate('late', { dueOn: '2026-05-01' }),
      duplicate('later', { dueOn: '2026-05-02', priority: 2 }),
      duplicate('stat', { dueOn: '2026-06-01', priority: 1 }),
      duplicate('mine', { dueOn: '2026-07-01', owner: { id: 'tess', name: 'Test tess' } }),
    )
    const order: (string | undefined)[] = []
    for (let turn = 0; turn < 5; turn += 1) {
      order.push((await claimNext(parts.deps, tess, null))?.subjectId)
    }
    expect(order).toEqual(['mine', 'stat', 'late', 'later', undefined])
  })

  it('what is for another role or given to somebody else is not mine to take', async () => {
    const id = await raiseOne({ owner: { id: 'ola', name: 'Test ola' } })
    await expect(claimItem(parts.deps, tess, id)).rejects.toMatchObject({ code: 'worklists.given' })
    await assignItem(parts.deps, boss, id, null)
    await expect(claimItem(parts.deps, coder, id)).rejects.toMatchObject({
      code: 'worklists.other_role',
      kind: 'refused',
    })
    expect(await claimNext(parts.deps, coder, null)).toBeNull()
  })

  it('runs out by the clock; then somebody else may take it, and the time counted is capped', async () => {
    const id = await raiseOne()
    await claimItem(parts.deps, tess, id)
    clock.advance(29 * MINUTE)
    await expect(claimItem(parts.deps, ola, id)).rejects.toMatchObject({ code: 'worklists.held' })
    clock.advance(MINUTE)
    expect((await queueCounts(parts.deps, ola)).queues[0]).toMatchObject({ waiting: 1, held: 0, forMe: 1 })
    const taken = await claimItem(parts.deps, ola, id)
    expect(taken).toMatchObject({ claim: { by: { id: 'ola' } }, spentMs: 2 * MINUTE })
    await expect(renewClaim(parts.deps, tess, id)).rejects.toMatchObject({ code: 'worklists.held' })
    expect(await acts(id)).toEqual(['raised', 'claimed', 'claim_expired', 'claimed'])
  })

  it('goes on while its holder gives signs of life, which count the time between', async () => {
    const id = await raiseOne()
    await claimItem(parts.deps, tess, id)
    for (let beat = 0; beat < 40; beat += 1) {
      clock.advance(MINUTE)
      await renewClaim(parts.deps, tess, id)
    }
    await expect(claimItem(parts.deps, ola, id)).rejects.toMatchObject({ code: 'worklists.held' })
    expect((await releaseItem(parts.deps, tess, id)).spentMs).toBe(40 * MINUTE)
    expect(await acts(id)).toEqual(['raised', 'claimed', 'released'])
  })

  it('a claim that ran out is taken up again by its former holder when nobody else has it', async () => {
    const id = await raiseOne()
    await claimItem(parts.deps, tess, id)
    clock.advance(45 * MINUTE)
    expect(await renewClaim(parts.deps, tess, id)).toMatchObject({ state: 'claimed', spentMs: 2 * MINUTE })
    expect(await acts(id)).toEqual(['raised', 'claimed', 'claim_expired', 'claimed'])
  })
})

describe('ending work', () => {
  it('only its holder finishes it, with an outcome of its kind, once', async () => {
    const id = await raiseOne()
    const ending = { outcome: 'same-person', reason: 'Same number and address.' }
    await expect(finishItem(parts.deps, tess, id, ending)).rejects.toMatchObject({
      code: 'worklists.not_held',
    })
    await claimItem(parts.deps, tess, id)
    await expect(finishItem(parts.deps, ola, id, ending)).rejects.toMatchObject({ code: 'worklists.held' })
    await expect(finishItem(parts.deps, tess, id, { outcome: 'coded' })).rejects.toMatchObject({
      code: 'worklists.wrong_outcome',
    })
    const done = await finishItem(parts.deps, tess, id, ending)
    expect(done).toMatchObject({ state: 'done', claim: null, closed: { outcome: 'same-person' } })
    await expect(claimItem(parts.deps, tess, id)).rejects.toMatchObject({ code: 'worklists.closed' })
    expect(JSON.stringify(await trail())).not.toContain('address')
  })

  it('doing the thing itself settles what waits about it, whoever holds it', async () => {
    const id = await raiseOne()
    await claimItem(parts.deps, tess, id)
    const settled = await parts.deps.db.kysely
      .transaction()
      .execute((tx) =>
        settleItems(
          parts.deps,
          tx,
          ola,
          'review-duplicate',
          { subjectKind: 'match_pair', subjectId: 'one' },
          'merged',
        ),
      )
    expect(settled).toBe(1)
    expect((await readItem(parts.deps, boss, id)).item).toMatchObject({
      state: 'done',
      closed: { by: 'ola', outcome: 'merged' },
    })
  })

  it('the supervisor cancels with a reason, and takes back what somebody holds', async () => {
    const id = await raiseOne()
    await claimItem(parts.deps, tess, id)
    await expect(cancelItem(parts.deps, tess, id, 'no')).rejects.toMatchObject({ kind: 'refused' })
    await expect(releaseItem(parts.deps, ola, id)).rejects.toMatchObject({ code: 'worklists.held' })
    await releaseItem(parts.deps, boss, id, 'On leave.')
    const cancelled = await cancelItem(parts.deps, boss, id, 'Raised by mistake.')
    expect(cancelled).toMatchObject({ state: 'cancelled', closed: { reason: 'Raised by mistake.' } })
    expect(await acts(id)).toEqual(['raised', 'claimed', 'released', 'cancelled'])
  })
})

describe('giving work to somebody', () => {
  it('takes it from whoever holds it, and only they may claim it then', async () => {
    const user = await createUserForDemo(parts.deps, finder, {
      userName: 'nila',
      name: 'Nila Brandt',
      roles: ['records_technician'],
      password: 'violet kettle drum',
    })
    const admin = await createUserForDemo(parts.deps, finder, {
      userName: 'adm',
      name: 'Ada Min',
      roles: ['administrator'],
      password: 'violet kettle drum',
    })
    const id = await raiseOne()
    await claimItem(parts.deps, tess, id)
    const given = await assignItem(parts.deps, boss, id, { userId: user.userId })
    expect(given).toMatchObject({ state: 'open', claim: null, owner: { name: 'Nila Brandt' } })
    await expect(claimItem(parts.deps, tess, id)).rejects.toThrow('This was given to Nila Brandt.')
    const nila = ctxOf(user.userId, 'records_technician')
    expect((await myWork(parts.deps, nila)).next.map((item) => item.workItemId)).toEqual([id])
    await expect(assignItem(parts.deps, boss, id, { userId: admin.userId })).rejects.toMatchObject({
      code: 'worklists.no_such_colleague',
    })
    expect((await listPeople(parts.deps, boss)).map((one) => one.name)).toEqual(['Nila Brandt'])
  })

  it('is the supervisor’s to do, and a refusal is on the trail', async () => {
    const id = await raiseOne()
    await expect(assignItem(parts.deps, tess, id, null)).rejects.toMatchObject({ kind: 'refused' })
    expect(await trail()).toContain('refused identity.permission_refused tess')
  })
})

describe('lists', () => {
  it.each(['due', 'priority', 'age'] as const)(
    'by %s, pages hold every item once, in order',
    async (sort) => {
      await raise(
        ...Array.from({ length: 57 }, (_, number) =>
          duplicate(`p${number}`, {
            dueOn: `2026-05-0${(number % 9) + 1}`,
            priority: ((number % 5) + 1) as 1,
            openedAt: new Date(clock.now().getTime() - (number % 7) * 3_600_000),
          }),
        ),
      )
      const seen: string[] = []
      let after: string | undefined
      do {
        const page = await listQueue(parts.deps, boss, { queue: 'identity', sort, limit: 10, after })
        seen.push(...page.items.map((item) => item.subjectId))
        after = page.next ?? undefined
      } while (after !== undefined)
      expect(seen).toHaveLength(57)
      expect(new Set(seen).size).toBe(57)
    },
  )

  it('refuse a page mark of another order', async () => {
    await raise(duplicate('a'), duplicate('b'))
    const page = await listQueue(parts.deps, boss, { queue: 'identity', sort: 'due', limit: 1 })
    for (const after of [page.next ?? '', 'due_x', '']) {
      const asked = listQueue(parts.deps, boss, { queue: 'identity', sort: 'age', limit: 1, after })
      await expect(asked).rejects.toMatchObject({ code: 'worklists.wrong_page_mark' })
    }
  })

  it('counts what waits, what is late at the facility, and since when', async () => {
    const openedAt = new Date('2026-04-28T10:00:00Z')
    await raise(
      duplicate('a', { dueOn: '2026-05-03', openedAt }),
      duplicate('b', { dueOn: '2026-05-04' }),
      duplicate('c', { owner: { id: 'ola', name: 'Test ola' } }),
    )
    await claimNext(parts.deps, tess, null)
    const { queues } = await queueCounts(parts.deps, tess)
    expect(queues[0]).toEqual({
      queue: 'identity',
      waiting: 2,
      forMe: 1,
      held: 1,
      heldByMe: 1,
      overdue: 1,
      dueToday: 1,
      oldestOpenedAt: openedAt,
    })
    expect(queues[5]).toMatchObject({ queue: 'coding', waiting: 0, oldestOpenedAt: null })
  })

  it('never show, count, give out or change an item about a person who is hidden from the actor', async () => {
    const officer = ctxOf('officer', 'privacy_officer')
    await placeRestriction(parts.deps, officer, {
      personId: person(1),
      keptOut: { actorId: 'kin' },
      reason: 'a relative',
    })
    await raise(duplicate('hidden', { personId: person(1) }), duplicate('open', { personId: person(2) }))
    const { items } = await listQueue(parts.deps, boss, { queue: 'identity', sort: 'due', limit: 10 })
    const hidden = items.find((item) => item.subjectId === 'hidden')?.workItemId ?? ''
    const kin = () => ctxOf('kin', 'records_technician')

    const listed = await listQueue(parts.deps, kin(), { queue: 'identity', sort: 'due', limit: 10 })
    expect(listed.items.map((item) => item.subjectId)).toEqual(['open'])
    expect((await queueCounts(parts.deps, kin())).queues[0]).toMatchObject({ waiting: 1 })
    for (const attempt of [
      () => readItem(parts.deps, kin(), hidden),
      () => claimItem(parts.deps, kin(), hidden),
      () => renewClaim(parts.deps, kin(), hidden),
    ]) {
      await expect(attempt()).rejects.toMatchObject({ code: 'worklists.no_such_item' })
    }
    expect(await trail()).toContain('refused worklists.read kin')
    expect((await claimNext(parts.deps, kin(), null))?.subjectId).toBe('open')
    expect(await claimNext(parts.deps, kin(), null)).toBeNull()
  })

  it('every change is told on the live channel, with ids only', async () => {
    const heard: LiveMessage[] = []
    const stop = parts.deps.live.subscribe('work', (message) => heard.push(message))
    try {
      await expect
        .poll(async () => {
          const id = await raiseOne({ dueOn: `2026-06-${10 + (heard.length % 10)}` })
          await claimItem(parts.deps, tess, id)
          await releaseItem(parts.deps, tess, id)
          return heard.length
        })
        .toBeGreaterThan(0)
      expect(heard[0]).toMatchObject({ channel: 'work', about: 'changed', data: { queue: 'identity' } })
    } finally {
      stop()
    }
  })
})

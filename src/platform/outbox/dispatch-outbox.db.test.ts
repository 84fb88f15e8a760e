import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { createTestDeps, type TestDeps } from '../../../test/support/deps.ts'
import { eventually } from '../../../test/support/eventually.ts'
import { type Dispatcher, dispatchOutbox } from './dispatch-outbox.ts'
import type { News } from './outbox.ts'
import type { Reaction } from './reactions.ts'

let given: TestDeps
let dispatchers: Dispatcher[] = []
beforeAll(async () => {
  given = await createTestDeps()
})
beforeEach(() => given.database.owner.pool.query('truncate platform.outbox, platform.outbox_delivery'))
afterEach(async () => {
  for (const dispatcher of dispatchers) await dispatcher.stop()
  dispatchers = []
})
afterAll(() => given.close())

const tell = (...news: News[]) =>
  given.deps.db.kysely.transaction().execute((tx) => given.deps.outbox.tell(tx, news))
const dispatch = (...reactions: Reaction[]) => {
  const dispatcher = dispatchOutbox(given.deps, reactions)
  dispatchers.push(dispatcher)
  return dispatcher
}
const filed = (subject: string, count = 1): News => ({
  topic: 'charts.entries_filed',
  subject,
  details: { count },
})
function listener(name: string, fail: (news: News) => boolean = () => false) {
  const heard: News[] = []
  const reaction: Reaction = {
    topic: 'charts.entries_filed',
    name,
    async react(_deps, news) {
      heard.push(news)
      if (fail(news)) throw new Error('not now')
    },
  }
  return { heard, reaction }
}

test('every reaction to a topic hears the news once, and other topics go by', async () => {
  const one = listener('work.when_filed')
  const two = listener('reports.when_filed')
  dispatch(one.reaction, two.reaction)
  await tell(filed('encounter-1'), { topic: 'charts.refiled', subject: 'encounter-1' })
  await eventually(() => one.heard.length === 1 && two.heard.length === 1)
  expect(one.heard).toEqual([filed('encounter-1')])
})

test('news of one transaction about one subject come as one', async () => {
  await tell(filed('encounter-1', 1), filed('encounter-1', 2), filed('encounter-2'))
  const one = listener('work.when_filed')
  await dispatch(one.reaction).drain()
  await eventually(() => one.heard.length === 2)
  expect(one.heard.map((news) => news.subject).sort()).toEqual(['encounter-1', 'encounter-2'])
})

test('what a rolled back transaction told is never heard', async () => {
  const attempt = given.deps.db.kysely.transaction().execute(async (tx) => {
    await given.deps.outbox.tell(tx, [filed('encounter-9')])
    throw new Error('no')
  })
  await expect(attempt).rejects.toThrow('no')
  const one = listener('work.when_filed')
  const dispatcher = dispatch(one.reaction)
  await tell(filed('encounter-1'))
  await dispatcher.drain()
  await eventually(() => one.heard.length > 0)
  expect(one.heard.map((news) => news.subject)).toEqual(['encounter-1'])
})

test('a reaction that fails is called again, and holds up neither the others nor other news', async () => {
  let fails = 1
  const stubborn = listener('work.when_filed', (news) => news.subject === 'encounter-1' && fails-- > 0)
  const calm = listener('reports.when_filed')
  dispatch(stubborn.reaction, calm.reaction)
  await tell(filed('encounter-1'), filed('encounter-2'))
  await eventually(() => calm.heard.length === 2 && stubborn.heard.length === 3)
  const left = async () =>
    (await given.database.owner.pool.query('select from platform.outbox_delivery')).rowCount
  await eventually(async () => (await left()) === 0)
})

test('what a killed dispatcher had taken is carried by another after its time', async () => {
  await given.database.owner.pool.query(
    `insert into platform.outbox_delivery (reaction, topic, subject, claimed_until) values
     ('work.when_filed', 'charts.entries_filed', 'held', now() + interval '1 hour'),
     ('work.when_filed', 'charts.entries_filed', 'lost', now() - interval '1 second')`,
  )
  const one = listener('work.when_filed')
  await dispatch(one.reaction).drain()
  await eventually(() => one.heard.length > 0)
  expect(one.heard.map((news) => news.subject)).toEqual(['lost'])
})

test('two dispatchers share the work without doubling it', async () => {
  const one = listener('work.when_filed')
  await tell(...Array.from({ length: 500 }, (_, index) => filed(`encounter-${index}`)))
  await Promise.all([dispatch(one.reaction).drain(), dispatch(one.reaction).drain()])
  await eventually(() => one.heard.length >= 500)
  expect(new Set(one.heard.map((news) => news.subject)).size).toBe(one.heard.length)
})

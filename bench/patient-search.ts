// Patient search over a crowd of invented people: a mixed set of questions as people type them, each through the use
// case with its trail event. Prints one JSON line a measurement, {name, value, unit, budget};
// CHARTROOM_BENCH_PERSONS sets the size of the crowd.
import { openAudit } from '../src/features/audit/public.ts'
import { type RecordDraft, registerRecords, searchPatients } from '../src/features/patients/public.ts'
import { systemClock } from '../src/platform/clock.ts'
import type { Ctx } from '../src/platform/ctx.ts'
import { withClient } from '../src/platform/db/database.ts'
import { openMetrics } from '../src/platform/metrics.ts'
import { createTestDatabase } from '../test/support/database.ts'
import { inventRegistrations, randomNumbers } from './invented-registrations.ts'

const PERSONS = Number(process.env.CHARTROOM_BENCH_PERSONS ?? 100_000)
const QUESTIONS = 800
const BUDGET_MS = 50
const SEED = 20_260_101

const ctx: Ctx = {
  actor: {
    kind: 'user',
    id: 'bench',
    name: 'Bench',
    roles: [],
    permissions: new Set(['patient.search', 'patient.read']),
  },
  purpose: 'operations',
  source: { program: 'cli', requestId: 'bench' },
}

type Question = { readonly kind: string; readonly text: string; readonly wantedMrn: string }

const NICKNAMES: Readonly<Record<string, string>> = {
  Elizabeth: 'Liz',
  Robert: 'Bob',
  William: 'Bill',
  Margaret: 'Peggy',
  John: 'Jack',
  Jose: 'Pepe',
  Francisco: 'Paco',
  Guadalupe: 'Lupe',
  Richard: 'Dick',
  James: 'Jim',
  Catherine: 'Kate',
  Patricia: 'Pat',
}

const database = await createTestDatabase()
const audit = openAudit({ db: database.db, metrics: openMetrics() })
try {
  const deps = { db: database.db, clock: systemClock, audit }
  const sample: RecordDraft[] = []
  const loadMs = await load(sample)
  await database.owner.pool.query('vacuum analyze patients.search_entry')
  await database.owner.pool.query('analyze')

  const questions = invent(sample)
  for (const question of questions.slice(0, 100)) await ask(question)
  const asked: { kind: string; ms: number; isFound: boolean }[] = []
  for (const question of questions) asked.push(await ask(question))

  const inOrder = asked.map((each) => each.ms).toSorted((a, b) => a - b)
  const percentile = (share: number) => round(inOrder[Math.floor(inOrder.length * share)] ?? 0)
  const crowd = `${PERSONS.toLocaleString('en-US')} persons`
  const results = [
    {
      name: `register records, ${crowd}`,
      value: Math.round(PERSONS / (loadMs / 1000)),
      unit: 'records/s',
      budget: '>= 3000',
    },
    { name: `patient search p50, ${crowd}`, value: percentile(0.5), unit: 'ms', budget: `<= ${BUDGET_MS}` },
    { name: `patient search p95, ${crowd}`, value: percentile(0.95), unit: 'ms', budget: `<= ${BUDGET_MS}` },
    {
      name: `patient search p99, ${crowd}`,
      value: percentile(0.99),
      unit: 'ms',
      budget: `<= ${BUDGET_MS * 2}`,
    },
  ]
  for (const result of results) process.stdout.write(`${JSON.stringify(result)}\n`)
  for (const kind of new Set(questions.map((question) => question.kind))) {
    const own = asked.filter((each) => each.kind === kind)
    const times = own.map((each) => each.ms).toSorted((a, b) => a - b)
    const found = own.filter((each) => each.isFound).length
    const p95 = round(times[Math.floor(times.length * 0.95)] ?? 0)
    process.stderr.write(
      `${kind.padEnd(24)} p95 ${p95} ms, wanted person on the first page ${found}/${own.length}\n`,
    )
  }

  async function ask({ kind, text, wantedMrn }: Question) {
    const begun = performance.now()
    const answer = await searchPatients(deps, ctx, { text, limit: 20 })
    const ms = performance.now() - begun
    return {
      kind,
      ms,
      isFound: answer.rows.some((row) => row.mrns.some((number) => number.mrn === wantedMrn)),
    }
  }
} finally {
  await audit.close()
  await database.close()
}

async function load(sample: RecordDraft[]): Promise<number> {
  let batch: RecordDraft[] = []
  let ms = 0
  const flush = async () => {
    const begun = performance.now()
    await withClient(database.db, (client) => registerRecords(client, ctx, batch))
    ms += performance.now() - begun
    batch = []
  }
  let at = 0
  for (const draft of inventRegistrations(PERSONS, SEED)) {
    batch.push(draft)
    if (at++ % Math.max(1, Math.floor(PERSONS / QUESTIONS)) === 0) sample.push(draft)
    if (batch.length === 1000) await flush()
  }
  if (batch.length) await flush()
  return ms
}

// Each sampled person is asked for in one of the ways of typing, in turn.
function invent(sample: readonly RecordDraft[]): Question[] {
  const random = randomNumbers(SEED + 1)
  const swapped = (word: string) => {
    const at = 1 + Math.floor(random() * Math.max(1, word.length - 2))
    return word.slice(0, at) + (word[at + 1] ?? '') + (word[at] ?? '') + word.slice(at + 2)
  }
  const without = (word: string) => {
    const at = 1 + Math.floor(random() * Math.max(1, word.length - 1))
    return word.slice(0, at) + word.slice(at + 1)
  }
  const nickname = (given: string) => NICKNAMES[given] ?? given.slice(0, 4)
  return sample.map((draft, at) => {
    const [name] = draft.demographics.names
    const family = (name?.family ?? '').split(' ')[0] ?? ''
    const given = name?.given[0] ?? ''
    const born = String(draft.demographics.birthDate)
    const [year, month, day] = born.split('-')
    const mrn = draft.demographics.identifiers[0]?.value ?? ''
    const phone = draft.demographics.telecoms[0]?.value ?? ''
    const ways: [string, string][] = [
      ['family, initial, year', `${family} ${given.slice(0, 1)} ${year}`],
      ['given family', `${given} ${family}`],
      ['family alone', family],
      ['prefixes', `${family.slice(0, 3)} ${given.slice(0, 2)}`],
      ['misspelt with date', `${swapped(family)} ${month}/${day}/${year}`],
      ['misspelt name', `${without(family)} ${given}`],
      ['both misspelt, year', `${swapped(given)} ${without(family)} ${year}`],
      ['nickname', `${nickname(given)} ${family} ${year}`],
      ['birth date', `${month}/${day}/${year}`],
      ['phone', phone],
      ['last four of phone', `${family} ${phone.slice(-4)}`],
      ['record number', mrn],
      ['number without zeros', mrn.replace(/^0+/, '')],
      ['record number begun', mrn.replace(/^0+/, '').slice(0, 5)],
      ['given alone', given],
      ['year alone', `${year}`],
      ['social security number', draft.demographics.identifiers[1]?.value ?? ''],
    ]
    const [kind, text] = ways[at % ways.length] ?? ['family alone', family]
    return { kind, text, wantedMrn: mrn }
  })
}

function round(ms: number): number {
  return Math.round(ms * 10) / 10
}

// How fast the trail is sealed and verified, and what recording a read costs. Prints one JSON line a measurement.
//   CHARTROOM_TEST_DATABASE_URL=postgres://… node bench/audit-verify.ts [events, 2000000 unless told]
import { createTestDatabase } from '../test/support/database.ts'
import { openTestTrail, testCtx } from '../test/support/trail.ts'

type Measurement = { name: string; value: number; unit: string; budget?: string }

const EVENTS = Number(process.argv[2] ?? 2_000_000)
const PER_TRANSACTION = 500
const PER_COMMAND = 100_000

const database = await createTestDatabase()
const trail = await openTestTrail(database)
try {
  const filled = await timed(fill)
  report({ name: 'audit events filled by the bench', value: rate(EVENTS, filled), unit: 'events/s' })

  const sealed = await timed(() => trail.sealAll())
  report({ name: 'audit sealing', value: rate(EVENTS, sealed), unit: 'events/s', budget: '>= 17000' })

  await database.owner.pool.query('vacuum analyze audit.event')
  const best: number[] = []
  for (let run = 0; run < 3; run += 1) {
    const verdict = await trail.verify()
    if (!verdict.ok || verdict.events !== EVENTS) throw new Error(`not whole: ${JSON.stringify(verdict)}`)
    best.push(rate(verdict.events, verdict.seconds))
  }
  report({ name: 'audit verify', value: middle(best), unit: 'events/s', budget: '>= 400000' })
  const peak = process.resourceUsage().maxRSS / 1024
  report({
    name: 'audit verify, peak memory of the process',
    value: Math.round(peak),
    unit: 'MB',
    budget: '<= 500',
  })

  await reportReads(1, 2_000)
  await reportReads(32, 20_000)

  await trail.sealAll()
  const victim = Math.floor(EVENTS / 2)
  await database.owner.pool.query('update audit.event set purpose = $1 where event_id = $2', [
    'legal',
    victim,
  ])
  const broken = await trail.verify()
  if (broken.firstBroken?.eventId !== victim) throw new Error('the tampered event was not named')
  report({ name: 'audit verify names one changed event in the middle', value: broken.seconds, unit: 's' })
} finally {
  await trail.close()
  await database.close()
}

/** The shape of a day's reading: many users, many charts, short transactions. */
async function fill(): Promise<void> {
  const client = await database.owner.pool.connect()
  try {
    await client.query('set synchronous_commit = off')
    for (let done = 0; done < EVENTS; done += PER_COMMAND) {
      await client.query(`do $$ begin
        for batch in 1..${Math.min(PER_COMMAND, EVENTS - done) / PER_TRANSACTION} loop
          insert into audit.event (action, actor_kind, actor_id, actor_name, roles, purpose, program, request_id,
            address, session_id, person_id, record_id, details)
          select 'chart.open', 'user', 'user-' || n % 200, 'Ada Example ' || n % 200, '{records_technician}',
            'operations', 'server', gen_random_uuid(), '10.0.0.' || n % 250, md5((n % 300)::text),
            gen_random_uuid(), gen_random_uuid(), '{"part": "timeline", "entries": 40}'
          from generate_series(1, ${PER_TRANSACTION}) as n;
          commit;
        end loop;
      end $$`)
    }
  } finally {
    client.release()
  }
}

async function reportReads(clients: number, reads: number): Promise<void> {
  const took: number[] = []
  const person = '0190f4a0-0000-7000-8000-000000000001'
  const seconds = await timed(async () => {
    let left = reads
    const one = async () => {
      while (left-- > 0) {
        const started = performance.now()
        await trail.audit.read(testCtx(), {
          action: 'chart.open',
          personId: person,
          details: { part: 'timeline' },
        })
        took.push(performance.now() - started)
      }
    }
    await Promise.all(Array.from({ length: clients }, one))
  })
  report({ name: `audit reads recorded, ${clients} at once`, value: rate(reads, seconds), unit: 'events/s' })
  report({ name: `audit read recorded, ${clients} at once, median`, value: round(middle(took)), unit: 'ms' })
}

async function timed(work: () => Promise<void>): Promise<number> {
  const started = performance.now()
  await work()
  return (performance.now() - started) / 1000
}

function rate(count: number, seconds: number): number {
  return Math.round(count / seconds)
}

function middle(values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000
}

function report(measurement: Measurement): void {
  console.log(JSON.stringify(measurement))
}

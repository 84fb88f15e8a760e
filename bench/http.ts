// The server under load with the trail on and off, side by side in one run: read by id, chart open, patient search.
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import autocannon from 'autocannon'
import { DEMO_USERS, demoPassword } from '../src/demo/tables/users.ts'
import { fillDemo } from '../src/programs/fill-demo.ts'
import { openBenchInstallation } from './support/bench-installation.ts'
import { type Figure, print } from './support/measure.ts'

const SECONDS = Number(process.env.CHARTROOM_BENCH_SECONDS ?? 6)
const PAIRS = 3
const SERVER = join(import.meta.dirname, 'support/http-server.ts')

type Server = {
  readonly address: string
  readonly cookie: string
  rss(): Promise<number>
  stop(): Promise<void>
}
type Load = { readonly rate: number; readonly p50: number; readonly p95: number }
type Wish = { readonly method: 'GET' | 'POST'; readonly path: string; readonly body?: string }

const bench = await openBenchInstallation()
try {
  const { deps } = bench.installation
  await fillDemo(deps, { seed: 'bench', patients: 200, asOf: '2026-01-01' }, () => undefined)
  await deps.db.pool.query('select 1')
  const sample = await chooseSample()
  const on = await startServer('on')
  const off = await startServer('off')
  try {
    print(await measure(on, off, sample))
  } finally {
    await on.stop()
    await off.stop()
  }
} finally {
  await bench.close()
}

async function measure(on: Server, off: Server, sample: Sample): Promise<Figure[]> {
  await run(on, sample.ids, 16, 2)
  const byId = await run(on, sample.ids, 16, SECONDS)
  const figures: Figure[] = [
    { name: 'read by id, 16 clients', value: Math.round(byId.rate), unit: 'requests/s', budget: '>= 3000' },
  ]
  for (const [name, wishes] of [
    ['chart open', sample.charts],
    ['patient search', sample.searches],
  ] as const) {
    const busy = await sideBySide(on, off, wishes, 32)
    const alone = await sideBySide(on, off, wishes, 1)
    figures.push(
      { name: `${name}, 32 clients, trail on`, value: Math.round(busy.on.rate), unit: 'requests/s' },
      { name: `${name}, 32 clients, trail off`, value: Math.round(busy.off.rate), unit: 'requests/s' },
      {
        name: `${name}, throughput that the trail costs`,
        value: round(100 * (1 - busy.ratio)),
        unit: '%',
        budget: '<= 15',
      },
      { name: `${name}, alone, p95 with the trail`, value: round(alone.on.p95), unit: 'ms', budget: '<= 50' },
      {
        name: `${name}, alone, mean that the trail adds`,
        value: round(1000 / alone.on.rate - 1000 / alone.off.rate),
        unit: 'ms',
        budget: '<= 1',
      },
    )
  }
  const rss = Math.round((await on.rss()) / 1e6)
  return [...figures, { name: 'server process after this load', value: rss, unit: 'MB', budget: '<= 500' }]
}

/** On, off, on, off …: the ratio is taken pair by pair, so that a drifting machine does not decide it. */
async function sideBySide(on: Server, off: Server, wishes: readonly Wish[], clients: number) {
  await run(on, wishes, clients, 2)
  await run(off, wishes, clients, 2)
  const pairs: { on: Load; off: Load }[] = []
  for (let pair = 0; pair < PAIRS; pair += 1) {
    pairs.push({ on: await run(on, wishes, clients, SECONDS), off: await run(off, wishes, clients, SECONDS) })
  }
  const byRatio = pairs.toSorted((a, b) => a.on.rate / a.off.rate - b.on.rate / b.off.rate)
  const middle = byRatio[Math.floor(PAIRS / 2)] ?? {
    on: { rate: 0, p50: 0, p95: 0 },
    off: { rate: 1, p50: 0, p95: 0 },
  }
  return { ...middle, ratio: middle.on.rate / middle.off.rate }
}

async function run(
  server: Server,
  wishes: readonly Wish[],
  connections: number,
  seconds: number,
): Promise<Load> {
  const headers = { cookie: server.cookie, 'x-chartroom': '1', 'sec-fetch-site': 'same-origin' }
  const result = await autocannon({
    url: server.address,
    connections,
    duration: seconds,
    sampleInt: 100,
    requests: wishes.map(({ method, path, body }) => ({
      method,
      path,
      headers: body ? { ...headers, 'content-type': 'application/json' } : headers,
      ...(body ? { body } : {}),
    })),
  })
  if (result.non2xx > 0 || result.errors > 0) {
    throw new Error(`The load met ${result.non2xx} refusals and ${result.errors} errors.`)
  }
  // The mean over the whole run counts every answer; autocannon's latency has whole milliseconds.
  return { rate: result['2xx'] / result.duration, p50: result.latency.p50, p95: result.latency.p97_5 }
}

type Sample = { readonly ids: Wish[]; readonly charts: Wish[]; readonly searches: Wish[] }

async function chooseSample(): Promise<Sample> {
  const { pool } = bench.installation.deps.db
  const entries = await pool.query<{ entry_id: string; kind: string }>(
    `select entry_id, kind from charts.entry where kind = 'Observation' and sensitivity = '{}' order by content_hash limit 500`,
  )
  const persons = await pool.query<{
    person_id: string
    family: string
    given: string
    birth_date: string | null
  }>(
    `select l.person_id, m.family, m.given, m.birth_date from patients.mpi_record m
     join patients.person_link l on l.record_id = m.record_id and l.valid_to is null
     where m.family is not null order by m.demographics_hash limit 150`,
  )
  return {
    ids: entries.rows.map((row) => ({ method: 'GET', path: `/api/fhir/${row.kind}/${row.entry_id}` })),
    charts: persons.rows.map((row) => ({ method: 'GET', path: `/api/charts/${row.person_id}` })),
    searches: persons.rows.map((row) => ({
      method: 'POST',
      path: '/api/patients/search',
      body: JSON.stringify({
        text: `${row.family.slice(0, 5)} ${row.given?.slice(0, 1) ?? ''} ${row.birth_date?.slice(0, 4) ?? ''}`.trim(),
      }),
    })),
  }
}

async function startServer(audit: 'on' | 'off'): Promise<Server> {
  const child = fork(SERVER, {
    env: { ...bench.env, BENCH_AUDIT: audit },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  const { address } = await answer<{ address: string }>(child)
  return {
    address,
    cookie: await signIn(address),
    async rss() {
      child.send('rss')
      return (await answer<{ rss: number }>(child)).rss
    },
    async stop() {
      child.send('stop')
      await once(child, 'exit')
    },
  }
}

async function answer<T>(child: ChildProcess): Promise<T> {
  const [message] = await once(child, 'message')
  return message as T
}

async function signIn(address: string): Promise<string> {
  const user = DEMO_USERS.find((one) => one.role === 'records_technician')
  if (!user) throw new Error('The demo has no records technician.')
  const response = await fetch(`${address}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-chartroom': '1', 'sec-fetch-site': 'same-origin' },
    body: JSON.stringify({ userName: user.userName, password: demoPassword(user) }),
  })
  if (!response.ok) throw new Error(`Sign-in was answered with ${response.status}: ${await response.text()}`)
  return response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ')
}

function round(value: number): number {
  return Math.round(value * 100) / 100
}

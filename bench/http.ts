// The server under load with the trail on and off, side by side in one run: read by id, chart open, patient search.
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { Agent, request } from 'node:http'
import { loadavg } from 'node:os'
import { join } from 'node:path'
import autocannon from 'autocannon'
import { DEMO_USERS, demoPassword } from '../src/demo/tables/users.ts'
import { fillDemo } from '../src/programs/fill-demo.ts'
import { openBenchInstallation } from './support/bench-installation.ts'
import { type Figure, print, type Usage } from './support/measure.ts'

// Short turns, many of them: a machine that drifts then drifts under both.
const SECONDS = Number(process.env.CHARTROOM_BENCH_SECONDS ?? 2)
const PAIRS = 7
const ALONE = 300
const SERVER = join(import.meta.dirname, 'support/http-server.ts')
const FLOOR = join(import.meta.dirname, 'support/floor-server.ts')

type Server = {
  readonly address: string
  readonly cookie: string
  usage(): Promise<Usage>
  stop(): Promise<void>
}
type Load = { readonly rate: number; readonly cpuMs: number }
type Wish = { readonly method: 'GET' | 'POST'; readonly path: string; readonly body?: string }

const bench = await openBenchInstallation()
try {
  const { deps } = bench.installation
  await fillDemo(deps, { seed: 'bench', patients: 200, asOf: '2026-01-01' }, () => undefined)
  await deps.db.pool.query('select 1')
  const sample = await chooseSample()
  const on = await startServer(SERVER, 'on')
  const off = await startServer(SERVER, 'off')
  const floor = await startServer(FLOOR, 'off')
  try {
    print(await measure(on, off, floor, sample))
  } finally {
    await floor.stop()
    await on.stop()
    await off.stop()
  }
} finally {
  await bench.close()
}

async function measure(on: Server, off: Server, floor: Server, sample: Sample): Promise<Figure[]> {
  const figures: Figure[] = [
    { name: 'load average as the HTTP bench begins', value: round(loadavg()[0] ?? 0), unit: 'processes' },
  ]
  const byId = await sideBySide(on, floor, sample.ids, 16)
  figures.push(
    {
      name: 'read by id, 16 clients',
      value: Math.round(byId.on.rate),
      unit: 'requests/s',
      budget: '>= 3000',
    },
    { name: 'read by id, server CPU', value: round(byId.on.cpuMs), unit: 'ms/request' },
    {
      name: 'floor (bare HTTP, one statement), 16 clients',
      value: Math.round(byId.off.rate),
      unit: 'requests/s',
    },
    { name: 'floor, server CPU', value: round(byId.off.cpuMs), unit: 'ms/request' },
    { name: 'read by id, share of the floor', value: round(100 * byId.ratio), unit: '%' },
  )
  for (const [name, wishes] of [
    ['chart open', sample.charts],
    ['patient search', sample.searches],
  ] as const) {
    const busy = await sideBySide(on, off, wishes, 32)
    const alone = await oneByOne(on, off, wishes)
    figures.push(
      { name: `${name}, 32 clients, trail on`, value: Math.round(busy.on.rate), unit: 'requests/s' },
      { name: `${name}, 32 clients, trail off`, value: Math.round(busy.off.rate), unit: 'requests/s' },
      {
        name: `${name}, throughput that the trail costs`,
        value: round(100 * (1 - busy.ratio)),
        unit: '%',
        budget: '<= 15',
      },
      { name: `${name}, server CPU with the trail`, value: round(busy.on.cpuMs), unit: 'ms/request' },
      {
        name: `${name}, alone, p95 with the trail`,
        value: round(at(alone.on, 0.95)),
        unit: 'ms',
        budget: '<= 50',
      },
      {
        name: `${name}, alone, median that the trail adds`,
        value: round(at(alone.on, 0.5) - at(alone.off, 0.5)),
        unit: 'ms',
        budget: '<= 1',
      },
    )
  }
  const rss = Math.round((await on.usage()).rss / 1e6)
  return [...figures, { name: 'server process after this load', value: rss, unit: 'MB', budget: '<= 500' }]
}

/** On, off, on, off …: the ratio is taken pair by pair, so that a drifting machine does not decide it. */
async function sideBySide(on: Server, off: Server, wishes: readonly Wish[], clients: number) {
  await run(on, wishes, clients)
  await run(off, wishes, clients)
  const pairs: { on: Load; off: Load; ratio: number }[] = []
  for (let pair = 0; pair < PAIRS; pair += 1) {
    const turn = { on: await run(on, wishes, clients), off: await run(off, wishes, clients) }
    pairs.push({ ...turn, ratio: turn.on.rate / turn.off.rate })
  }
  const middle = pairs.toSorted((a, b) => a.ratio - b.ratio)[Math.floor(PAIRS / 2)]
  if (!middle) throw new Error('Nothing was measured.')
  return middle
}

async function run(server: Server, wishes: readonly Wish[], connections: number): Promise<Load> {
  const before = await server.usage()
  const result = await autocannon({
    url: server.address,
    connections,
    duration: SECONDS,
    requests: wishes.map(({ method, path, body }) => ({
      method,
      path,
      headers: headersOf(server, body),
      ...(body ? { body } : {}),
    })),
  })
  if (result.non2xx > 0 || result.errors > 0) {
    throw new Error(`The load met ${result.non2xx} refusals and ${result.errors} errors.`)
  }
  const answered = result['2xx']
  return {
    rate: answered / result.duration,
    cpuMs: ((await server.usage()).cpuMs - before.cpuMs) / answered,
  }
}

/** One client, one request at a time, each wish to the one and then to the other; milliseconds, sorted. */
async function oneByOne(on: Server, off: Server, wishes: readonly Wish[]) {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  const took = { on: [] as number[], off: [] as number[] }
  for (let turn = 0; turn < ALONE; turn += 1) {
    const wish = wishes[turn % wishes.length]
    if (!wish) continue
    const first = turn % 2 === 0
    for (const side of first ? (['on', 'off'] as const) : (['off', 'on'] as const)) {
      took[side].push(await timeOf(agent, side === 'on' ? on : off, wish))
    }
  }
  agent.destroy()
  return { on: took.on.toSorted((a, b) => a - b), off: took.off.toSorted((a, b) => a - b) }
}

async function timeOf(agent: Agent, server: Server, wish: Wish): Promise<number> {
  const begun = performance.now()
  const sent = request(server.address + wish.path, {
    agent,
    method: wish.method,
    headers: headersOf(server, wish.body),
  })
  sent.end(wish.body)
  const [answered] = await once(sent, 'response')
  answered.resume()
  await once(answered, 'end')
  if (answered.statusCode !== 200) throw new Error(`Answered with ${answered.statusCode}.`)
  return performance.now() - begun
}

function headersOf(server: Server, body: string | undefined): Record<string, string> {
  const headers = { cookie: server.cookie, 'x-chartroom': '1', 'sec-fetch-site': 'same-origin' }
  return body ? { ...headers, 'content-type': 'application/json' } : headers
}

function at(sorted: readonly number[], share: number): number {
  return sorted[Math.floor(sorted.length * share)] ?? 0
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

async function startServer(program: string, audit: 'on' | 'off'): Promise<Server> {
  const child = fork(program, {
    env: { ...bench.env, BENCH_AUDIT: audit },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  const { address } = await answer<{ address: string }>(child)
  return {
    address,
    cookie: program === SERVER ? await signIn(address) : '',
    usage() {
      child.send('usage')
      return answer<Usage>(child)
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

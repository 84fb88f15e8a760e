// Nothing that was acknowledged is lost, nothing is doubled and the trail verifies, whatever is killed and when:
// real processes, a real database, kill -9. The moments are random; the seed is printed and may be given.
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { generateDepartment } from '../src/demo/generate-department.ts'
import { type Desk, type IncomingFile, type NotedRun, type SeenRun, sitDown } from './support/kill-desk.ts'
import { type House, openHouse, VICTIMS, type Victim } from './support/kill-house.ts'

const SEED = Number(process.env.CHARTROOM_KILL_SEED ?? Date.now() % 1_000_000)
const KILLS = 22
const SOURCE = 'killed department'
const PAUSE_MS_MIN = 200
const PAUSE_MS_MAX = 2_000
const WATCH_MS = 5_000
const ALL_MS = 300_000
const isLinux = process.platform === 'linux'

// Mulberry32: small, and the same for the same seed everywhere.
function randomOf(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

const random = randomOf(SEED)
const pick = (count: number) => Math.floor(random() * count)

/** Every victim a few times, in random order. */
function drawVictims(): Victim[] {
  const all = Array.from({ length: KILLS }, (_, at) => VICTIMS[at % VICTIMS.length] as Victim)
  return all
    .map((victim) => ({ victim, at: random() }))
    .sort((one, other) => one.at - other.at)
    .map(({ victim }) => victim)
}

function* incomingFiles(): Generator<IncomingFile> {
  const department = generateDepartment({ seed: `kill-${SEED}`, patients: 100_000, asOf: '2026-03-02' })
  const file = (name: string, bundle: { entry?: unknown[] }) => ({
    name,
    text: JSON.stringify(bundle),
    resources: bundle.entry?.length ?? 0,
  })
  yield file('directory.json', department.facilities)
  for (const person of department.persons) {
    for (const record of person.records) {
      for (const [at, bundle] of record.bundles.entries())
        yield file(`${record.patientId}-${at}.json`, bundle)
    }
  }
}

const FILES_A_PART = 3
const PARTS_A_RUN = 2

describe.skipIf(!isLinux)('while server, worker and database are killed again and again', () => {
  let house: House
  let desk: Desk
  const runs: NotedRun[] = []
  const ends: SeenRun[] = []
  const killed: Victim[] = []

  beforeAll(async () => {
    house = await openHouse()
    await house.start()
    await house.command(['user', 'create', 'ada.root', '--name', 'Ada Root'])
    const made = await house.command([
      'user',
      'create',
      'tess.clerk',
      '--name',
      'Tess Clerk',
      '--roles',
      'records_technician',
    ])
    expect(made.code, made.said).toBe(0)
    const { temporaryPassword } = made.json as { temporaryPassword: string }
    desk = await sitDown(house, 'tess.clerk', temporaryPassword, 'violet kettle drum seven')
  }, 120_000)
  afterAll(async () => {
    await house?.close()
  })

  test(
    'imports go on by themselves, and what was read was answered',
    async () => {
      let killing = true
      const files = incomingFiles()
      const next = (count: number) => Array.from({ length: count }, () => files.next().value as IncomingFile)
      const importing = async () => {
        while (killing) {
          const parts = Array.from({ length: PARTS_A_RUN }, () => next(FILES_A_PART))
          const run = await desk.import(SOURCE, parts)
          runs.push(run)
          // The next one begins while this one is being worked on, but the queue doesn't grow without end.
          const until = performance.now() + WATCH_MS
          while (killing && performance.now() < until && (await desk.see(run.runId)).state !== 'done')
            await wait(200)
        }
      }
      const reading = async () => {
        while (killing) {
          await desk.readSomething(['smith', 'maria', 'a', '1950', 'john'][pick(5)] ?? 'a', pick)
          await wait(20)
        }
      }
      const ending = async () => {
        for (const victim of drawVictims()) {
          await wait(PAUSE_MS_MIN + random() * (PAUSE_MS_MAX - PAUSE_MS_MIN))
          while (!house.kill(victim, pick)) {
            if (house.isDown()) throw new Error(`The server ended by itself:\n${house.said()}`)
            await wait(50)
          }
          killed.push(victim)
          if (victim === 'server' || victim === 'everything') {
            await wait(20)
            await house.start()
          }
        }
      }
      await Promise.all([
        ending().finally(() => {
          killing = false
        }),
        importing(),
        importing(),
        reading(),
      ])
      for (const run of runs) ends.push(await untilOver(desk, run.runId))

      console.info(
        `kill test: seed ${SEED}; ${killed.length} kills (${tally(killed)}); ${runs.length} imports, ${desk.reads.length} acknowledged reads, ${desk.failed()} requests failed meanwhile`,
      )
      expect(killed.length).toBeGreaterThanOrEqual(20)
      expect(desk.reads.length).toBeGreaterThan(20)
      expect(ends.map((end) => [end.state, end.failure])).toEqual(runs.map(() => ['done', null]))
    },
    ALL_MS,
  )

  test('every acknowledged file is in its import and was taken in whole', () => {
    for (const [at, run] of runs.entries()) {
      const units = ends[at]?.units ?? []
      for (const [name, file] of run.files) {
        const found = units.filter((unit) => unit.fileName === name)
        expect(
          found.map((unit) => [unit.fileName, unit.state, unit.stored + unit.unchanged, unit.rejected]),
        ).toEqual([[name, 'done', file.resources, 0]])
      }
    }
  })

  test('no entry, no registration and no count is missing or doubled', async () => {
    const ids = new Set(runs.flatMap((run) => [...run.files.values()].flatMap(resourceIds)))
    await behind(house, async (owner) => {
      const one = async (sql: string) => Object.values((await owner.query(sql)).rows[0] ?? {}).map(Number)

      const stored = `select kind || '/' || source_id as id from charts.entry
                      union all select kind || '/' || source_id from charts.directory_resource`
      const found = (await owner.query<{ id: string }>(stored)).rows.map((row) => row.id).sort()
      expect(found).toEqual([...ids].sort())
      expect(await one('select count(*) from charts.entry_history')).toEqual([0])
      expect(await one('select sum(stored) from interop.import_unit')).toEqual([ids.size])
      expect(await one(`select count(*) from interop.import_unit where state <> 'done'`)).toEqual([0])

      const patients = [...ids].filter((id) => id.startsWith('Patient/')).length
      expect(
        await one(
          'select (select count(*) from patients.mpi_record) as records, (select count(*) from patients.search_entry) as found, (select count(*) from patients.person_link where valid_to is null) as linked',
        ),
      ).toEqual([patients, patients, patients])
      expect(
        await one(
          `select count(*) from (select record_id, kind, count(*) from charts.entry group by 1, 2
           except select record_id, kind, sum(entries) from charts.entry_count group by 1, 2) differing`,
        ),
      ).toEqual([0])
      expect(
        await one(
          `select count(*) from charts.entry e
           where raw_blob_id is null or not exists (select 1 from platform.blob b where b.blob_id = e.raw_blob_id)`,
        ),
      ).toEqual([0])
    })
  })

  test('every acknowledged read is on the trail, and the trail verifies', async () => {
    await behind(house, async (owner) => {
      const found = await owner.query<{ request_id: string }>('select distinct request_id from audit.event')
      const onTrail = new Set(found.rows.map((row) => row.request_id))
      expect(desk.reads.filter((requestId) => !onTrail.has(requestId))).toEqual([])
    })
    const verdict = await house.command(['audit', 'verify'])
    expect(verdict.json, verdict.said).toMatchObject({ ok: true })
    expect(verdict.code).toBe(0)
  }, 60_000)

  test('importing all of it again stores nothing', async () => {
    const files = [
      ...new Map(runs.flatMap((run) => [...run.files.values()]).map((file) => [file.text, file])).values(),
    ]
    const again = await desk.import(SOURCE, [files])
    const { units, state } = await untilOver(desk, again.runId)
    expect(state).toBe('done')
    expect(units.filter((unit) => unit.stored + unit.rejected > 0)).toEqual([])
    expect(units.reduce((sum, unit) => sum + unit.unchanged, 0)).toBe(
      files.reduce((sum, file) => sum + file.resources, 0),
    )
  }, 120_000)
})

function behind(house: House, work: (owner: pg.Client) => Promise<void>): Promise<void> {
  return house.withOwner(async (url) => {
    const owner = new pg.Client({ connectionString: url })
    await owner.connect()
    try {
      await work(owner)
    } finally {
      await owner.end()
    }
  })
}

const OVER = ['done', 'failed', 'cancelled']

async function untilOver(desk: Desk, runId: string): Promise<SeenRun> {
  const until = performance.now() + 120_000
  for (;;) {
    const seen = await desk.see(runId)
    // A failed import may be tried again by its own job.
    if (OVER.includes(seen.state) && seen.state !== 'failed') return seen
    if (performance.now() > until) return seen
    await wait(200)
  }
}

function resourceIds(file: IncomingFile): string[] {
  const bundle = JSON.parse(file.text) as { entry: { resource: { resourceType: string; id: string } }[] }
  return bundle.entry.map(({ resource }) => `${resource.resourceType}/${resource.id}`)
}

function tally(victims: readonly Victim[]): string {
  return VICTIMS.map((victim) => `${victim} ${victims.filter((one) => one === victim).length}`).join(', ')
}

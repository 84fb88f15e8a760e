// What becomes of an import whose process must stop, or that two processes work on at once.
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type AuditedDeps, createAuditedDeps } from '../../../test/support/audited.ts'
import { importer, importSettings } from '../../../test/support/importing.ts'
import { discoverFiles } from './discover-files.ts'
import { findRun, unitsOfRun } from './import-store.ts'
import { type ImportSettings, processUnit, type UnitWork } from './process-unit.ts'
import { runImport } from './run-import.ts'
import { addFiles, openImport } from './start-import.ts'

let audited: AuditedDeps
let deps: AuditedDeps['deps']
let settings: ImportSettings
beforeAll(async () => {
  audited = await createAuditedDeps()
  deps = audited.deps
  settings = await importSettings(deps)
})
afterAll(() => audited.close())

const patientFile = (id: string) =>
  JSON.stringify({ resourceType: 'Patient', id, name: [{ family: 'Wintergreen' }], birthDate: '1970-01-02' })

async function prepare(name: string, files: number) {
  const folder = join(deps.config.dataFolder, name)
  await mkdir(folder, { recursive: true })
  for (let n = 0; n < files; n += 1) await writeFile(join(folder, `${n}.json`), patientFile(`${name}-${n}`))
  const found = await discoverFiles([folder])
  const runId = await openImport(deps, importer, name)
  await addFiles(deps, importer, runId, found)
  const run = (processed: (work: UnitWork) => void, signal?: AbortSignal) =>
    runImport(
      deps,
      importer,
      settings,
      {
        width: 1,
        process: async (ctx, work) => {
          const result = await processUnit(deps, ctx, settings, work)
          processed(work)
          return result
        },
      },
      runId,
      (unit) => ({ path: found[unit.position]?.path ?? '' }),
      () => undefined,
      signal,
    )
  return { runId, run }
}

test.each(['stopping', 'superseded'])(
  'an import whose worker is %s is not over: it goes on where it stopped',
  async (why) => {
    const { runId, run } = await prepare(why, 3)
    const abort = new AbortController()
    await expect(run(() => abort.abort(why), abort.signal)).rejects.toMatchObject({
      code: 'interop.interrupted',
    })
    expect((await findRun(deps.db.pool, runId))?.state).toBe('running')

    const rest: string[] = []
    expect(await run((work) => rest.push(work.unitId))).toMatchObject({
      stored: 3,
      unchanged: 0,
      rejected: 0,
    })
    expect(rest).toHaveLength(2)
    expect((await findRun(deps.db.pool, runId))?.state).toBe('done')
  },
)

test('an import that somebody cancels ends as cancelled', async () => {
  const { runId, run } = await prepare('cancelled', 3)
  const abort = new AbortController()
  expect(await run(() => abort.abort('cancelled'), abort.signal)).toMatchObject({ stored: 1 })
  expect((await findRun(deps.db.pool, runId))?.state).toBe('cancelled')
})

test.each([
  ['whole', {}],
  ['in-chunks', { memoryBytesMax: 1 }],
])('a file that two processes read at once, %s, is counted once', async (name, sizes) => {
  const { runId } = await prepare(`twice-${name}`, 1)
  const [unit] = await unitsOfRun(deps.db.pool, runId)
  const path = join(deps.config.dataFolder, `twice-${name}`, '0.json')
  const work: UnitWork = {
    runId,
    unitId: unit?.unit_id ?? '',
    source: 'test files',
    fileName: '0.json',
    place: { path },
    stagedBytes: 0,
    piecesDone: 0,
  }
  const both = await Promise.allSettled(
    [1, 2].map(() => processUnit(deps, importer, { ...settings, ...sizes }, work)),
  )
  expect(both.map((one) => one.status).sort()).toEqual(['fulfilled', 'rejected'])
  expect(both.find((one) => one.status === 'rejected')).toMatchObject({
    reason: { code: 'interop.done_by_another', kind: 'unavailable' },
  })
  expect(await unitsOfRun(deps.db.pool, runId)).toMatchObject([
    { state: 'done', stored: 1, unchanged: 0, pieces_done: 1 },
  ])
})

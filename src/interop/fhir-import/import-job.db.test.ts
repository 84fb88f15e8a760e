import { Readable } from 'node:stream'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type AuditedDeps, createAuditedDeps } from '../../../test/support/audited.ts'
import { importer, importSettings } from '../../../test/support/importing.ts'
import type { BlobId } from '../../platform/blobs/blob-store.ts'
import { newId } from '../../platform/ids.ts'
import type { JobReport } from '../../platform/jobs/jobs.ts'
import { importJob } from './import-job.ts'
import { processUnit } from './process-unit.ts'
import { addUpload, openImport } from './start-import.ts'

let audited: AuditedDeps
let deps: AuditedDeps['deps']
beforeAll(async () => {
  audited = await createAuditedDeps()
  deps = audited.deps
})
afterAll(() => audited.close())

const job = importJob(async (given) => {
  const settings = await importSettings(given)
  const threads = {
    width: 1,
    process: (ctx: typeof importer, work: Parameters<typeof processUnit>[3]) =>
      processUnit(given, ctx, settings, work),
    close: async () => undefined,
  }
  return { settings, threads }
})

async function importUploads(files: Readonly<Record<string, string>>) {
  const runId = await openImport(deps, importer, 'uploads')
  for (const [fileName, text] of Object.entries(files)) {
    await addUpload(deps, importer, runId, { fileName, content: Readable.from([Buffer.from(text)]) })
  }
  const staged = await deps.db.pool.query<{ file_name: string; staged_blob_id: BlobId }>(
    'select file_name, staged_blob_id from interop.import_unit where run_id = $1 order by position',
    [runId],
  )
  const progress: number[] = []
  const report: JobReport = {
    jobId: newId(),
    cancelled: new AbortController().signal,
    progress: async (done) => void progress.push(done),
  }
  const run = () => job.run(deps, importer, { runId }, report)
  const totals = await run()
  return { runId, totals, staged: staged.rows, progress, run }
}

const patient = JSON.stringify({ resourceType: 'Patient', id: 'u1', name: [{ family: 'Uploaded' }] })

test('an upload that was read is destroyed, and one that was refused whole is kept', async () => {
  const { totals, staged } = await importUploads({ 'good.json': patient, 'cut.json': patient.slice(0, -3) })
  expect(totals).toMatchObject({ stored: 1, rejected: 1 })
  const there = await Promise.all(staged.map((unit) => deps.blobs.exists(unit.staged_blob_id)))
  expect(there).toEqual([false, true])
})

test('a job that runs again after a stop does nothing twice and tells how far it is', async () => {
  const { progress, run } = await importUploads({
    'a.json': patient.replace('u1', 'u2'),
    'b.json': patient.replace('u1', 'u3'),
  })
  expect(progress).toEqual([0, 1, 2])
  expect(await run()).toMatchObject({ files: 2, stored: 2, rejected: 0 })
})

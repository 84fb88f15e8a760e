// A disk that is really full: a small file system in memory, which only root may mount. Skipped where that is not allowed.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type AuditedDeps, createAuditedDeps } from '../../../test/support/audited.ts'
import { importer, importSettings } from '../../../test/support/importing.ts'
import { openFolderByteStore } from '../../platform/blobs/folder-byte-store.ts'
import { openBlobStore } from '../../platform/blobs/open-blob-store.ts'
import { findRun, unitsOfRun } from './import-store.ts'
import { type ImportSettings, processUnit } from './process-unit.ts'
import { runImport } from './run-import.ts'
import { addUpload, openImport } from './start-import.ts'

const DISK_MEGABYTES = 4

function mountDisk(): string | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'chartroom-full-'))
  const mount = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${DISK_MEGABYTES}m`, 'tmpfs', folder])
  if (mount.status === 0) return folder
  rmSync(folder, { recursive: true, force: true })
  return undefined
}

const disk = mountDisk()

describe.skipIf(disk === undefined)('an import onto a full disk', () => {
  const folder = disk ?? ''
  const filler = join(folder, 'filler')
  let audited: AuditedDeps
  let deps: AuditedDeps['deps']
  let settings: ImportSettings
  beforeAll(async () => {
    audited = await createAuditedDeps()
    const { db, keys, clock } = audited.deps
    const blobs = openBlobStore({ db, keys, clock, bytes: openFolderByteStore(join(folder, 'blobs')) })
    deps = { ...audited.deps, blobs }
    settings = await importSettings(deps)
  })
  afterAll(async () => {
    await audited?.close()
    spawnSync('umount', [folder])
    await rm(folder, { recursive: true, force: true })
  })

  // As much as fits: the file system cuts the last write.
  const fillUp = () => {
    try {
      writeFileSync(filler, Buffer.alloc((DISK_MEGABYTES + 1) * 1024 * 1024))
    } catch (thrown) {
      expect((thrown as NodeJS.ErrnoException).code).toBe('ENOSPC')
    }
  }
  const makeRoom = () => rmSync(filler, { force: true })

  const chart = () => {
    const about = { subject: { reference: 'Patient/full-1' }, status: 'final', code: { text: 'Weight' } }
    const notes = Array.from({ length: 40 }, (_, n) => ({
      resource: {
        resourceType: 'Observation',
        id: `weight-${n}`,
        ...about,
        valueQuantity: { value: 60 + n },
      },
    }))
    const patient = {
      resourceType: 'Patient',
      id: 'full-1',
      name: [{ family: 'Overbrook' }],
      birthDate: '1966-06-06',
    }
    return JSON.stringify({
      resourceType: 'Bundle',
      type: 'collection',
      entry: [{ resource: patient }, ...notes],
    })
  }
  const upload = (runId: string) =>
    addUpload(deps, importer, runId, {
      fileName: 'chart.json',
      content: Readable.from([Buffer.from(chart())]),
    })
  const count = async (table: string) => {
    const found = await deps.db.pool.query<{ rows: number }>(`select count(*) as rows from ${table}`)
    return found.rows[0]?.rows
  }
  const run = (runId: string) =>
    runImport(
      deps,
      importer,
      settings,
      { width: 1, process: (ctx, work) => processUnit(deps, ctx, settings, work) },
      runId,
      (unit) => ({ stagedBlobId: unit.staged_blob_id as never }),
    )

  test('is told so in a sentence, keeps nothing half, and works again when there is room', async () => {
    const runId = await openImport(deps, importer, 'full disk')
    fillUp()
    await expect(upload(runId)).rejects.toMatchObject({
      code: 'platform.disk_full',
      kind: 'unavailable',
      message: 'The disk for stored files is full. Nothing was stored. Make room, then try again.',
    })
    expect(await unitsOfRun(deps.db.pool, runId)).toEqual([])
    expect(await count('platform.blob')).toBe(0)

    makeRoom()
    await upload(runId)
    fillUp()
    await expect(run(runId)).rejects.toMatchObject({ code: 'platform.disk_full' })
    expect(await findRun(deps.db.pool, runId)).toMatchObject({
      state: 'failed',
      failure: expect.stringContaining('Make room, then try again.'),
    })
    expect(await unitsOfRun(deps.db.pool, runId)).toMatchObject([
      { state: 'pending', pieces_done: 0, stored: 0 },
    ])
    for (const table of ['charts.entry', 'patients.mpi_record', 'interop.reject'])
      expect(await count(table)).toBe(0)

    makeRoom()
    expect(await run(runId)).toMatchObject({ stored: 41, unchanged: 0, rejected: 0 })
    expect(await findRun(deps.db.pool, runId)).toMatchObject({ state: 'done', failure: null })
    expect(await count('charts.entry')).toBe(41)
  })
})

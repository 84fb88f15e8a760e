// Takes files in for an import, and starts it.
import type { Readable } from 'node:stream'
import type { Deps } from '../../features/audit/public.ts'
import { requirePermission } from '../../features/identity/public.ts'
import type { Ctx } from '../../platform/ctx.ts'
import { inTransaction } from '../../platform/db/transaction.ts'
import { newId } from '../../platform/ids.ts'
import type { JobKind } from '../../platform/jobs/jobs.ts'
import type { FoundFile } from './discover-files.ts'
import { noSuchRun, nothingToImport, notReceiving } from './errors.ts'
// For its effect: the trail shows the actions of imports in words.
import './events.ts'
import { findRun, insertRun, insertUnits, lastPosition, lockRun, setRunState } from './import-store.ts'

export type ImportPayload = { readonly runId: string }

/** Opens an import that files can be added to. `source` names the system that the files come from. */
export async function openImport(deps: Deps, ctx: Ctx, source: string): Promise<string> {
  await requirePermission(deps, ctx, 'import.run')
  const runId = newId()
  await inTransaction(deps.db, async ({ tx, client }) => {
    await insertRun(client, {
      runId,
      source,
      state: 'receiving',
      startedBy: ctx.actor.id,
      startedByName: ctx.actor.name,
    })
    await deps.audit.writeIn(tx, ctx, {
      action: 'interop.import_started',
      subjectKind: 'import_run',
      subjectId: runId,
    })
  })
  return runId
}

/** Adds an upload; durable when it returns. */
export async function addUpload(
  deps: Deps,
  ctx: Ctx,
  runId: string,
  upload: { readonly fileName: string; readonly content: Readable },
): Promise<{ bytes: number }> {
  await requirePermission(deps, ctx, 'import.run')
  const run = await findRun(deps.db.pool, runId)
  if (!run) throw noSuchRun()
  if (run.state !== 'receiving') throw notReceiving()
  const unitId = newId()
  const stored = await deps.blobs.put(unitId, upload.content)
  await inTransaction(deps.db, async ({ client }) => {
    if ((await lockRun(client, runId)) !== 'receiving') throw notReceiving()
    await insertUnits(client, runId, [
      {
        unitId,
        position: (await lastPosition(client, runId)) + 1,
        fileName: upload.fileName,
        bytes: stored.bytes,
        stagedBlobId: stored.blobId,
      },
    ])
  })
  return { bytes: stored.bytes }
}

/** Names files that stay where they are until a thread reads them: the command line's way. */
export async function addFiles(
  deps: Deps,
  ctx: Ctx,
  runId: string,
  files: readonly FoundFile[],
): Promise<void> {
  await requirePermission(deps, ctx, 'import.run')
  if (files.length === 0) throw nothingToImport()
  await insertUnits(
    deps.db.pool,
    runId,
    files.map((file, position) => ({
      unitId: newId(),
      position,
      fileName: file.name,
      bytes: file.bytes,
      stagedBlobId: null,
    })),
  )
}

/** Queues the import's job; returns the job's id. */
export async function startImport(
  deps: Deps,
  ctx: Ctx,
  runId: string,
  kind: JobKind<ImportPayload, never>,
): Promise<string> {
  await requirePermission(deps, ctx, 'import.run')
  return inTransaction(deps.db, async ({ tx, client }) => {
    const state = await lockRun(client, runId)
    if (state === undefined) throw noSuchRun()
    if (state !== 'receiving') throw notReceiving()
    if ((await lastPosition(client, runId)) < 0) throw nothingToImport()
    const jobId = await deps.jobs.enqueue(tx, ctx, kind, { runId })
    await setRunState(client, runId, 'queued', { jobId })
    return jobId
  })
}

// The job behind an import that was started from the page: safe to run again from the start after a crash, because a
// unit's counts and rows are one transaction and nothing is ever filed twice.
import { z } from 'zod'
import type { Deps } from '../../features/audit/public.ts'
import type { BlobId } from '../../platform/blobs/blob-store.ts'
import type { JobKind } from '../../platform/jobs/jobs.ts'
import { forgetUpload, type UnitRow, uploadsToForget } from './import-store.ts'
import type { ImportThreads } from './import-threads.ts'
import type { ImportSettings } from './process-unit.ts'
import { runImport } from './run-import.ts'
import type { ImportPayload } from './start-import.ts'
import type { UnitPlace } from './unit-content.ts'

export type ImportMachine = { readonly settings: ImportSettings; readonly threads: ImportThreads }

export const IMPORT_JOB = 'interop.import_files'

/** `openMachine` is asked when a job begins, so that a worker without imports holds no validator. */
export function importJob(openMachine: (deps: Deps) => Promise<ImportMachine>): JobKind<ImportPayload, Deps> {
  return {
    kind: IMPORT_JOB,
    payload: z.object({ runId: z.uuid() }),
    async run(deps, ctx, { runId }, report) {
      const machine = await openMachine(deps)
      try {
        const totals = await runImport(
          deps,
          ctx,
          machine.settings,
          machine.threads,
          runId,
          stagedPlace,
          (done) =>
            report.progress(
              done.units,
              done.unitsTotal,
              `${done.stored + done.unchanged} resources taken in, ${done.rejected} refused`,
            ),
          report.cancelled,
        )
        await forgetUploads(deps, runId)
        return totals
      } finally {
        await machine.threads.close()
      }
    },
  }
}

function stagedPlace(unit: UnitRow): UnitPlace {
  return { stagedBlobId: unit.staged_blob_id as BlobId }
}

// What was uploaded is needed no more once it is read: each record keeps its own raw bytes, so that destroying a chart
// leaves none of it in a file of the import.
async function forgetUploads(deps: Deps, runId: string): Promise<void> {
  for (const upload of await uploadsToForget(deps.db.pool, runId)) {
    await deps.blobs.destroy(upload.staged_blob_id as BlobId)
    await forgetUpload(deps.db.pool, upload.unit_id)
  }
}

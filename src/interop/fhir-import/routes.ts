// The HTTP edge of imports and of the reject queue.
import { basename } from 'node:path'
import type { Deps } from '../../features/audit/public.ts'
import type { HttpApp } from '../../platform/http/app.ts'
import { handle } from '../../platform/http/route.ts'
import type { JobKind } from '../../platform/jobs/jobs.ts'
import { cancelImport } from './cancel-import.ts'
import { listImports, readImport } from './read-imports.ts'
import {
  cancelImportContract,
  dismissRejectsContract,
  listImportsContract,
  listRejectsContract,
  openImportContract,
  readImportContract,
  readRejectContract,
  resubmitRejectsContract,
  startImportContract,
  uploadContract,
} from './schemas.ts'
import { addUpload, type ImportPayload, openImport, startImport } from './start-import.ts'
import {
  dismissRejects,
  listRejects,
  type ResubmitPayload,
  readReject,
  resubmitRejects,
} from './work-rejects.ts'

export type ImportJobs = {
  readonly importing: JobKind<ImportPayload, never>
  readonly resubmitting: JobKind<ResubmitPayload, never>
}

export function registerImportRoutes(app: HttpApp, deps: Deps, jobs: ImportJobs): void {
  handle(app, openImportContract, async ({ ctx, body }) => ({
    runId: await openImport(deps, ctx, body.source),
  }))
  handle(app, uploadContract, async ({ ctx, params, request }) => {
    let files = 0
    let bytes = 0
    // The path below a dropped folder arrives as the file's name.
    for await (const part of request.files({ preservePath: true })) {
      const added = await addUpload(deps, ctx, params.runId, {
        fileName: part.filename === '' ? basename(part.fieldname) : part.filename,
        content: part.file,
      })
      files += 1
      bytes += added.bytes
    }
    return { files, bytes }
  })
  handle(app, startImportContract, async ({ ctx, params }) => ({
    jobId: await startImport(deps, ctx, params.runId, jobs.importing),
  }))
  handle(app, cancelImportContract, async ({ ctx, params }) => {
    await cancelImport(deps, ctx, params.runId)
    return {}
  })
  handle(app, listImportsContract, ({ ctx, query }) => listImports(deps, ctx, query))
  handle(app, readImportContract, ({ ctx, params, query }) => readImport(deps, ctx, params.runId, query))
  handle(app, listRejectsContract, ({ ctx, query }) =>
    listRejects(deps, ctx, {
      runId: query.runId,
      rule: query.rule,
      state: query.state,
      after: query.after,
      limit: query.limit,
    }),
  )
  handle(app, readRejectContract, ({ ctx, params }) => readReject(deps, ctx, params.rejectId))
  handle(app, dismissRejectsContract, ({ ctx, body }) =>
    dismissRejects(deps, ctx, body.rejectIds, body.reason),
  )
  handle(app, resubmitRejectsContract, ({ ctx, body }) =>
    resubmitRejects(deps, ctx, body.rejectIds, jobs.resubmitting),
  )
}

// Imports as the page shows them.
import type { Deps } from '../../features/audit/public.ts'
import { requirePermission } from '../../features/identity/public.ts'
import type { Ctx } from '../../platform/ctx.ts'
import { noSuchRun } from './errors.ts'
import {
  kindsOfRun,
  listRuns,
  pageOfUnits,
  type RunSummaryRow,
  reasonsOfRun,
  summaryOfRun,
} from './read-store.ts'
import type { ImportRun } from './schemas.ts'

export async function listImports(
  deps: Deps,
  ctx: Ctx,
  wish: { before?: string | undefined; limit: number },
) {
  await requirePermission(deps, ctx, 'import.run')
  const [rows] = await Promise.all([
    listRuns(deps.db.pool, wish.before ? new Date(wish.before) : null, wish.limit),
    deps.audit.read(ctx, { action: 'interop.imports_listed' }),
  ])
  return { runs: rows.map(presentRun) }
}

export async function readImport(
  deps: Deps,
  ctx: Ctx,
  runId: string,
  page: { after: number; limit: number },
) {
  await requirePermission(deps, ctx, 'import.run')
  const run = await summaryOfRun(deps.db.pool, runId)
  if (!run) throw noSuchRun()
  const [byKind, reasons, units] = await Promise.all([
    kindsOfRun(deps.db.pool, runId),
    reasonsOfRun(deps.db.pool, runId),
    pageOfUnits(deps.db.pool, runId, page.after, page.limit + 1),
    deps.audit.read(ctx, { action: 'interop.import_read', subjectKind: 'import_run', subjectId: runId }),
  ])
  const shown = units.slice(0, page.limit)
  return {
    run: presentRun(run),
    byKind,
    reasons,
    units: shown.map((unit) => ({
      unitId: unit.unit_id,
      fileName: unit.file_name,
      bytes: unit.bytes,
      state: unit.state,
      stored: unit.stored,
      unchanged: unit.unchanged,
      rejected: unit.rejected,
      warnings: unit.warnings,
    })),
    next: units.length > page.limit ? (shown.at(-1)?.position ?? null) : null,
  }
}

function presentRun(row: RunSummaryRow): ImportRun {
  return {
    runId: row.run_id,
    source: row.source,
    state: row.state,
    jobId: row.job_id,
    startedBy: row.started_by_name,
    createdAt: row.created_at.toISOString(),
    finishedAt: row.finished_at?.toISOString() ?? null,
    failure: row.failure,
    files: row.files,
    filesDone: row.files_done,
    accepted: row.stored + row.unchanged,
    stored: row.stored,
    unchanged: row.unchanged,
    rejected: row.rejected,
    warnings: row.warnings,
  }
}

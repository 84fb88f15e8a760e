// Stops an import after the files that are being read; what is stored stays.
import type { Deps } from '../../features/audit/public.ts'
import { requirePermission } from '../../features/identity/public.ts'
import type { Ctx } from '../../platform/ctx.ts'
import { inTransaction } from '../../platform/db/transaction.ts'
import { noSuchRun } from './errors.ts'
import { findRun, setRunState } from './import-store.ts'

export async function cancelImport(deps: Deps, ctx: Ctx, runId: string): Promise<void> {
  await requirePermission(deps, ctx, 'import.run')
  const run = await findRun(deps.db.pool, runId)
  if (!run) throw noSuchRun()
  await inTransaction(deps.db, ({ tx }) =>
    deps.audit.writeIn(tx, ctx, {
      action: 'interop.import_cancelled',
      subjectKind: 'import_run',
      subjectId: runId,
    }),
  )
  if (run.state === 'receiving') await setRunState(deps.db.pool, runId, 'cancelled')
  else if (run.job_id) {
    await deps.jobs.cancel(run.job_id)
    // A job that still waited is over now and will never say so itself; a running one stops at its next step.
    const job = await deps.jobs.find(run.job_id)
    if (run.state === 'queued' && job?.state === 'cancelled')
      await setRunState(deps.db.pool, runId, 'cancelled')
  }
}

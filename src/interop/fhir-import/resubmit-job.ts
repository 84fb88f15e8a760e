// Another try for refused resources: each is validated and placed again; what is still refused stays in the queue with
// the reason of today.
import { z } from 'zod'
import type { Deps } from '../../features/audit/public.ts'
import type { Ctx } from '../../platform/ctx.ts'
import { inTransaction } from '../../platform/db/transaction.ts'
import type { JobKind } from '../../platform/jobs/jobs.ts'
import { settleRejects } from './import-store.ts'
import type { ImportSettings } from './process-unit.ts'
import { lockOpenRejects, type WholeReject } from './read-store.ts'
import { pieceOfText } from './split-unit.ts'
import { storeChunk } from './store-chunk.ts'
import { buildUnitIndex } from './unit-index.ts'
import { type ResubmitPayload, rawOfReject } from './work-rejects.ts'

export const RESUBMIT_JOB = 'interop.resubmit_rejects'

export function resubmitJob(
  openSettings: (deps: Deps) => Promise<ImportSettings>,
): JobKind<ResubmitPayload, Deps> {
  return {
    kind: RESUBMIT_JOB,
    payload: z.object({ rejectIds: z.array(z.uuid()) }),
    async run(deps, ctx, { rejectIds }, report) {
      const settings = await openSettings(deps)
      let placed = 0
      for (const [at, rejectId] of rejectIds.entries()) {
        if (await resubmit(deps, ctx, settings, rejectId)) placed += 1
        await report.progress(at + 1, rejectIds.length, `${placed} placed`)
      }
      return { placed, still: rejectIds.length - placed }
    },
  }
}

async function resubmit(deps: Deps, ctx: Ctx, settings: ImportSettings, rejectId: string): Promise<boolean> {
  const row = await inTransaction(
    deps.db,
    async ({ client }) => (await lockOpenRejects(client, [rejectId]))[0],
  )
  const raw = row ? rawOfReject(row) : undefined
  if (!row || !raw) return false
  const piece = pieceOfText(row.place, row.full_url, raw, settings.validate)
  const builder = buildUnitIndex({ namespace: settings.namespace, source: row.source })
  builder.add(piece)
  const origin = { runId: row.run_id, unitId: row.unit_id, source: row.source }
  const counts = await storeChunk(
    deps,
    ctx,
    { index: builder.finish(), pieces: [piece], origin },
    async ({ client }) => {
      await settle(client, ctx, row)
    },
  )
  return counts.stored + counts.unchanged > 0
}

// The old row is settled either way: what is refused again stands in the queue as a new row with today's reason.
async function settle(
  client: Parameters<typeof settleRejects>[0],
  ctx: Ctx,
  row: WholeReject,
): Promise<void> {
  await settleRejects(client, [row.reject_id], {
    state: 'placed',
    by: ctx.actor.name,
    reason: 'Resubmitted.',
  })
  await client.query(
    'update interop.import_unit set rejected = rejected - 1, pieces_done = pieces_done - 1 where unit_id = $1',
    [row.unit_id],
  )
}

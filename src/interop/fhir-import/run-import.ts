// One import from its first unit to its last: units side by side, then a second look at what waited for its patient.
import { setTimeout as pause } from 'node:timers/promises'
import { zstdDecompressSync } from 'node:zlib'
import type { Deps } from '../../features/audit/public.ts'
import { findRecords } from '../../features/patients/public.ts'
import type { Ctx } from '../../platform/ctx.ts'
import { ChartroomError } from '../../platform/errors.ts'
import { interrupted } from './errors.ts'
import {
  awaitedRecords,
  findRun,
  openWaiting,
  setRunState,
  settleRejects,
  type UnitRow,
  unitsOfRun,
  type WaitingReject,
  waitingFor,
} from './import-store.ts'
import type { Piece } from './piece.ts'
import type { ImportSettings, UnitResult, UnitWork } from './process-unit.ts'
import { pieceOfText } from './split-unit.ts'
import { storeChunk } from './store-chunk.ts'
import type { UnitPlace } from './unit-content.ts'
import { buildUnitIndex } from './unit-index.ts'

/** Processes units: in this thread for tests and small imports, in worker threads otherwise. */
export type UnitProcessor = { process(ctx: Ctx, work: UnitWork): Promise<UnitResult>; readonly width: number }

export type ImportProgress = (
  done: { units: number; unitsTotal: number } & UnitResult,
) => void | Promise<void>

export type RunTotals = UnitResult & {
  readonly files: number
  readonly accepted: number
  readonly byKind: Record<string, number>
}

/** Runs what is pending of the run; safe to call again after a stop. Throws when a unit could not be processed. */
export async function runImport(
  deps: Deps,
  ctx: Ctx,
  settings: ImportSettings,
  processor: UnitProcessor,
  runId: string,
  placeOf: (unit: UnitRow) => UnitPlace,
  onProgress: ImportProgress = () => undefined,
  cancelled?: AbortSignal,
): Promise<RunTotals> {
  const run = await findRun(deps.db.pool, runId)
  if (!run) throw new ChartroomError('not_found', 'interop.no_such_run', 'There is no such import.')
  await setRunState(deps.db.pool, runId, 'running')
  try {
    const units = await unitsOfRun(deps.db.pool, runId)
    await processAll(ctx, processor, run.source, units, placeOf, onProgress, cancelled)
    if (isInterrupted(cancelled)) throw interrupted()
    if (cancelled?.aborted) {
      await setRunState(deps.db.pool, runId, 'cancelled')
      return totalsOf(await unitsOfRun(deps.db.pool, runId))
    }
    await placeWaiting(deps, ctx, settings, runId, run.source)
    await openWaiting(deps.db.pool, runId)
    await setRunState(deps.db.pool, runId, 'done')
    return totalsOf(await unitsOfRun(deps.db.pool, runId))
  } catch (thrown) {
    // Whoever goes on with it says how it ends; another worker may be at it already.
    if (isInterrupted(cancelled)) throw thrown
    const sentence =
      thrown instanceof ChartroomError ? thrown.message : 'The import stopped unexpectedly. Run it again.'
    await setRunState(deps.db.pool, runId, 'failed', { failure: sentence }).catch(() => undefined)
    throw thrown
  }
}

/** Stopped, but not because somebody cancelled the import: the worker ends, or lost the job to another. */
function isInterrupted(cancelled: AbortSignal | undefined): boolean {
  return cancelled?.aborted === true && cancelled.reason !== 'cancelled'
}

async function processAll(
  ctx: Ctx,
  processor: UnitProcessor,
  source: string,
  units: readonly UnitRow[],
  placeOf: (unit: UnitRow) => UnitPlace,
  onProgress: ImportProgress,
  cancelled: AbortSignal | undefined,
): Promise<void> {
  const pending = units.filter((unit) => unit.state === 'pending')
  const sum = totalsOf(units)
  const done = {
    stored: sum.stored,
    unchanged: sum.unchanged,
    rejected: sum.rejected,
    warnings: sum.warnings,
  }
  let finished = units.length - pending.length
  const queue = pending[Symbol.iterator]()
  const lane = async () => {
    for (const unit of queue) {
      if (cancelled?.aborted) return
      const result = await processor.process(ctx, workOf(unit, source, placeOf(unit)))
      finished += 1
      done.stored += result.stored
      done.unchanged += result.unchanged
      done.rejected += result.rejected
      done.warnings += result.warnings
      await onProgress({ units: finished, unitsTotal: units.length, ...done })
    }
  }
  await onProgress({ units: finished, unitsTotal: units.length, ...done })
  const lanes = await Promise.allSettled(Array.from({ length: processor.width }, lane))
  const failed = lanes.find((result) => result.status === 'rejected')
  if (failed) throw failed.reason
}

function workOf(unit: UnitRow, source: string, place: UnitPlace): UnitWork {
  return {
    runId: unit.run_id,
    unitId: unit.unit_id,
    source,
    fileName: unit.file_name,
    place,
    stagedBytes: unit.bytes ?? 0,
    piecesDone: unit.pieces_done,
  }
}

const WAITING_CHUNK = 500

// What named a patient that had not arrived yet is tried again now that every unit of the run is in.
async function placeWaiting(deps: Deps, ctx: Ctx, settings: ImportSettings, runId: string, source: string) {
  const awaited = await awaitedRecords(deps.db.pool, runId)
  const arrived = (await findRecords(deps.db.kysely, awaited)).map((record) => record.recordId)
  for (;;) {
    const waiting = await waitingFor(deps.db.pool, runId, arrived, WAITING_CHUNK)
    const [first] = waiting
    if (!first) return
    const ofOneUnit = waiting.filter((reject) => reject.unit_id === first.unit_id)
    await placeAgain(deps, ctx, settings, { runId, unitId: first.unit_id, source }, ofOneUnit)
    await pause(0)
  }
}

async function placeAgain(
  deps: Deps,
  ctx: Ctx,
  settings: ImportSettings,
  origin: { runId: string; unitId: string; source: string },
  waiting: readonly WaitingReject[],
): Promise<void> {
  const pieces = waiting.map((reject): Piece => {
    return pieceOfText(reject.place, reject.full_url, zstdDecompressSync(reject.content), settings.validate)
  })
  const builder = buildUnitIndex({ namespace: settings.namespace, source: origin.source })
  for (const piece of pieces) builder.add(piece)
  await storeChunk(deps, ctx, { index: builder.finish(), pieces, origin }, async ({ client }) => {
    await settleRejects(
      client,
      waiting.map((reject) => reject.reject_id),
      { state: 'placed', by: ctx.actor.name, reason: 'Its patient arrived later in the same import.' },
    )
    // They were counted as rejected when they first came.
    await client.query(
      'update interop.import_unit set rejected = rejected - $2, pieces_done = pieces_done - $2 where unit_id = $1',
      [origin.unitId, waiting.length],
    )
  })
}

export function totalsOf(units: readonly UnitRow[]): RunTotals {
  const sum = (pick: (unit: UnitRow) => number) => units.reduce((total, unit) => total + pick(unit), 0)
  const byKind: Record<string, number> = {}
  for (const unit of units) {
    for (const [kind, count] of Object.entries(unit.by_kind)) byKind[kind] = (byKind[kind] ?? 0) + count
  }
  const stored = sum((unit) => unit.stored)
  const unchanged = sum((unit) => unit.unchanged)
  return {
    files: units.length,
    accepted: stored + unchanged,
    stored,
    unchanged,
    rejected: sum((unit) => unit.rejected),
    warnings: sum((unit) => unit.warnings),
    byKind,
  }
}

// Measurements over time.
import type { Ctx } from '../../platform/ctx.ts'
import type { Deps } from '../audit/public.ts'
import { chartReader } from './chart-reader.ts'
import { presentLine } from './present-entry.ts'
import { measuredCodes, pointsOfTrend } from './trend-store.ts'

/** What has been measured with numbers, most recent first. */
export async function listMeasured(deps: Deps, ctx: Ctx, personId: string) {
  const reader = await chartReader(deps, ctx, personId, 'charts.listed')
  const [rows] = await Promise.all([
    measuredCodes(deps.db.pool, reader.recordIds, reader.closed),
    deps.audit.read(ctx, {
      action: 'charts.listed',
      personId: reader.personId,
      details: { part: 'measured' },
    }),
  ])
  return {
    measured: rows.map((row) => ({
      code: row.code,
      codeSystem: row.code_system,
      title: row.title,
      unit: row.unit,
      points: row.points,
      lastAt: row.last_at.toISOString(),
    })),
  }
}

/** The last `limit` points of one code, oldest first. */
export async function readTrend(deps: Deps, ctx: Ctx, personId: string, code: string, limit: number) {
  const reader = await chartReader(deps, ctx, personId, 'charts.trend_read')
  const [rows] = await Promise.all([
    pointsOfTrend(deps.db.pool, reader.recordIds, reader.closed, code, limit),
    deps.audit.read(ctx, { action: 'charts.trend_read', personId: reader.personId, details: { code } }),
  ])
  return { points: rows.map(presentLine) }
}

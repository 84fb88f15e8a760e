// The HTTP edge of charts: parse, call, present.
import { Readable } from 'node:stream'
import type { HttpApp } from '../../platform/http/app.ts'
import { handle } from '../../platform/http/route.ts'
import type { Deps } from '../audit/public.ts'
import { exportChart } from './export-chart.ts'
import { listEntries } from './list-entries.ts'
import { openChart } from './open-chart.ts'
import { readById } from './read-by-id.ts'
import { readEntry, readRawText, readVersion } from './read-entry.ts'
import { listMeasured, readTrend } from './read-trend.ts'
import {
  exportChartContract,
  listMeasuredContract,
  listSectionContract,
  openChartContract,
  readByIdContract,
  readEntryContract,
  readRawContract,
  readTrendContract,
  readVersionContract,
} from './schemas.ts'

export function registerChartRoutes(app: HttpApp, deps: Deps): void {
  handle(app, openChartContract, ({ ctx, params }) => openChart(deps, ctx, params.personId))
  handle(app, listSectionContract, ({ ctx, params, query }) => listEntries(deps, ctx, params.personId, query))
  handle(app, readEntryContract, ({ ctx, params }) => readEntry(deps, ctx, params.personId, params.entryId))
  handle(app, readVersionContract, ({ ctx, params }) =>
    readVersion(deps, ctx, params.personId, params.entryId, params.version),
  )
  handle(app, readRawContract, ({ ctx, params }) => readRawText(deps, ctx, params.personId, params.entryId))
  handle(app, listMeasuredContract, ({ ctx, params }) => listMeasured(deps, ctx, params.personId))
  handle(app, readTrendContract, ({ ctx, params, query }) =>
    readTrend(deps, ctx, params.personId, query.code, query.limit),
  )
  handle(app, exportChartContract, async ({ ctx, params, reply }) => {
    const pieces = exportChart(deps, ctx, params.personId)
    // The first piece comes after permission and trail: a refusal is still an ordinary error answer.
    const first = await pieces.next()
    const text = async function* () {
      if (!first.done) yield first.value
      yield* pieces
    }
    return reply
      .header('content-type', 'application/fhir+json; charset=utf-8')
      .header('content-disposition', 'attachment; filename="chart.json"')
      .send(Readable.from(text()))
  })
  handle(app, readByIdContract, async ({ ctx, params, reply }) =>
    reply
      .header('content-type', 'application/fhir+json; charset=utf-8')
      .send(await readById(deps, ctx, params.type, params.id)),
  )
}

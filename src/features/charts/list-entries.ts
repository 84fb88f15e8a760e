// A page of a chart: the timeline, one section, or one encounter.
import type { Ctx } from '../../platform/ctx.ts'
import type { Deps } from '../audit/public.ts'
import type { ChartLine, PageOf } from './chart-line.ts'
import {
  countsOfChart,
  pageOfEncounter,
  pageOfKinds,
  pageOfObservations,
  pageOfTimeline,
} from './chart-list-store.ts'
import { type ChartReader, chartReader } from './chart-reader.ts'
import { type ChartSection, kindsOfSection } from './chart-sections.ts'
import { readPageMark } from './page-mark.ts'
import { presentPage } from './present-entry.ts'
import type { EntryPage } from './schemas.ts'

export type ListingWish = {
  readonly section?: ChartSection | undefined
  readonly encounterId?: string | undefined
  readonly after?: string | undefined
  readonly limit: number
}

export async function listEntries(
  deps: Deps,
  ctx: Ctx,
  personId: string,
  wish: ListingWish,
): Promise<EntryPage> {
  const page: PageOf = { after: wish.after ? readPageMark(wish.after) : undefined, limit: wish.limit + 1 }
  const reader = await chartReader(deps, ctx, personId, 'charts.listed')
  const part = wish.encounterId ? 'encounter' : (wish.section ?? 'timeline')

  const [rows] = await Promise.all([
    readRows(deps, reader, wish, page),
    deps.audit.read(ctx, {
      action: 'charts.listed',
      personId: reader.personId,
      ...(wish.encounterId ? { encounterId: wish.encounterId } : {}),
      details: { part },
    }),
  ])

  return presentPage(rows, wish.limit)
}

async function readRows(
  deps: Deps,
  reader: ChartReader,
  wish: ListingWish,
  page: PageOf,
): Promise<ChartLine[]> {
  const { recordIds, closed } = reader
  const db = deps.db.pool
  if (wish.encounterId) return pageOfEncounter(db, recordIds, closed, wish.encounterId, page)
  if (!wish.section) return pageOfTimeline(db, recordIds, closed, page)
  if (wish.section === 'vitals') return pageOfObservations(db, recordIds, closed, true, page)
  const present =
    wish.section === 'other' ? (await countsOfChart(db, recordIds, closed)).map((row) => row.kind) : []
  const kinds = kindsOfSection(wish.section, [...new Set(present)])
  if (wish.section !== 'results') return pageOfKinds(db, recordIds, closed, kinds, page)
  const [observations, others] = await Promise.all([
    pageOfObservations(db, recordIds, closed, false, page),
    pageOfKinds(
      db,
      recordIds,
      closed,
      kinds.filter((kind) => kind !== 'Observation'),
      page,
    ),
  ])
  return [...observations, ...others].toSorted(newestFirst).slice(0, page.limit)
}

function newestFirst(a: ChartLine, b: ChartLine): number {
  return b.sort_at.getTime() - a.sort_at.getTime() || (a.entry_id < b.entry_id ? -1 : 1)
}

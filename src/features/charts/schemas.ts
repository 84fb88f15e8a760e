// What charts' routes take and answer.
import { z } from 'zod'
import { contract } from '../../platform/http/contract.ts'
import { CHART_SECTIONS } from './chart-sections.ts'

const personParams = z.object({ personId: z.uuid() })
const entryParams = z.object({ personId: z.uuid(), entryId: z.uuid() })

export const entryLine = z.object({
  recordId: z.uuid(),
  entryId: z.uuid(),
  kind: z.string(),
  version: z.int(),
  /** When it happened, for ordering; `occurredFrom` is what the source said, with its precision. */
  sortAt: z.iso.datetime(),
  occurredFrom: z.string().nullable(),
  occurredTo: z.string().nullable(),
  status: z.string().nullable(),
  category: z.string().nullable(),
  codeSystem: z.string().nullable(),
  code: z.string().nullable(),
  title: z.string(),
  valueText: z.string().nullable(),
  valueNumber: z.number().nullable(),
  valueUnit: z.string().nullable(),
  referenceLow: z.number().nullable(),
  referenceHigh: z.number().nullable(),
  abnormal: z.string().nullable(),
  encounterId: z.uuid().nullable(),
  sensitivity: z.array(z.string()),
  source: z.string(),
  voided: z.boolean(),
})
export type EntryLine = z.infer<typeof entryLine>

const entryPage = z.object({ entries: z.array(entryLine), next: z.string().nullable() })
export type EntryPage = z.infer<typeof entryPage>

const section = z.enum(CHART_SECTIONS)

export const openChartContract = contract({
  id: 'charts.open',
  method: 'GET',
  path: '/api/charts/:personId',
  access: 'chart.read',
  summary: 'Opens a chart: how much each section holds, what warns, and the first page of the timeline.',
  params: personParams,
  answer: z.object({
    personId: z.uuid(),
    recordIds: z.array(z.uuid()),
    sections: z.record(section, z.int()),
    kinds: z.array(z.object({ kind: z.string(), entries: z.int() })),
    allergies: z.array(entryLine),
    problems: z.array(entryLine),
    timeline: entryPage,
  }),
})
export type OpenedChart = z.infer<typeof openChartContract.answer>

export const listSectionContract = contract({
  id: 'charts.list_section',
  method: 'GET',
  path: '/api/charts/:personId/entries',
  access: 'chart.read',
  summary: 'A page of the chart, newest first: the whole timeline, one section, or one encounter.',
  params: personParams,
  query: z.object({
    section: section.optional(),
    encounterId: z.uuid().optional(),
    after: z.string().max(80).optional(),
    limit: z.coerce.number().int().min(1).max(200).default(50),
  }),
  answer: entryPage,
})

export const entryDetail = entryLine.extend({
  sourceId: z.string().nullable(),
  sourceVersion: z.string().nullable(),
  sourceUpdatedAt: z.iso.datetime().nullable(),
  filedAt: z.iso.datetime(),
  filedBy: z.string(),
  voidedBy: z.string().nullable(),
  voidReason: z.string().nullable(),
  /** The resource as stored: its own digits and key order. */
  resource: z.string(),
  narrative: z.string().nullable(),
  hasRaw: z.boolean(),
  references: z.array(
    z.object({
      reference: z.string(),
      title: z.string().nullable(),
      kind: z.string().nullable(),
      entryId: z.uuid().nullable(),
    }),
  ),
  versions: z.array(
    z.object({
      version: z.int(),
      current: z.boolean(),
      late: z.boolean(),
      sourceVersion: z.string().nullable(),
      sourceUpdatedAt: z.iso.datetime().nullable(),
      filedAt: z.iso.datetime(),
      filedBy: z.string(),
    }),
  ),
})
export type EntryDetail = z.infer<typeof entryDetail>

export const readEntryContract = contract({
  id: 'charts.read_entry',
  method: 'GET',
  path: '/api/charts/:personId/entries/:entryId',
  access: 'chart.read',
  summary: 'One entry with its resource, history, source and what it refers to.',
  params: entryParams,
  answer: entryDetail,
})

export const readVersionContract = contract({
  id: 'charts.read_version',
  method: 'GET',
  path: '/api/charts/:personId/entries/:entryId/versions/:version',
  access: 'chart.read',
  summary: 'An earlier version of an entry.',
  params: entryParams.extend({ version: z.coerce.number().int().positive() }),
  answer: z.object({
    version: z.int(),
    filedAt: z.iso.datetime(),
    filedBy: z.string(),
    late: z.boolean(),
    resource: z.string(),
    narrative: z.string().nullable(),
  }),
})

export const readRawContract = contract({
  id: 'charts.read_raw',
  method: 'GET',
  path: '/api/charts/:personId/entries/:entryId/raw',
  access: 'chart.read',
  summary: 'The bytes of an entry as they arrived.',
  params: entryParams,
  answer: z.object({ text: z.string(), bytes: z.int() }),
})

export const listMeasuredContract = contract({
  id: 'charts.list_measured',
  method: 'GET',
  path: '/api/charts/:personId/measured',
  access: 'chart.read',
  summary: 'What has been measured with numbers, most recent first: the choice of trends.',
  params: personParams,
  answer: z.object({
    measured: z.array(
      z.object({
        code: z.string(),
        codeSystem: z.string().nullable(),
        title: z.string(),
        unit: z.string().nullable(),
        points: z.int(),
        lastAt: z.iso.datetime(),
      }),
    ),
  }),
})

export const readTrendContract = contract({
  id: 'charts.read_trend',
  method: 'GET',
  path: '/api/charts/:personId/trend',
  access: 'chart.read',
  summary: 'The points of one measurement, oldest first.',
  params: personParams,
  query: z.object({
    code: z.string().min(1).max(100),
    limit: z.coerce.number().int().min(2).max(2000).default(400),
  }),
  answer: z.object({ points: z.array(entryLine) }),
})

export const exportChartContract = contract({
  id: 'charts.export',
  method: 'GET',
  path: '/api/charts/:personId/export',
  access: 'export.chart',
  summary: 'The whole chart as a FHIR R4 collection bundle, each resource as it came.',
  params: personParams,
  streams: true,
  answer: z.unknown(),
})

export const readByIdContract = contract({
  id: 'charts.read_by_id',
  method: 'GET',
  path: '/api/fhir/:type/:id',
  access: 'chart.read',
  summary: 'One resource by its type and Chartroom id.',
  params: z.object({ type: z.string().regex(/^[A-Z][A-Za-z]{2,40}$/), id: z.uuid() }),
  streams: true,
  answer: z.unknown(),
})

// One entry, whole: the resource, where it came from, what it refers to and what it was before.
import { safeNarrative } from '../../formats/fhir/narrative/safe-narrative.ts'
import { summarise } from '../../formats/fhir/summary.ts'
import type { BlobId } from '../../platform/blobs/blob-store.ts'
import type { Ctx } from '../../platform/ctx.ts'
import type { Deps } from '../audit/public.ts'
import { type ChartReader, chartReader } from './chart-reader.ts'
import { findDirectory } from './directory-read-store.ts'
import {
  findEntry,
  findPastVersion,
  type PastVersion,
  pastVersions,
  type StoredEntry,
  titlesOfEntries,
} from './entry-read-store.ts'
import { noSuchEntry, noSuchVersion, notStoredRaw } from './errors.ts'
import { presentLine } from './present-entry.ts'
import { readRaw } from './raw-text.ts'
import type { EntryDetail } from './schemas.ts'

export async function readEntry(
  deps: Deps,
  ctx: Ctx,
  personId: string,
  entryId: string,
): Promise<EntryDetail> {
  const reader = await chartReader(deps, ctx, personId, 'charts.entry_read')
  const entry = await visibleEntry(deps, ctx, reader, entryId, 'charts.entry_read')

  const [versions, references] = await Promise.all([
    pastVersions(deps.db.pool, entry.record_id, entryId),
    describeReferences(deps, reader, entry),
    deps.audit.read(ctx, about('charts.entry_read', reader, entry)),
  ])

  return {
    ...presentLine(entry),
    sourceId: entry.source_id,
    sourceVersion: entry.source_version,
    sourceUpdatedAt: entry.source_updated_at?.toISOString() ?? null,
    filedAt: entry.filed_at.toISOString(),
    filedBy: entry.filed_by,
    voidedBy: entry.voided_by,
    voidReason: entry.void_reason,
    resource: entry.resource,
    narrative: narrativeOf(entry.resource),
    hasRaw: entry.raw_blob_id !== null,
    references,
    versions: [currentVersion(entry), ...versions.map(pastVersion)].toSorted((a, b) => b.version - a.version),
  }
}

export async function readVersion(deps: Deps, ctx: Ctx, personId: string, entryId: string, version: number) {
  const reader = await chartReader(deps, ctx, personId, 'charts.version_read')
  const entry = await visibleEntry(deps, ctx, reader, entryId, 'charts.version_read')

  const [past] = await Promise.all([
    findPastVersion(deps.db.pool, entry.record_id, entryId, version),
    deps.audit.read(ctx, { ...about('charts.version_read', reader, entry), details: { version } }),
  ])
  // A label that a later version took away still closes the version that carried it.
  if (!past || isClosed(reader, past.resource)) throw noSuchVersion()

  return {
    version: past.version,
    filedAt: past.filed_at.toISOString(),
    filedBy: past.filed_by,
    late: past.became === 'late',
    resource: past.resource,
    narrative: narrativeOf(past.resource),
  }
}

export async function readRawText(deps: Deps, ctx: Ctx, personId: string, entryId: string) {
  const reader = await chartReader(deps, ctx, personId, 'charts.raw_read')
  const entry = await visibleEntry(deps, ctx, reader, entryId, 'charts.raw_read')
  const { raw_blob_id: blobId, raw_offset: offset, raw_length: length } = entry
  if (blobId === null || offset === null || length === null) throw notStoredRaw()

  const [raw] = await Promise.all([
    readRaw(deps.blobs, { blobId: blobId as BlobId, offset, length }),
    deps.audit.read(ctx, about('charts.raw_read', reader, entry)),
  ])
  return { text: raw.toString('utf8'), bytes: raw.length }
}

function isClosed(reader: ChartReader, resource: string): boolean {
  const { securityLabels } = summarise(JSON.parse(resource))
  return securityLabels.some((label) => reader.closed.includes(label))
}

async function visibleEntry(
  deps: Deps,
  ctx: Ctx,
  reader: ChartReader,
  entryId: string,
  action: 'charts.entry_read' | 'charts.version_read' | 'charts.raw_read',
): Promise<StoredEntry> {
  const entry = await findEntry(deps.db.pool, reader.recordIds, reader.closed, entryId)
  if (entry) return entry
  await deps.audit.refuse(ctx, {
    action,
    personId: reader.personId,
    subjectKind: 'entry',
    subjectId: entryId,
    details: { reason: 'not_found_or_closed' },
  })
  throw noSuchEntry()
}

function about(
  action: 'charts.entry_read' | 'charts.version_read' | 'charts.raw_read',
  reader: ChartReader,
  entry: StoredEntry,
) {
  return {
    action,
    personId: reader.personId,
    recordId: entry.record_id,
    subjectKind: entry.kind,
    subjectId: entry.entry_id,
    ...(entry.encounter_id ? { encounterId: entry.encounter_id } : {}),
  }
}

async function describeReferences(
  deps: Deps,
  reader: ChartReader,
  entry: StoredEntry,
): Promise<EntryDetail['references']> {
  const targets = Object.entries(entry.reference_targets)
  const idsOf = (prefix: string) =>
    targets.flatMap(([, target]) => (target.startsWith(prefix) ? [target.slice(prefix.length)] : []))
  const [entries, directory] = await Promise.all([
    titlesOfEntries(deps.db.pool, reader.recordIds, reader.closed, idsOf('entry:')),
    findDirectory(deps.db.pool, idsOf('directory:')),
  ])
  const byTarget = new Map<string, { kind: string; title: string; entryId: string | null }>([
    ...entries.map(
      (one) =>
        [`entry:${one.entry_id}`, { kind: one.kind, title: one.title, entryId: one.entry_id }] as const,
    ),
    ...directory.map(
      (one) =>
        [`directory:${one.directory_id}`, { kind: one.kind, title: one.title, entryId: null }] as const,
    ),
  ])
  return targets.map(([reference, target]) => {
    if (target.startsWith('record:'))
      return { reference, kind: 'Patient', title: 'The patient', entryId: null }
    const found = byTarget.get(target)
    return {
      reference,
      kind: found?.kind ?? null,
      title: found?.title ?? null,
      entryId: found?.entryId ?? null,
    }
  })
}

function currentVersion(entry: StoredEntry): EntryDetail['versions'][number] {
  return {
    version: entry.version,
    current: true,
    late: false,
    sourceVersion: entry.source_version,
    sourceUpdatedAt: entry.source_updated_at?.toISOString() ?? null,
    filedAt: entry.filed_at.toISOString(),
    filedBy: entry.filed_by,
  }
}

function pastVersion(version: PastVersion): EntryDetail['versions'][number] {
  return {
    version: version.version,
    current: false,
    late: version.became === 'late',
    sourceVersion: version.source_version,
    sourceUpdatedAt: version.source_updated_at?.toISOString() ?? null,
    filedAt: version.filed_at.toISOString(),
    filedBy: version.filed_by,
  }
}

/** The narrative of a resource, made safe to show; null when it has none. */
function narrativeOf(resource: string): string | null {
  const { text } = JSON.parse(resource) as { text?: { div?: unknown } }
  return typeof text?.div === 'string' ? safeNarrative(text.div) : null
}

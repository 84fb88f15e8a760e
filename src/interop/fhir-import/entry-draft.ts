// A placed resource as the chart files it: its text, the columns drawn out of it, and what its references resolve to.
import { createHash } from 'node:crypto'
import type { DrawnColumns, EntryDraft, RawPlace } from '../../features/charts/public.ts'
import { referencesOf } from '../../formats/fhir/compartment.ts'
import { compact } from '../../formats/fhir/json/compact-json.ts'
import { type ResourceSummary, summarise } from '../../formats/fhir/summary.ts'
import { encounterDraft } from './encounter-draft.ts'
import { dateOf } from './json-reading.ts'
import type { Placed } from './plan-unit.ts'
import { type ReferenceMap, targetText } from './reference-map.ts'

export type DraftSurroundings = {
  readonly source: string
  readonly references: ReferenceMap
  readonly receivedAt: Date
  readonly raw: RawPlace | null
}

export function entryDraft(placed: Placed, around: DraftSurroundings): EntryDraft {
  const summary = summarise(placed.resource)
  const text = Buffer.from(compact(placed.piece.raw)).toString('utf8')
  const drawn = drawnColumns(summary, around)
  return {
    entryId: placed.id,
    kind: placed.resource.resourceType,
    source: around.source,
    sourceId: placed.sourceId,
    fullUrl: placed.piece.fullUrl,
    sourceVersion: { versionId: summary.versionId, updatedAt: dateOf(summary.lastUpdated) },
    drawn,
    text,
    contentHash: createHash('sha256').update(text).digest(),
    referenceTargets: referenceTargets(placed, around.references),
    raw: around.raw,
    encounter: encounterDraft(placed.resource, drawn.title),
  }
}

function drawnColumns(summary: ResourceSummary, around: DraftSurroundings): DrawnColumns {
  const encounter = summary.encounter ? around.references.resolve(summary.encounter) : undefined
  return {
    sortAt: storable(dateOf(summary.occurredStart) ?? dateOf(summary.recordedAt)) ?? around.receivedAt,
    occurredFrom: summary.occurredStart,
    occurredTo: summary.occurredEnd,
    status: clean(summary.status),
    category: clean(summary.category),
    codeSystem: clean(summary.code?.system ?? null),
    code: clean(summary.code?.code ?? null),
    title: clean(summary.title) ?? summary.kind,
    valueText: clean(summary.value?.text ?? null),
    valueNumber: summary.value?.number ?? null,
    valueUnit: clean(summary.value?.unit ?? null),
    referenceLow: summary.low,
    referenceHigh: summary.high,
    abnormal: clean(summary.abnormal),
    encounterId: encounter?.at === 'entry' ? encounter.entryId : null,
    sensitivity: [...new Set(summary.securityLabels)].toSorted(),
  }
}

// PostgreSQL text holds no NUL character; a resource may, escaped.
function clean(text: string | null): string | null {
  return text === null ? null : text.replaceAll('\u0000', '')
}

function storable(date: Date | null): Date | null {
  return date !== null && date.getUTCFullYear() >= 1 && date.getUTCFullYear() <= 9998 ? date : null
}

function referenceTargets(placed: Placed, references: ReferenceMap): Record<string, string> {
  const targets: Record<string, string> = {}
  for (const { reference } of referencesOf(placed.resource)) {
    const target = references.resolve(reference)
    if (target) targets[reference] = targetText(target)
  }
  return targets
}

/** Literal references that resolve to nothing that this unit or any chart could hold. */
export function danglingReferences(placed: Placed, references: ReferenceMap): string[] {
  return referencesOf(placed.resource)
    .map(({ reference }) => reference)
    .filter((reference) => references.resolve(reference) === undefined)
}

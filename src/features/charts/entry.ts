// A chart entry: one FHIR resource kept whole, with the columns that lists and search draw out of it.

export type EntryId = string
export type MpiRecordId = string

/** The columns drawn out of a resource. Lists read these; the resource itself stays the truth. */
export type DrawnColumns = {
  /** When it happened, for ordering: the start of the period that the source gave, else when it was recorded. */
  readonly sortAt: Date
  /** As given, with the precision given (`2011`, `2011-03`, …). */
  readonly occurredFrom: string | null
  readonly occurredTo: string | null
  readonly status: string | null
  readonly category: string | null
  readonly codeSystem: string | null
  readonly code: string | null
  readonly title: string
  readonly valueText: string | null
  readonly valueNumber: number | null
  readonly valueUnit: string | null
  readonly referenceLow: number | null
  readonly referenceHigh: number | null
  readonly abnormal: string | null
  readonly encounterId: EntryId | null
  /** Security label codes, sorted. */
  readonly sensitivity: readonly string[]
}

export type RawPlace = { readonly blobId: string; readonly offset: number; readonly length: number }

/** What the source says about a version of its resource. */
export type SourceVersion = { readonly versionId: string | null; readonly updatedAt: Date | null }

/** A resource on its way into a chart or the directory. */
export type EntryDraft = {
  readonly entryId: EntryId
  readonly kind: string
  readonly source: string
  readonly sourceId: string | null
  readonly fullUrl: string | null
  readonly sourceVersion: SourceVersion
  readonly drawn: DrawnColumns
  /** The resource's own text; only white space between its tokens is left out. */
  readonly text: string
  /** SHA-256 of `text`. */
  readonly contentHash: Buffer
  /** Each literal reference and what it resolves to (`entry:…`, `record:…`, `directory:…`). */
  readonly referenceTargets: Readonly<Record<string, string>>
  readonly raw: RawPlace | null
  readonly encounter: EncounterDraft | null
}

/** An Encounter as the department works on it. */
export type EncounterDraft = {
  readonly classCode: string | null
  readonly title: string
  readonly status: string
  readonly startedAt: Date | null
  readonly endedAt: Date | null
  readonly facility: string | null
  readonly visitNumber: string | null
  readonly accountNumber: string | null
}

export type FilingSource = { readonly filedBy: string; readonly importUnitId: string | null }

export type FilingOutcome = 'new' | 'updated' | 'late' | 'unchanged'

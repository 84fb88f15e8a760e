// What features above and the doors to the outside may use of charts.

/** Puts resources that belong to no patient into the shared directory, and remembers which version came with a chart. */
export { fileDirectory, linkDirectory } from './directory-store.ts'
/** A resource on its way into a chart, and where its raw bytes lie. */
export type {
  DrawnColumns,
  EncounterDraft,
  EntryDraft,
  FilingOutcome,
  FilingSource,
  RawPlace,
} from './entry.ts'
/** Files resources into one record's chart, in the caller's transaction; the caller holds the record's lock. */
export { type Filed, fileEntries } from './file-entries.ts'

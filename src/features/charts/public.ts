// What features above, the doors to the outside and the programs may use of charts.

/** The nouns of the command line, and the HTTP edge; for `programs`. */
export { addChartCommands } from './cli.ts'
/** Puts resources that belong to no patient into the shared directory, and remembers which version came with a chart. */
export { fileDirectory, linkDirectory } from './directory-store.ts'

// For its effect: the trail shows this feature's actions in words.
import './events.ts'

/** A resource on its way into a chart, and where its raw bytes lie. */
export type {
  DrawnColumns,
  EncounterDraft,
  EntryDraft,
  FilingOutcome,
  FilingSource,
  RawPlace,
} from './entry.ts'
/** Which of these entries stand in another record's chart. */
export { entriesOfOthers } from './entry-store.ts'
/** A chart as FHIR text, piece by piece. */
export { exportChart } from './export-chart.ts'
/** Files resources into one record's chart, in the caller's transaction; the caller holds the record's lock. */
export { type Filed, fileEntries } from './file-entries.ts'
/** The bytes of an entry as they arrived. */
export { readRaw } from './raw-text.ts'
export { registerChartRoutes } from './routes.ts'

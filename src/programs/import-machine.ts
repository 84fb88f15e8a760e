// The importer of this process: the rules it validates by, and the threads that do the work.
import { readFile } from 'node:fs/promises'
import type { Deps } from '../features/audit/public.ts'
import { definitionsUrl, parseDefinitions } from '../formats/fhir/definitions/definitions.ts'
import { createValidator } from '../formats/fhir/validate/validator.ts'
import type { ImportMachine } from '../interop/fhir-import/import-job.ts'
import { openImportThreads } from '../interop/fhir-import/import-threads.ts'
import { type ImportSettings, USUAL_SIZES } from '../interop/fhir-import/process-unit.ts'
import type { Config } from '../platform/config/config.ts'
import type { Connection } from '../platform/db/database.ts'
import { findNamespace } from '../platform/db/installation.ts'

/** What a thread is told when it starts. */
export type ImportThreadData = { readonly config: Config; readonly connection: Connection }

const THREAD = new URL('./import-thread.ts', import.meta.url)
const THREAD_CONNECTIONS = 3

export async function importSettings(deps: Pick<Deps, 'db'>): Promise<ImportSettings> {
  const [definitions, namespace] = await Promise.all([
    readFile(definitionsUrl, 'utf8'),
    findNamespace(deps.db.pool),
  ])
  const { validate } = createValidator(parseDefinitions(definitions))
  return { validate, namespace, ...USUAL_SIZES }
}

export async function openImportMachine(deps: Deps): Promise<ImportMachine> {
  const data: ImportThreadData = {
    config: deps.config,
    connection: {
      ...deps.db.connection,
      connectionsMax: THREAD_CONNECTIONS,
      applicationName: 'chartroom import',
    },
  }
  return {
    settings: await importSettings(deps),
    threads: openImportThreads(THREAD, deps.config.validationThreads, data),
  }
}

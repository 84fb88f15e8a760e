// Imports files in the test's own thread, with the real validator.
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Deps } from '../../src/features/audit/public.ts'
import { definitionsUrl, parseDefinitions } from '../../src/formats/fhir/definitions/definitions.ts'
import { createValidator } from '../../src/formats/fhir/validate/validator.ts'
import { discoverFiles } from '../../src/interop/fhir-import/discover-files.ts'
import { type ImportSettings, processUnit, USUAL_SIZES } from '../../src/interop/fhir-import/process-unit.ts'
import { type RunTotals, runImport } from '../../src/interop/fhir-import/run-import.ts'
import { addFiles, openImport } from '../../src/interop/fhir-import/start-import.ts'
import type { Ctx } from '../../src/platform/ctx.ts'
import { findNamespace } from '../../src/platform/db/installation.ts'
import { buildTestCtx } from './http.ts'

export const importer: Ctx = buildTestCtx({
  permissions: ['import.run', 'reject.work', 'chart.read', 'export.chart'],
})

export async function importSettings(
  deps: Deps,
  sizes: Partial<ImportSettings> = {},
): Promise<ImportSettings> {
  const definitions = parseDefinitions(await readFile(definitionsUrl, 'utf8'))
  const { validate } = createValidator(definitions)
  return { validate, namespace: await findNamespace(deps.db.pool), ...USUAL_SIZES, ...sizes }
}

export type ImportedRun = RunTotals & { readonly runId: string }

export async function importPaths(
  deps: Deps,
  settings: ImportSettings,
  paths: readonly string[],
  source = 'test files',
): Promise<ImportedRun> {
  const files = await discoverFiles(paths)
  const runId = await openImport(deps, importer, source)
  await addFiles(deps, importer, runId, files)
  const processor = {
    width: 1,
    process: (ctx: Ctx, work: Parameters<typeof processUnit>[3]) => processUnit(deps, ctx, settings, work),
  }
  const totals = await runImport(deps, importer, settings, processor, runId, (unit) => ({
    path: files[unit.position]?.path ?? '',
  }))
  return { ...totals, runId }
}

/** Writes the files below a folder and imports them. */
export async function importTexts(
  deps: Deps,
  settings: ImportSettings,
  files: Readonly<Record<string, string | Uint8Array>>,
  source?: string,
): Promise<ImportedRun> {
  const folder = join(deps.config.dataFolder, `in-${Math.random().toString(36).slice(2)}`)
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true })
    await writeFile(join(folder, name), content)
  }
  return importPaths(deps, settings, [folder], source)
}

export type RejectSeen = { rule: string; reason: string; place: string; state: string }

export async function rejectsOf(deps: Deps, runId: string): Promise<RejectSeen[]> {
  const found = await deps.db.pool.query<RejectSeen>(
    'select rule, reason, place, state from interop.reject where run_id = $1 order by reject_id',
    [runId],
  )
  return found.rows
}

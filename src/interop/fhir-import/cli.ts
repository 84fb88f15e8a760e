// `chartroom import PATH…`
import type { Command } from 'commander'
import type { Deps } from '../../features/audit/public.ts'
import type { CommandAnswer, CommandLine } from '../../platform/command-line/command-line.ts'
import type { Ctx } from '../../platform/ctx.ts'
import { discoverFiles } from './discover-files.ts'
import { nothingToImport } from './errors.ts'
import type { ImportMachine } from './import-job.ts'
import { pageOfRejects } from './read-store.ts'
import { type RunTotals, runImport } from './run-import.ts'
import { addFiles, openImport } from './start-import.ts'

type ImportOptions = { readonly source: string; readonly json?: boolean }

export function addImportCommands(
  program: Command,
  line: CommandLine<Deps>,
  openMachine: (deps: Deps) => Promise<ImportMachine>,
): void {
  program
    .command('import')
    .description(
      'Take FHIR R4 files in: bundles, single resources, NDJSON, plain or gzipped, files or folders.',
    )
    .argument('<path...>', 'files and folders')
    .option('--source <name>', 'the system that the files come from; ids are told apart by it', 'files')
    .option('--json', 'print one JSON document')
    .action((paths: string[], options: ImportOptions) =>
      line.run(options, (deps, ctx) => importPaths(deps, ctx, line, openMachine, paths, options.source)),
    )
}

async function importPaths(
  deps: Deps,
  ctx: Ctx,
  line: CommandLine<Deps>,
  openMachine: (deps: Deps) => Promise<ImportMachine>,
  paths: readonly string[],
  source: string,
): Promise<CommandAnswer> {
  const files = await discoverFiles(paths)
  if (files.length === 0) throw nothingToImport()
  const runId = await openImport(deps, ctx, source)
  await addFiles(deps, ctx, runId, files)
  const machine = await openMachine(deps)
  try {
    const totals = await runImport(
      deps,
      ctx,
      machine.settings,
      machine.threads,
      runId,
      (unit) => ({ path: files[unit.position]?.path ?? '' }),
      (done) =>
        line.say(
          `${done.units} of ${done.unitsTotal} files · ${done.stored} stored · ${done.unchanged} unchanged · ${done.rejected} refused`,
          { again: true },
        ),
    )
    line.say('')
    return await answerOf(deps, runId, totals)
  } finally {
    await machine.threads.close()
  }
}

const REJECTS_SHOWN = 10_000
const REASONS_PRINTED = 20

async function answerOf(deps: Deps, runId: string, totals: RunTotals): Promise<CommandAnswer> {
  const filter = { runId, rule: undefined, state: 'open', after: undefined, limit: REJECTS_SHOWN }
  const rejects = (await pageOfRejects(deps.db.pool, filter)).map((row) => ({
    file: row.file_name,
    where: row.place,
    rule: row.rule,
    reason: row.reason,
  }))
  const printed = rejects.slice(0, REASONS_PRINTED).map((one) => `  ${one.file}, ${one.where}: ${one.reason}`)
  const more = totals.rejected > printed.length ? [`  … and ${totals.rejected - printed.length} more`] : []
  return {
    json: { runId, ...totals, rejects },
    text: [
      `${totals.files} files: ${totals.accepted} resources accepted (${totals.stored} stored, ${totals.unchanged} unchanged), ${totals.rejected} refused.`,
      ...printed,
      ...more,
    ].join('\n'),
    findings: totals.rejected > 0,
  }
}

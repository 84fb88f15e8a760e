// `chartroom export chart`
import { createWriteStream } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { type Command, Option } from 'commander'
import type { CommandAnswer, CommandLine } from '../../platform/command-line/command-line.ts'
import type { Ctx } from '../../platform/ctx.ts'
import type { Deps } from '../audit/public.ts'
import { exportChart } from './export-chart.ts'
import { findOnePerson } from './find-one-person.ts'

type ExportOptions = { readonly out?: string; readonly json?: boolean }

export function addChartCommands(program: Command, line: CommandLine<Deps>): void {
  program
    .command('export')
    .description('Give records out.')
    .command('chart')
    .description('A whole chart as one FHIR R4 collection bundle, each resource as it came.')
    .argument('<person>', 'a person number, a record number (MRN), or a person id')
    .addOption(new Option('--as <format>', 'the format').choices(['fhir']).default('fhir'))
    .option('--out <file>', 'write to a file instead of standard output')
    .option('--json', 'print one JSON document: with --out what was written, else the bundle itself')
    .action((person: string, options: ExportOptions) =>
      line.run(options, (deps, ctx) => exportFor(deps, ctx, person, options)),
    )
}

async function exportFor(
  deps: Deps,
  ctx: Ctx,
  person: string,
  options: ExportOptions,
): Promise<CommandAnswer> {
  const personId = await findOnePerson(deps, ctx, person)
  let characters = 0
  async function* counted() {
    for await (const piece of exportChart(deps, ctx, personId)) {
      characters += piece.length
      yield piece
    }
  }
  if (options.out === undefined) {
    const pieces: string[] = []
    for await (const piece of counted()) pieces.push(piece)
    const text = pieces.join('')
    return { text, json: JSON.parse(text) }
  }
  await writeWhole(options.out, Readable.from(counted()))
  return { text: `Written to ${options.out}.`, json: { personId, file: options.out, characters } }
}

// A file that stands there under its name is whole: it is written beside and renamed at the end.
async function writeWhole(file: string, content: Readable): Promise<void> {
  const unfinished = `${file}.unfinished`
  try {
    await pipeline(content, createWriteStream(unfinished, { mode: 0o600 }))
    await rename(unfinished, file)
  } catch (thrown) {
    await rm(unfinished, { force: true })
    throw thrown
  }
}

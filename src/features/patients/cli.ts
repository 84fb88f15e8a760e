// `chartroom patient search`
import { type Command, InvalidArgumentError } from 'commander'
import type { CommandAnswer, CommandLine } from '../../platform/command-line/command-line.ts'
import type { Ctx } from '../../platform/ctx.ts'
import type { Deps } from '../audit/public.ts'
import type { PatientSearchAnswer, PatientSearchRow } from './schemas.ts'
import { searchPatients } from './search-patients.ts'

const LIMIT_MAX = 50

type SearchOptions = { readonly limit: number; readonly json?: boolean }

export function addPatientCommands(program: Command, line: CommandLine<Deps>): void {
  program
    .command('patient')
    .description('Find patients.')
    .command('search')
    .description('Persons that fit a name, birth date, number, phone or e-mail, in any mix and order.')
    .argument('<text...>', 'what you know, e.g. smith j 1980')
    .option('--limit <count>', `how many at most, up to ${LIMIT_MAX}`, parseLimit, 20)
    .option('--json', 'print one JSON document')
    .action((words: string[], options: SearchOptions) =>
      line.run(options, (deps, ctx) => answerSearch(deps, ctx, words.join(' '), options.limit)),
    )
}

async function answerSearch(deps: Deps, ctx: Ctx, text: string, limit: number): Promise<CommandAnswer> {
  const answer = await searchPatients(deps, ctx, { text, limit })
  return { json: answer.rows.map(presentJson), text: presentText(answer) }
}

function presentJson({ personId, name, birthDate, mrns, score, why }: PatientSearchRow) {
  return { personId, name, birthDate, mrns: mrns.map(({ mrn, facility }) => ({ mrn, facility })), score, why }
}

function presentText(answer: PatientSearchAnswer): string {
  if (answer.rows.length === 0) return 'Nobody fits.'
  const rows = answer.rows.map((row) => {
    const numbers = row.mrns.map(({ mrn }) => mrn).join(' ')
    const facts = [row.name, row.birthDate ?? 'birth date unknown', numbers, row.personId].join('  ')
    return `${row.score.toFixed(2)}  ${facts}\n      ${row.why.join(' · ')}`
  })
  const left = answer.total - answer.rows.length
  if (answer.isMore) rows.push(`More than ${answer.total} fit: add a first name or a birth date.`)
  else if (left > 0) rows.push(`${left} more.`)
  return rows.join('\n')
}

function parseLimit(text: string): number {
  const limit = Number(text)
  if (!Number.isInteger(limit) || limit < 1 || limit > LIMIT_MAX) {
    throw new InvalidArgumentError(`Give a whole number from 1 to ${LIMIT_MAX}.`)
  }
  return limit
}

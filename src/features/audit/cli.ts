// `chartroom audit verify | report`. Results go to standard output, progress to standard error.
import { pipeline } from 'node:stream/promises'
import { type Command, InvalidArgumentError } from 'commander'
import type { Ctx } from '../../platform/ctx.ts'
import { ChartroomError } from '../../platform/errors.ts'
import { exportTrailCsv } from './export-trail.ts'
import { readTrail } from './read-trail.ts'
import { runVerification, type VerificationDeps } from './run-verification.ts'
import { type TrailEntry, type TrailFilter, trailFilter } from './schemas.ts'
import type { Verdict } from './sealing/verify.ts'

/** Opens what a command needs, runs it as the command line's actor, and closes again. */
export type WithAudit = (work: (deps: VerificationDeps, ctx: Ctx) => Promise<void>) => Promise<void>

type Output = { out: NodeJS.WritableStream; err: NodeJS.WritableStream }
type ReportOptions = {
  person?: string
  user?: string
  from?: string
  to?: string
  action?: string
  refused?: boolean
  json?: boolean
  csv?: boolean
}

/** Exit 3 when the trail is broken: a finding, not a failure. */
const FOUND = 3
const PAGE_ROWS = 500

export function addAuditCommands(
  program: Command,
  withAudit: WithAudit,
  { out, err }: Output = { out: process.stdout, err: process.stderr },
): void {
  const audit = program.command('audit').description('the trail: prove it, and ask it who did what')

  audit
    .command('verify')
    .description('prove that no event was changed, removed, added or moved; names the first that was')
    .option('--json', 'print one JSON document')
    .option('--from-checkpoint <number>', 'trust everything up to this signed checkpoint', checkpointNumber)
    .action((options: { json?: boolean; fromCheckpoint?: number }) =>
      withAudit(async (deps, ctx) => {
        const onProgress = (events: number, total: number) => {
          if (!options.json)
            err.write(`\r${events.toLocaleString('en')} of ${total.toLocaleString('en')} events`)
        }
        const verdict = await runVerification(deps, ctx, {
          fromCheckpoint: options.fromCheckpoint,
          onProgress,
        })
        if (!options.json) err.write('\n')
        out.write(options.json ? `${JSON.stringify(verdict)}\n` : sentencesOf(verdict))
        if (!verdict.ok) process.exitCode = FOUND
      }),
    )

  audit
    .command('report')
    .description('who looked at a chart, what a user opened, or the trail of a time')
    .option('--person <id>', 'only events about this person')
    .option('--user <name>', 'only events of this user (id or whole name)')
    .option('--from <time>', 'not before, as 2026-05-01 or 2026-05-01T08:00:00Z')
    .option('--to <time>', 'before')
    .option('--action <action>', 'only this action, such as chart.open')
    .option('--refused', 'only what was refused')
    .option('--json', 'print one JSON document')
    .option('--csv', 'print CSV')
    .action((options: ReportOptions) =>
      withAudit(async (deps, ctx) => {
        const filter = readFilter(options)
        if (options.csv) {
          await pipeline(await exportTrailCsv(deps, ctx, filter), out, { end: false })
        } else await printReport(deps, ctx, filter, options.json === true, out)
      }),
    )
}

async function printReport(
  deps: VerificationDeps,
  ctx: Ctx,
  filter: TrailFilter,
  asJson: boolean,
  out: NodeJS.WritableStream,
): Promise<void> {
  const action = filter.personId ? 'audit.chart_access' : filter.actor ? 'audit.user_activity' : 'audit.list'
  let cursor: string | undefined
  let isFirst = true
  do {
    // Nothing is printed before the first page is there: a refusal leaves standard output empty.
    const page = await readTrail(deps, ctx, filter, { cursor, limit: PAGE_ROWS }, action)
    if (asJson && cursor === undefined) out.write('[')
    for (const entry of page.entries) {
      out.write(asJson ? `${isFirst ? '' : ',\n'}${JSON.stringify(entry)}` : `${lineOf(entry)}\n`)
      isFirst = false
    }
    cursor = page.next ?? undefined
  } while (cursor !== undefined)
  if (asJson) out.write(']\n')
  else if (isFirst) out.write('Nothing in the trail matches.\n')
}

function lineOf(entry: TrailEntry): string {
  const refused = entry.outcome === 'refused' ? ' (refused)' : ''
  const about = [entry.personId && `person ${entry.personId}`, entry.reason && `reason: ${entry.reason}`]
  return [entry.at, `${entry.actorName} ${entry.sentence}${refused}`, ...about.filter(Boolean)].join('  ')
}

function sentencesOf(verdict: Verdict): string {
  const counted = `${verdict.events.toLocaleString('en')} events under ${verdict.seals.toLocaleString('en')} seals and ${verdict.checkpoints.toLocaleString('en')} signed checkpoints, ${verdict.unsealed.toLocaleString('en')} not sealed yet, in ${verdict.seconds} s.`
  if (verdict.ok) return `The trail is whole: ${counted}\n`
  return `The trail is BROKEN. ${verdict.firstBroken?.sentence ?? ''}\nLooked at ${counted}\n`
}

function readFilter(options: ReportOptions): TrailFilter {
  const parsed = trailFilter.safeParse({
    personId: options.person,
    actor: options.user,
    from: instantOf(options.from),
    to: instantOf(options.to),
    action: options.action,
    ...(options.refused ? { outcome: 'refused' } : {}),
  })
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw new ChartroomError(
    'invalid',
    'audit.bad_filter',
    `The option for ${issue?.path.join('.') ?? 'the filter'} is not understood: ${issue?.message ?? ''}`,
  )
}

function instantOf(text: string | undefined): string | undefined {
  return text !== undefined && /^\d{4}-\d{2}-\d{2}$/.test(text) ? `${text}T00:00:00Z` : text
}

function checkpointNumber(text: string): number {
  if (/^[1-9]\d{0,14}$/.test(text)) return Number(text)
  throw new InvalidArgumentError('give the number of a checkpoint')
}

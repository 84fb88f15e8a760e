// `chartroom work list | next`: the queues from the command line, with the same permissions and the same trail.
import { type Command, InvalidArgumentError, Option } from 'commander'
import type { CommandAnswer, CommandLine } from '../../platform/command-line/command-line.ts'
import type { Ctx } from '../../platform/ctx.ts'
import type { Deps } from '../audit/public.ts'
import { claimNext } from './claim-items.ts'
import { dayAt, dueInWords } from './due-date.ts'
import type { WorkItem } from './item-store.ts'
import { PRIORITY_NAMES, QUEUE_IDS, QUEUES, type QueueId } from './kinds.ts'
import { presentItem } from './present-item.ts'
import { QUEUE_SORTS, type QueueSort } from './queue-sort.ts'
import { listQueue, queueCounts } from './read-work.ts'

type ListOptions = {
  readonly json?: boolean
  readonly sort: QueueSort
  readonly limit: number
  readonly after?: string
}

const LIMIT_MAX = 200

export function addWorkCommands(program: Command, line: CommandLine<Deps>): void {
  const work = program.command('work').description('Work queues: what waits, and the next of it.')

  work
    .command('list')
    .description('How much waits in each queue, or the items of one queue.')
    .argument('[queue]', `one of ${QUEUE_IDS.join(', ')}`, queueId)
    .addOption(new Option('--sort <order>', 'the order').choices(QUEUE_SORTS).default('due'))
    .option('--limit <number>', `how many items, at most ${LIMIT_MAX}`, limitOf, 50)
    .option('--after <mark>', 'go on behind the "next" of the page before')
    .option('--json', 'print one JSON document')
    .action((queue: QueueId | undefined, options: ListOptions) =>
      line.run(options, (deps, ctx) =>
        queue === undefined ? listQueues(deps, ctx) : listItems(deps, ctx, queue, options),
      ),
    )

  work
    .command('next')
    .description('Claim the next item, of one queue or of all your work.')
    .argument('[queue]', `one of ${QUEUE_IDS.join(', ')}`, queueId)
    .option('--json', 'print one JSON document')
    .action((queue: QueueId | undefined, options: { readonly json?: boolean }) =>
      line.run(options, (deps, ctx) => claim(deps, ctx, queue ?? null)),
    )
}

async function listQueues(deps: Deps, ctx: Ctx): Promise<CommandAnswer> {
  const { queues } = await queueCounts(deps, ctx)
  const lines = queues.map((row) => {
    const numbers = [`${row.waiting} waiting`, `${row.held} held`, `${row.overdue} overdue`]
    return `${row.queue.padEnd(14)}  ${numbers.join(', ')}`
  })
  return { json: queues, text: lines.join('\n') }
}

async function listItems(deps: Deps, ctx: Ctx, queue: QueueId, options: ListOptions): Promise<CommandAnswer> {
  const { sort, limit, after } = options
  const page = await listQueue(deps, ctx, { queue, sort, limit, after })
  const now = deps.clock.now()
  const more = page.next === null ? [] : [`More: --after ${page.next}`]
  const lines = page.items.map((item) => lineOf(item, page.today))
  return {
    json: { items: page.items.map((item) => presentItem(ctx, item, now)), next: page.next },
    text: lines.length === 0 ? `Nothing waits in ${QUEUES[queue].title}.` : [...lines, ...more].join('\n'),
  }
}

async function claim(deps: Deps, ctx: Ctx, queue: QueueId | null): Promise<CommandAnswer> {
  const item = await claimNext(deps, ctx, queue)
  const now = deps.clock.now()
  return {
    json: item && presentItem(ctx, item, now),
    text: item ? lineOf(item, dayAt(now, deps.config.timeZone)) : 'Nothing waits for you.',
  }
}

function lineOf(item: WorkItem, today: string): string {
  const words = [dueInWords(item.dueOn, today).padEnd(16), PRIORITY_NAMES[item.priority].padEnd(8)]
  return [item.workItemId, ...words, item.title, item.claim ? `(${item.claim.by.name})` : '']
    .join('  ')
    .trimEnd()
}

function queueId(text: string): QueueId {
  const found = QUEUE_IDS.find((one) => one === text)
  if (found) return found
  throw new InvalidArgumentError(`choose one of ${QUEUE_IDS.join(', ')}`)
}

function limitOf(text: string): number {
  if (/^[1-9]\d{0,2}$/.test(text) && Number(text) <= LIMIT_MAX) return Number(text)
  throw new InvalidArgumentError(`give a number from 1 to ${LIMIT_MAX}`)
}

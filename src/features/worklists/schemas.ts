// What worklists' routes take and answer.
import { z } from 'zod'
import { contract } from '../../platform/http/contract.ts'
import { QUEUE_IDS, WORK_KIND_NAMES } from './kinds.ts'
import { QUEUE_SORTS } from './queue-sort.ts'

const itemParams = z.object({ workItemId: z.uuid() })
const queue = z.enum(QUEUE_IDS)
const day = z.iso.date()
const priority = z.int().min(1).max(5)
const reason = z.string().trim().min(1).max(500)

const holder = z.object({
  id: z.string(),
  name: z.string(),
  since: z.iso.datetime(),
  /** When it comes free unless the holder goes on. */
  until: z.iso.datetime(),
})

export const workItem = z.object({
  workItemId: z.uuid(),
  kind: z.enum(WORK_KIND_NAMES),
  title: z.string(),
  queue,
  role: z.string().nullable(),
  roleName: z.string().nullable(),
  subjectKind: z.string(),
  subjectId: z.string(),
  personId: z.uuid().nullable(),
  recordId: z.uuid().nullable(),
  encounterId: z.uuid().nullable(),
  owner: z.object({ id: z.string(), name: z.string() }).nullable(),
  holder: holder.nullable(),
  dueOn: day,
  priority,
  state: z.enum(['open', 'claimed', 'done', 'cancelled']),
  outcome: z.string().nullable(),
  reason: z.string().nullable(),
  spentSeconds: z.int(),
  openedAt: z.iso.datetime(),
  closedAt: z.iso.datetime().nullable(),
  version: z.int(),
  /** What this user may do with it now. */
  may: z.object({
    claim: z.boolean(),
    release: z.boolean(),
    finish: z.boolean(),
    direct: z.boolean(),
  }),
})
export type WorkItemView = z.infer<typeof workItem>

export const myWorkContract = contract({
  id: 'worklists.my_work',
  method: 'GET',
  path: '/api/work/mine',
  access: 'work.read',
  summary: 'What I hold, and what is next for me: given to me first, then what is urgent, then by due day.',
  answer: z.object({
    /** The day at the facility. */
    today: day,
    holding: z.array(workItem),
    next: z.array(workItem),
  }),
})

export const queueCountsContract = contract({
  id: 'worklists.queue_counts',
  method: 'GET',
  path: '/api/work/queues',
  access: 'work.read',
  summary: 'How much waits in each queue, how much is late, and since when.',
  answer: z.object({
    today: day,
    queues: z.array(
      z.object({
        queue,
        waiting: z.int(),
        forMe: z.int(),
        held: z.int(),
        heldByMe: z.int(),
        overdue: z.int(),
        dueToday: z.int(),
        oldestOpenedAt: z.iso.datetime().nullable(),
      }),
    ),
  }),
  passive: true,
})
export type QueueCounts = z.infer<typeof queueCountsContract.answer>

export const listQueueContract = contract({
  id: 'worklists.list_queue',
  method: 'GET',
  path: '/api/work/queues/:queue/items',
  access: 'work.read',
  summary:
    'A page of a queue, by due day, priority or age; items about persons hidden from you are not there.',
  params: z.object({ queue }),
  query: z.object({
    sort: z.enum(QUEUE_SORTS).default('due'),
    after: z.string().max(120).optional(),
    limit: z.coerce.number().int().min(1).max(200).default(50),
  }),
  answer: z.object({ today: day, items: z.array(workItem), next: z.string().nullable() }),
})

export const readItemContract = contract({
  id: 'worklists.read_item',
  method: 'GET',
  path: '/api/work/items/:workItemId',
  access: 'work.read',
  summary: 'One work item with its history.',
  params: itemParams,
  answer: z.object({
    today: day,
    item: workItem,
    history: z.array(
      z.object({
        act: z.string(),
        at: z.iso.datetime(),
        actorName: z.string(),
        ownerName: z.string().nullable(),
        priority,
        dueOn: day,
        outcome: z.string().nullable(),
        reason: z.string().nullable(),
        spentSeconds: z.int(),
      }),
    ),
  }),
})
export type WorkItemDetail = z.infer<typeof readItemContract.answer>

export const claimNextContract = contract({
  id: 'worklists.claim_next',
  method: 'POST',
  path: '/api/work/claim-next',
  access: 'work.claim',
  summary: 'Claims the next item of a queue, or of all my work; null when nothing waits.',
  body: z.object({ queue: queue.nullable() }),
  answer: z.object({ item: workItem.nullable() }),
})

export const claimItemContract = contract({
  id: 'worklists.claim_item',
  method: 'POST',
  path: '/api/work/items/:workItemId/claim',
  access: 'work.claim',
  summary: 'Claims one item for half an hour.',
  params: itemParams,
  answer: workItem,
})

export const renewClaimContract = contract({
  id: 'worklists.renew_claim',
  method: 'POST',
  path: '/api/work/items/:workItemId/renew',
  access: 'work.claim',
  summary: 'Says that I go on with it: the time since the last sign of life counts, two minutes at most.',
  params: itemParams,
  answer: workItem,
  passive: true,
})

export const releaseItemContract = contract({
  id: 'worklists.release_item',
  method: 'POST',
  path: '/api/work/items/:workItemId/release',
  access: 'work.claim',
  summary: 'Puts it back into its queue.',
  params: itemParams,
  body: z.object({ reason: reason.nullable() }),
  answer: workItem,
})

export const finishItemContract = contract({
  id: 'worklists.finish_item',
  method: 'POST',
  path: '/api/work/items/:workItemId/finish',
  access: 'work.claim',
  summary: 'Finishes an item that I hold, with one of the outcomes of its kind.',
  params: itemParams,
  body: z.object({ outcome: z.string().min(1).max(40), reason: reason.nullable() }),
  answer: workItem,
})

export const cancelItemContract = contract({
  id: 'worklists.cancel_item',
  method: 'POST',
  path: '/api/work/items/:workItemId/cancel',
  access: 'work.assign',
  summary: 'Takes an item off the list undone, with the reason.',
  params: itemParams,
  body: z.object({ reason }),
  answer: workItem,
})

export const assignItemContract = contract({
  id: 'worklists.assign_item',
  method: 'POST',
  path: '/api/work/items/:workItemId/assign',
  access: 'work.assign',
  summary: 'Gives an item to one user, or back to everybody with its role.',
  params: itemParams,
  body: z.object({ userId: z.uuid().nullable() }),
  answer: workItem,
})

export const reprioritiseContract = contract({
  id: 'worklists.reprioritise',
  method: 'POST',
  path: '/api/work/items/:workItemId/priority',
  access: 'work.assign',
  summary: 'Sets the priority: 1 at once, 5 when there is time.',
  params: itemParams,
  body: z.object({ priority }),
  answer: workItem,
})

export const listPeopleContract = contract({
  id: 'worklists.list_people',
  method: 'GET',
  path: '/api/work/people',
  access: 'work.assign',
  summary: 'To whom work can be given.',
  answer: z.object({
    people: z.array(z.object({ userId: z.uuid(), name: z.string(), roles: z.array(z.string()) })),
  }),
})

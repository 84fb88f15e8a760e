// What worklists writes to the trail. Stored events depend on these names: never rename one.
import { nameActions } from '../audit/public.ts'

/** Every action of this feature, each with the words that the trail shows. */
export const WORK_ACTIONS = {
  'worklists.raised': 'raised a work item',
  'worklists.raised_again': 'raised a work item again, with something changed',
  'worklists.listed': 'looked through work items',
  'worklists.read': 'looked at a work item',
  'worklists.claimed': 'claimed a work item',
  'worklists.released': 'put a work item back',
  'worklists.finished': 'finished a work item',
  'worklists.cancelled': 'cancelled a work item',
  'worklists.settled': 'settled a work item by doing what it was about',
  'worklists.assigned': 'gave a work item to somebody',
  'worklists.reprioritised': 'changed the priority of a work item',
} as const

nameActions(WORK_ACTIONS)

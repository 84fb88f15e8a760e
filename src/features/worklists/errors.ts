// What worklists refuses, once for each reason.
import { ChartroomError } from '../../platform/errors.ts'
import { isRole, ROLE_NAMES } from '../identity/public.ts'
import type { Refusal } from './work-item.ts'

/** The same answer for an item that is not there and for one about somebody whom this actor may not find. */
export const noSuchItem = () =>
  new ChartroomError(
    'not_found',
    'worklists.no_such_item',
    'There is no such work item. Look at the queue again.',
  )

export const noSuchColleague = () =>
  new ChartroomError(
    'not_found',
    'worklists.no_such_colleague',
    'There is no such user, or they do not work items. Choose somebody from the list.',
  )

export const wrongOutcome = (outcomes: readonly string[]) =>
  new ChartroomError(
    'invalid',
    'worklists.wrong_outcome',
    `This work cannot end that way. Choose one of: ${outcomes.join(', ')}.`,
    { details: { outcomes } },
  )

export const wrongPageMark = () =>
  new ChartroomError(
    'invalid',
    'worklists.wrong_page_mark',
    'This page mark is not one that Chartroom gave for this order. Begin at the first page.',
  )

/** Why an act may not happen, as a sentence with the facility's time. */
export function refusedAct(refusal: Refusal, timeZone: string): ChartroomError {
  switch (refusal.why) {
    case 'closed':
      return conflict('closed', 'This has been dealt with already. Take the next one.')
    case 'not_held':
      return conflict('not_held', 'You do not have this. Claim it first.')
    case 'given': {
      const { name } = refusal.owner
      return conflict('given', `This was given to ${name}. Ask them or the supervisor to hand it on.`)
    }
    case 'held': {
      const { by, at, expiresAt } = refusal.claim
      const since = timeOf(at, timeZone)
      const until = timeOf(expiresAt, timeZone)
      return conflict(
        'held',
        `${by.name} has had this since ${since}; it comes free at ${until} unless they go on.`,
      )
    }
    case 'other_role': {
      const role = isRole(refusal.role) ? ROLE_NAMES[refusal.role] : refusal.role
      return new ChartroomError(
        'refused',
        'worklists.other_role',
        `This is work for the role ${role}. A supervisor can give it to you.`,
        { details: { role: refusal.role } },
      )
    }
  }
}

function conflict(reason: string, sentence: string): ChartroomError {
  return new ChartroomError('conflict', `worklists.${reason}`, sentence)
}

function timeOf(at: Date, timeZone: string): string {
  return new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit' }).format(at)
}

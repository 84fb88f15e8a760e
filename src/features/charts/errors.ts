// What charts refuses, once for each reason.
import { ChartroomError } from '../../platform/errors.ts'

/** The same answer for a chart that is not there and for one that this actor may not see. */
export const noSuchChart = () =>
  new ChartroomError(
    'not_found',
    'charts.no_such_chart',
    'There is no such chart. Search for the patient again.',
  )

export const noSuchEntry = () =>
  new ChartroomError(
    'not_found',
    'charts.no_such_entry',
    'There is no such entry in this chart. It may have been moved to the right chart; look at the timeline.',
  )

export const noSuchVersion = () =>
  new ChartroomError(
    'not_found',
    'charts.no_such_version',
    'This entry has no such version. Choose one from its history.',
  )

export const notStoredRaw = () =>
  new ChartroomError(
    'not_found',
    'charts.no_raw_text',
    'The bytes that this entry arrived in are not kept apart; look at the resource itself.',
  )

export const wrongPageMark = () =>
  new ChartroomError(
    'invalid',
    'charts.wrong_page_mark',
    'This page mark is not one that Chartroom gave. Begin at the first page.',
  )

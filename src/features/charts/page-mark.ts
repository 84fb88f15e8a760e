// Where a page of a chart ended, as text that the next request brings back.
import { isUuid } from '../../platform/ids.ts'
import type { PageEnd } from './chart-line.ts'
import { wrongPageMark } from './errors.ts'

export function writePageMark(end: PageEnd): string {
  return `${end.sortAt.getTime()}_${end.entryId}`
}

/** Throws `charts.wrong_page_mark` for anything that `writePageMark` didn't write. */
export function readPageMark(mark: string): PageEnd {
  const [millis, entryId, ...rest] = mark.split('_')
  const sortAt = new Date(Number(millis))
  if (!millis || !entryId || rest.length > 0 || !isUuid(entryId) || Number.isNaN(sortAt.getTime())) {
    throw wrongPageMark()
  }
  return { sortAt, entryId }
}

// Where a page of a queue ended, as text that the next request brings back. It belongs to one order.
import { isUuid } from '../../platform/ids.ts'
import { wrongPageMark } from './errors.ts'
import type { WorkItem } from './item-store.ts'
import type { QueueSort } from './queue-sort.ts'

export type PageEnd = {
  readonly dueOn: string
  readonly priority: number
  readonly openedAt: Date
  readonly workItemId: string
}

export function writePageMark(sort: QueueSort, item: WorkItem): string {
  return [sort, item.dueOn, item.priority, item.openedAt.getTime(), item.workItemId].join('_')
}

/** Throws `worklists.wrong_page_mark` for anything that `writePageMark` didn't write for this order. */
export function readPageMark(sort: QueueSort, mark: string): PageEnd {
  const [order, dueOn = '', priority, millis, workItemId = '', ...rest] = mark.split('_')
  const openedAt = new Date(Number(millis))
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(dueOn) && !Number.isNaN(Date.parse(dueOn))
  const isWhole = order === sort && rest.length === 0 && isDay && /^[1-5]$/.test(priority ?? '')
  if (!isWhole || !isUuid(workItemId) || Number.isNaN(openedAt.getTime())) throw wrongPageMark()
  return { dueOn, priority: Number(priority), openedAt, workItemId }
}

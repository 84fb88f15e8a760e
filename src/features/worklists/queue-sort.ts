// The orders of a queue. Pure.

export const QUEUE_SORTS = ['due', 'priority', 'age'] as const
export type QueueSort = (typeof QUEUE_SORTS)[number]

// What other features and programs may use of worklists.

// For its effect: the trail shows this feature's actions in words.
import './events.ts'

/** Taking work, going on with it, putting it back. */
export { claimItem, claimNext, releaseItem, renewClaim } from './claim-items.ts'
/** `chartroom work list | next`. */
export { addWorkCommands } from './cli.ts'
/** Ending work; `settleItems` in the transaction of the act that did it. */
export { cancelItem, finishItem, settleItems, type WorkSubject } from './close-items.ts'
/** The supervisor's part. */
export { assignItem, reprioritise } from './direct-work.ts'
export type { WorkItem } from './item-store.ts'
/** The kinds of work and their queues. */
export { isWorkKind, type Priority, type QueueId, type WorkKind } from './kinds.ts'
/** Puts work into the queues, any number at once, in the caller's transaction; the same work waits only once. */
export { type NewWorkItem, type RaiseDeps, type Raised, raiseItems } from './raise-items.ts'
/** Looking at work. */
export { listQueue, myWork, queueCounts, readItem } from './read-work.ts'
/** Work over HTTP. */
export { registerWorkRoutes } from './routes.ts'

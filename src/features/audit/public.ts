// What every later feature may use of the trail.

/** Each feature's events.ts names its actions in plain words; the trail then shows them so. */
export { describeAction, nameActions } from './actions.ts'

/** Writes, reads and refusals recorded in the trail; `openAudit` makes one for each process. */
export { type Audit, openAudit } from './audit.ts'
/** `chartroom audit verify | report`. */
export { addAuditCommands, type WithAudit } from './cli.ts'
/** What every use case above this feature takes first. */
export type { Deps } from './deps.ts'
/** What happened: an action, whom and what it was about, and details without patient data. */
export type { AuditEvent, Json, Outcome } from './event.ts'
/** The trail over HTTP. */
export { registerAuditRoutes } from './routes.ts'
/** What verifying needs beside the trail itself: keys and the checkpoint folders. */
export { runVerification, type VerificationDeps } from './run-verification.ts'
/** Where signed checkpoints go: below the data folder, and to a second folder when one is set. */
export { type CheckpointPlaces, checkpointPlaces } from './sealing/checkpoint-files.ts'
/** Seals and signs what has committed, in one elected process; `sealOnce` does it a single time. */
export { type Sealer, type SealerNeeds, sealOnce, startSealer } from './sealing/sealer.ts'

// What every later feature may use of the trail.
import type { PlatformDeps } from '../../platform/deps.ts'
import type { Audit } from './audit.ts'

/** Each feature's events.ts names its actions in plain words; the trail then shows them so. */
export { describeAction, nameActions } from './actions.ts'

/** Writes, reads and refusals recorded in the trail; `openAudit` makes one for each process. */
export { type Audit, openAudit } from './audit.ts'
/** What happened: an action, whom and what it was about, and details without patient data. */
export type { AuditEvent, Json, Outcome } from './event.ts'

/** Where signed checkpoints go: below the data folder, and to a second folder when one is set. */
export { type CheckpointPlaces, checkpointPlaces } from './sealing/checkpoint-files.ts'
/** Seals and signs what has committed, in one elected process; `sealOnce` does it a single time. */
export { type Sealer, type SealerNeeds, sealOnce, startSealer } from './sealing/sealer.ts'

/** What every use case above this feature takes first. */
export type Deps = PlatformDeps & { readonly audit: Audit }

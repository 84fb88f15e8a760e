import type { PlatformDeps } from '../../platform/deps.ts'
import type { Audit } from './audit.ts'

/** What every use case above the platform takes first. */
export type Deps = PlatformDeps & { readonly audit: Audit }

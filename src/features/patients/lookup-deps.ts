import type { Deps } from '../audit/public.ts'

/** What looking up patients needs of the whole. */
export type LookupDeps = Pick<Deps, 'db' | 'clock' | 'audit'>

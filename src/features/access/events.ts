// What this feature puts on the trail. Stored events depend on these names: never rename one.
import { nameActions } from '../audit/public.ts'

export const ACTIONS = nameActions({
  'access.restriction_placed': 'kept a person from an actor or a role',
  'access.restriction_lifted': 'lifted a restriction',
  'access.restrictions_listed': 'looked up who is kept from a person',
  'access.relationship_recorded': 'recorded why an actor has to do with a person',
} as const)

export type AccessAction = keyof typeof ACTIONS

// What other features may use of access.
// The trail's words for its actions.
import './events.ts'

// For its effect: the trail shows this feature's actions in words.
import './events.ts'

/** What is closed to an actor, and the decisions that rest on it. Pure. */
export { type AccessScope, closedLabels, type Facts, mayFindPerson, mayRead } from './access-scope.ts'
/** The same as SQL, for the WHERE of every query over patient data. */
export { canSee, canSeeSql, type FactColumns } from './can-see.ts'
/** The scope of a request; the facts are read at most once per request, and believed for less than a second. */
export { accessScope } from './compute-scope.ts'
/** Keeping the facts. */
export {
  type KeptOut,
  liftRestriction,
  listRestrictions,
  type NewRelationship,
  placeRestriction,
  type Restriction,
  recordRelationship,
} from './keep-facts.ts'
/** The labels that close an entry. */
export { SENSITIVITY_LABELS, type SensitivityLabel } from './labels.ts'

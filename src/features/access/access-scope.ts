// What is closed to an actor, and the one decision that rests on it. Pure: the SQL in can-see.ts says the same, and a
// property test holds the two together.
import { SENSITIVITY_LABELS } from './labels.ts'

/** Computed once per request; small, because most actors have no restriction and no relationship that matters. */
export type AccessScope = {
  /** Persons who are "not there" for this actor. */
  readonly hiddenPersons: ReadonlySet<string>
  /** Labels that are closed unless a relationship opens them. */
  readonly closed: readonly string[]
  /** Persons, and encounters, whose labelled entries a relationship opens; left empty when nothing is closed. */
  readonly openedPersons: ReadonlySet<string>
  readonly openedEncounters: ReadonlySet<string>
}

/** What a row says about itself; a row without a person or labels is open. */
export type Facts = {
  readonly personId: string | null
  readonly encounterId?: string | null | undefined
  readonly sensitivity: readonly string[] | null
}

/** Whether this actor may see a row with these facts at all. */
export function mayRead(scope: AccessScope, facts: Facts): boolean {
  const { personId, encounterId } = facts
  if (personId !== null && !mayFindPerson(scope, personId)) return false
  if (personId !== null && scope.openedPersons.has(personId)) return true
  if (encounterId && scope.openedEncounters.has(encounterId)) return true
  return !(facts.sensitivity ?? []).some((label) => scope.closed.includes(label))
}

/** False for somebody who is "not there": answer as if the person did not exist, and record which it was. */
export function mayFindPerson(scope: AccessScope, personId: string): boolean {
  return !scope.hiddenPersons.has(personId)
}

/** The labels that are closed on this person's chart; for queries that read one chart and take the labels themselves. */
export function closedLabels(scope: AccessScope, personId: string): readonly string[] {
  return scope.openedPersons.has(personId) ? [] : scope.closed
}

export function closedWithout(mayReadSensitive: boolean): readonly string[] {
  return mayReadSensitive ? [] : SENSITIVITY_LABELS
}

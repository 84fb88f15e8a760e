// From candidate registrations to ranked persons: each is scored, noise is dropped, registrations of one person become
// one row under its best one. Pure.
import { type NumberHit, SCORE_MIN, scoreCandidate } from './score-candidate.ts'
import type { Interpretation } from './search-query.ts'
import type { Candidate, PersonNumberHit, VisitHit } from './search-store.ts'

export type EncounterHit = { readonly encounterId: string; readonly kind: string; readonly number: string }

export type RankedPerson = {
  readonly personId: string
  readonly bestRecordId: string
  readonly sortName: string
  readonly score: number
  readonly why: readonly string[]
  /** The visit whose number was typed; choosing the row opens it. */
  readonly encounter?: EncounterHit
}

export function rankPersons(
  interpretations: readonly Interpretation[],
  candidates: readonly Candidate[],
  visits: readonly VisitHit[],
  personNumbers: readonly PersonNumberHit[],
): RankedPerson[] {
  const best = new Map<string, RankedPerson>()
  for (const candidate of new Map(candidates.map((each) => [each.recordId, each])).values()) {
    const visit = visits.find((each) => each.recordId === candidate.recordId)
    const numbers = numberHits(candidate.recordId, visit, personNumbers)
    const fit = scoreCandidate(interpretations, candidate.facts, numbers)
    const held = best.get(candidate.personId)
    if (fit.score < SCORE_MIN || (held && held.score >= fit.score)) continue
    best.set(candidate.personId, {
      personId: candidate.personId,
      bestRecordId: candidate.recordId,
      sortName: candidate.sortName,
      ...fit,
      ...(visit ? { encounter: encounterOf(visit) } : {}),
    })
  }
  return [...best.values()].sort(
    (a, b) => b.score - a.score || compareText(a.sortName, b.sortName) || compareText(a.personId, b.personId),
  )
}

function numberHits(
  recordId: string,
  visit: VisitHit | undefined,
  personNumbers: readonly PersonNumberHit[],
): NumberHit[] {
  const hits: NumberHit[] = personNumbers
    .filter((each) => each.recordId === recordId)
    .map((each) => ({ value: String(each.personNumber), why: 'enterprise number' }))
  if (visit)
    hits.push({ value: visit.normalised, why: visit.kind === 'AN' ? 'account number' : 'visit number' })
  return hits
}

function encounterOf({ encounterId, kind, number }: VisitHit): EncounterHit {
  return { encounterId, kind, number }
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

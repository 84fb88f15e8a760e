// The one search box. Narrow questions are asked first: words as typed; then sounds, slips and nicknames; then all but
// one of the words. Each widens only when the one before found too few, so that common names stay quick.
import type { Ctx } from '../../platform/ctx.ts'
import { type AccessScope, accessScope } from '../access/public.ts'
import { requirePermission } from '../identity/public.ts'
import { candidateQuery } from './candidate-query.ts'
import { displayName, formatName } from './demographics.ts'
import { patientsError } from './errors.ts'
import type { LookupDeps } from './lookup-deps.ts'
import { type RankedPerson, rankPersons } from './rank-persons.ts'
import type { PatientSearchAnswer, PatientSearchQuestion, PatientSearchRow } from './schemas.ts'
import { type Interpretation, parseSearch, SEARCH_LENGTH_MAX } from './search-query.ts'
import {
  type Candidate,
  candidatesByAlphabet,
  candidatesByKeys,
  candidatesByRecord,
  type PersonNumberHit,
  recordsByPersonNumber,
  type ShownRecord,
  shownRecords,
  type VisitHit,
  visitsByNumber,
} from './search-store.ts'

/** More candidates than this and the answer says that there are more. */
const CANDIDATES_MAX = 300
const LOOSE_BELOW = 30
const RELAXED_BELOW = 3
const VISITS_MAX = 20

/** Persons that fit the text, best first, with the reasons in words. The trail gets the count, never the text. */
export async function searchPatients(
  deps: LookupDeps,
  ctx: Ctx,
  question: PatientSearchQuestion,
): Promise<PatientSearchAnswer> {
  await requirePermission(deps, ctx, 'patient.search')

  if (question.text.length > SEARCH_LENGTH_MAX) throw patientsError('patients.search_too_long')
  const interpretations = parseSearch(question.text, deps.clock.now().toISOString().slice(0, 10))
  if (interpretations.length === 0) throw patientsError('patients.search_empty')
  const from = question.after === undefined ? 0 : Number(question.after)
  const { ranked, isCapped } = await findRanked(deps, await accessScope(deps, ctx), interpretations)
  const page = ranked.slice(from, from + question.limit)

  const [records] = await Promise.all([
    page.length
      ? shownRecords(
          deps.db.kysely,
          page.map((person) => person.personId),
        )
      : [],
    deps.audit.read(ctx, { action: 'patients.listed', details: { count: page.length, from } }),
  ])
  const end = from + page.length
  return {
    rows: page.flatMap((person) => presentRow(person, records)),
    total: ranked.length,
    isMore: isCapped,
    ...(end < ranked.length ? { next: String(end) } : {}),
  }
}

type Found = {
  candidates: Candidate[]
  readonly visits: readonly VisitHit[]
  readonly personNumbers: readonly PersonNumberHit[]
}

async function findRanked(
  deps: LookupDeps,
  scope: AccessScope,
  interpretations: readonly Interpretation[],
): Promise<{ ranked: RankedPerson[]; isCapped: boolean }> {
  const found = await findNarrow(deps, scope, interpretations)
  const rank = () => rankPersons(interpretations, found.candidates, found.visits, found.personNumbers)
  const isCapped = found.candidates.length >= CANDIDATES_MAX
  if (isCapped) return { ranked: rank(), isCapped }

  let ranked = rank()
  for (const [breadth, below] of [['loose', LOOSE_BELOW] as const, ['relaxed', RELAXED_BELOW] as const]) {
    if (ranked.length >= below) continue
    const query = candidateQuery(interpretations, breadth)
    if (!query) continue
    found.candidates = [
      ...found.candidates,
      ...(await candidatesByKeys(deps.db.kysely, scope, query, CANDIDATES_MAX)),
    ]
    ranked = rank()
  }
  return { ranked, isCapped: false }
}

async function findNarrow(
  deps: LookupDeps,
  scope: AccessScope,
  interpretations: readonly Interpretation[],
): Promise<Found> {
  const db = deps.db.kysely
  const numbers = numbersIn(interpretations)
  const word = onlyWord(interpretations)
  const strict = candidateQuery(interpretations, 'strict')
  const [byKeys, byAlphabet, visits, personNumbers] = await Promise.all([
    strict ? candidatesByKeys(db, scope, strict, CANDIDATES_MAX) : [],
    word ? candidatesByAlphabet(db, scope, word, CANDIDATES_MAX) : [],
    numbers.length ? visitsByNumber(db, numbers, VISITS_MAX) : [],
    recordsByPersonNumber(db, numbers),
  ])
  const known = new Set([...byKeys, ...byAlphabet].map((candidate) => candidate.recordId))
  const more = [...visits, ...personNumbers]
    .map((hit) => hit.recordId)
    .filter((recordId) => !known.has(recordId))
  const byNumber = more.length ? await candidatesByRecord(db, scope, more) : []
  return { candidates: [...byNumber, ...byAlphabet, ...byKeys], visits, personNumbers }
}

function numbersIn(interpretations: readonly Interpretation[]): string[] {
  const values = interpretations.flatMap((tokens) =>
    tokens.flatMap((token) =>
      token.readings.flatMap((reading) =>
        reading.kind === 'number' && reading.value.length >= 3 ? [reading.value] : [],
      ),
    ),
  )
  return [...new Set(values)]
}

function onlyWord([first]: readonly Interpretation[]): string | undefined {
  const reading = first?.length === 1 ? first[0]?.readings[0] : undefined
  return reading?.kind === 'name' ? reading.word : undefined
}

function presentRow(person: RankedPerson, records: readonly ShownRecord[]): PatientSearchRow[] {
  const own = records.filter((record) => record.personId === person.personId)
  const shown = own.find((record) => record.recordId === person.bestRecordId) ?? own[0]
  if (!shown) return []
  return [
    {
      personId: person.personId,
      personNumber: shown.personNumber,
      recordIds: own.map((record) => record.recordId),
      name: formatName(displayName(shown)),
      birthDate: shown.birthDate,
      sex: shown.sex,
      isDeceased: own.some((record) => record.isDeceased),
      mrns: own.flatMap(({ recordId, mrn, facility }) => (mrn ? [{ recordId, mrn, facility }] : [])),
      score: person.score,
      why: [...person.why],
      ...(person.encounter ? { encounter: person.encounter } : {}),
    },
  ]
}

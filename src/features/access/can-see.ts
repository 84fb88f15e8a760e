// The scope as a piece of SQL: every query over patient data takes it into its WHERE, so that what an actor must not
// see is never fetched. For an actor to whom nothing is closed it is the constant `true`, which costs nothing.
import { type Expression, type RawBuilder, type SqlBool, sql } from 'kysely'
import type { AccessScope } from './access-scope.ts'

/** Which columns of the query hold the facts; leave out what a table doesn't know. */
export type FactColumns = {
  /** uuid */
  readonly person?: string
  /** uuid */
  readonly encounter?: string
  /** text[] */
  readonly sensitivity?: string
}

/** For Kysely: `.where(canSee(scope, { person: 'r.person_id', sensitivity: 'e.sensitivity' }))`. */
export function canSee(scope: AccessScope, columns: FactColumns): Expression<SqlBool> {
  const value = (given: readonly string[], type: 'uuid[]' | 'text[]') => sql`${[...given]}::${sql.raw(type)}`
  const parts = partsOf(scope, columns).map((part) => writePart(part, value))
  return parts.length === 0 ? sql<SqlBool>`true` : sql<SqlBool>`(${sql.join(parts, sql` and `)})`
}

/**
 * For hot paths with their own text: `{ text, values }`, where `text` begins to number its parameters after
 * `parametersBefore`.
 */
export function canSeeSql(
  scope: AccessScope,
  columns: FactColumns,
  parametersBefore: number,
): { text: string; values: readonly (readonly string[])[] } {
  const values: (readonly string[])[] = []
  const parts = partsOf(scope, columns).map((part) => {
    const number = (given: readonly string[]) => {
      values.push(given)
      return `$${parametersBefore + values.length}`
    }
    return textOfPart(part, number)
  })
  return { text: parts.length === 0 ? 'true' : `(${parts.join(' and ')})`, values }
}

type Closed = {
  column: string
  labels: readonly string[]
  opened: { column: string; ids: readonly string[] }[]
}
type Part = { kind: 'hidden'; column: string; ids: readonly string[] } | ({ kind: 'closed' } & Closed)

function partsOf(scope: AccessScope, columns: FactColumns): Part[] {
  const parts: Part[] = []
  const { person, encounter, sensitivity } = columns
  if (person && scope.hiddenPersons.size > 0) {
    parts.push({ kind: 'hidden', column: person, ids: [...scope.hiddenPersons] })
  }
  if (sensitivity && scope.closed.length > 0) {
    const opened = [
      ...(person && scope.openedPersons.size > 0 ? [{ column: person, ids: [...scope.openedPersons] }] : []),
      ...(encounter && scope.openedEncounters.size > 0
        ? [{ column: encounter, ids: [...scope.openedEncounters] }]
        : []),
    ]
    parts.push({ kind: 'closed', column: sensitivity, labels: scope.closed, opened })
  }
  return parts
}

// A null column is a fact that the row doesn't have: no comparison with it may hide the row or open it.
function textOfPart(part: Part, parameter: (given: readonly string[]) => string): string {
  if (part.kind === 'hidden') return `(${part.column} = any(${parameter(part.ids)}::uuid[])) is not true`
  const closed = `(${part.column} && ${parameter(part.labels)}::text[]) is not true`
  const opened = part.opened.map(({ column, ids }) => `(${column} = any(${parameter(ids)}::uuid[])) is true`)
  return `(${[closed, ...opened].join(' or ')})`
}

function writePart(
  part: Part,
  value: (given: readonly string[], type: 'uuid[]' | 'text[]') => RawBuilder<unknown>,
): RawBuilder<unknown> {
  if (part.kind === 'hidden') {
    return sql`(${sql.ref(part.column)} = any(${value(part.ids, 'uuid[]')})) is not true`
  }
  const closed = sql`(${sql.ref(part.column)} && ${value(part.labels, 'text[]')}) is not true`
  const opened = part.opened.map(
    ({ column, ids }) => sql`(${sql.ref(column)} = any(${value(ids, 'uuid[]')})) is true`,
  )
  return sql`(${sql.join([closed, ...opened], sql` or `)})`
}

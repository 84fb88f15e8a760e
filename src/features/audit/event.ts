// One event of the trail as a use case states it, and the row that it becomes. Pure.
import type { Ctx } from '../../platform/ctx.ts'
import { ChartroomError } from '../../platform/errors.ts'
import { isUuid } from '../../platform/ids.ts'

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json }

/** `refused`: somebody asked and was told no. */
export type Outcome = 'done' | 'refused'

/** What happened, to whom and what. Names, numbers and free text of patients never stand in `details`. */
export type AuditEvent = {
  /** `noun.verb`; the feature's events.ts says in a sentence what it means. */
  readonly action: `${string}.${string}`
  readonly personId?: string | undefined
  readonly recordId?: string | undefined
  readonly encounterId?: string | undefined
  /** What else it is about: a kind (`user`, `job`, `import_run`) and its id. */
  readonly subjectKind?: string | undefined
  readonly subjectId?: string | undefined
  readonly details?: Readonly<Record<string, Json>> | undefined
}

/** The columns that the application writes, in the order of `rowOf`. */
export const WRITTEN_COLUMNS = [
  'outcome',
  'action',
  'actor_kind',
  'actor_id',
  'actor_name',
  'roles',
  'purpose',
  'reason',
  'program',
  'request_id',
  'address',
  'session_id',
  'person_id',
  'record_id',
  'encounter_id',
  'subject_kind',
  'subject_id',
  'details',
] as const

export type WrittenRow = {
  readonly [Column in (typeof WRITTEN_COLUMNS)[number]]: string | null | Outcome
} & {
  readonly outcome: Outcome
  readonly action: string
  readonly actor_kind: string
  readonly actor_id: string
  readonly actor_name: string
  /** A PostgreSQL array literal. */
  readonly roles: string
  readonly purpose: string
  readonly program: string
  readonly request_id: string
}

/** Throws when an id is no UUID: an event that nobody could find again would be worse than a failed act. */
export function rowOf(ctx: Ctx, event: AuditEvent, outcome: Outcome): WrittenRow {
  return {
    outcome,
    action: event.action,
    actor_kind: ctx.actor.kind,
    actor_id: storable(ctx.actor.id),
    actor_name: storable(ctx.actor.name),
    roles: arrayLiteral(ctx.actor.roles),
    purpose: ctx.purpose,
    reason: cleaned(ctx.reason),
    program: ctx.source.program,
    request_id: storable(ctx.source.requestId),
    address: cleaned(ctx.source.address),
    session_id: cleaned(ctx.source.sessionId),
    person_id: uuidOrNull('personId', event.personId),
    record_id: uuidOrNull('recordId', event.recordId),
    encounter_id: uuidOrNull('encounterId', event.encounterId),
    subject_kind: cleaned(event.subjectKind),
    subject_id: cleaned(event.subjectId),
    details: event.details === undefined ? null : storableJson(JSON.stringify(event.details)),
  }
}

function uuidOrNull(field: string, id: string | undefined): string | null {
  if (id === undefined) return null
  if (isUuid(id)) return id
  throw new ChartroomError('internal', 'audit.bad_id', `An audit event's ${field} must be a UUID.`)
}

// PostgreSQL text holds neither U+0000 nor half a surrogate pair, and what a caller sends must not make its own trace
// fail.
function cleaned(text: string | undefined): string | null {
  return text === undefined ? null : storable(text)
}

function storable(text: string): string {
  return text.replaceAll('\u0000', '\ufffd').toWellFormed()
}

// JSON.stringify writes both as escapes; after a backslash that is itself escaped they are plain text.
function storableJson(json: string): string {
  if (!json.includes('\\u')) return json
  return json.replace(/\\(\\|u0000|ud[89a-f][0-9a-f]{2})/g, (match) => (match === '\\\\' ? match : '\ufffd'))
}

function arrayLiteral(items: readonly string[]): string {
  return `{${items.map((item) => `"${storable(item).replace(/["\\]/g, '\\$&')}"`).join(',')}}`
}

// A row of the trail as people read it, and the key that the next page begins after. Pure.
import { describeAction } from './actions.ts'
import { badCursor } from './errors.ts'
import type { TrailEntry } from './schemas.ts'
import type { TrailKey, TrailRow } from './trail-store.ts'

export function entryOf(row: TrailRow): TrailEntry {
  return {
    eventId: row.event_id,
    at: new Date(row.micros / 1000).toISOString(),
    outcome: row.outcome,
    action: row.action,
    sentence: describeAction(row.action),
    actorKind: row.actor_kind,
    actorId: row.actor_id,
    actorName: row.actor_name,
    roles: row.roles,
    purpose: row.purpose,
    reason: row.reason,
    program: row.program,
    requestId: row.request_id,
    address: row.address,
    sessionId: row.session_id,
    personId: row.person_id,
    recordId: row.record_id,
    encounterId: row.encounter_id,
    subjectKind: row.subject_kind,
    subjectId: row.subject_id,
    details: row.details,
  }
}

export function keyOf(row: TrailRow): TrailKey {
  return { micros: row.micros, eventId: row.event_id }
}

export function writeCursor(key: TrailKey): string {
  return `${key.micros}.${key.eventId}`
}

export function readCursor(text: string | undefined): TrailKey | undefined {
  if (text === undefined) return undefined
  const found = /^(-?\d{1,17})\.(-?\d{1,16})$/.exec(text)
  if (found === null) throw badCursor()
  return { micros: Number(found[1]), eventId: Number(found[2]) }
}

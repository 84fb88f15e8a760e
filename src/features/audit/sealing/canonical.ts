// The one text of an event that is hashed: what COPY … TO STDOUT prints for a fixed column list. Anybody with psql and
// sha256sum can make the same bytes (docs/design/audit-trail.md shows how). Never change it: seals of old depend on it.

/** Taken on every connection that copies, so that no server setting changes a byte. */
export const CANONICAL_SETTINGS = `set client_encoding = 'UTF8'; set bytea_output = 'hex'; set timezone = 'UTC'`

const CANONICAL_COLUMNS = `event_id, era, xid, (extract(epoch from at) * 1000000)::bigint, outcome, action, actor_kind,
  actor_id, actor_name, roles, purpose, reason, program, request_id, address, session_id, person_id, record_id,
  encounter_id, subject_kind, subject_id, details`

/** Eras and transaction ids order the trail: a place between two transactions. */
export type Place = { readonly era: number; readonly xid: string }

export const BEGINNING: Place = { era: -2_147_483_648, xid: '0' }
export const XID_END = '18446744073709551615'

/** `from` is in, `to` is out. Both come from seals or snapshots, and are checked to be numbers here. */
export function copyEventsStatement(from: Place, to: Place): string {
  return `copy (select ${CANONICAL_COLUMNS} from audit.event
    where (era, xid) >= ${literal(from)} and (era, xid) < ${literal(to)} order by era, xid, event_id) to stdout`
}

function literal({ era, xid }: Place): string {
  if (!Number.isInteger(era) || !/^\d{1,20}$/.test(xid)) throw new Error('not a place in the trail')
  return `(${era}, '${xid}'::xid8)`
}

const TAB = 9
const ZERO = 48

/** What the sealer needs of a line without decoding it: the id, the time, and where the content begins. */
export function readLine(
  bytes: Buffer,
  start: number,
): { eventId: number; atMicros: number; contentStart: number } {
  const eventId = digits(bytes, start)
  const eraStart = bytes.indexOf(TAB, start) + 1
  const xidStart = bytes.indexOf(TAB, eraStart) + 1
  const contentStart = bytes.indexOf(TAB, xidStart) + 1
  return { eventId, atMicros: digits(bytes, contentStart), contentStart }
}

function digits(bytes: Buffer, start: number): number {
  const negative = bytes[start] === 45
  let value = 0
  for (let at = negative ? start + 1 : start; ; at += 1) {
    const byte = bytes[at]
    if (byte === undefined || byte === TAB) return negative ? -value : value
    value = value * 10 + byte - ZERO
  }
}

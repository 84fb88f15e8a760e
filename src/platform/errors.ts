// Every expected failure is a ChartroomError: a stable code, one of seven kinds, and a sentence that says what to do next.

/** The seven kinds of failure; each surface (HTTP, FHIR, HL7, command line) maps them in one table. */
export type ErrorKind =
  | 'invalid'
  | 'unauthenticated'
  | 'not_found'
  | 'conflict'
  | 'refused'
  | 'unavailable'
  | 'internal'

export type ErrorDetails = Readonly<Record<string, unknown>>

export class ChartroomError extends Error {
  /** `feature.reason`, stable and searchable, e.g. `patients.number_in_use`. */
  readonly code: string
  readonly kind: ErrorKind
  /** For the screen and the API; never a patient's name, number or date. */
  readonly details: ErrorDetails
  /** True when somebody on call should hear of it. */
  readonly alarming: boolean

  constructor(
    kind: ErrorKind,
    code: string,
    sentence: string,
    more: { details?: ErrorDetails; alarming?: boolean; cause?: unknown } = {},
  ) {
    super(sentence, more.cause === undefined ? undefined : { cause: more.cause })
    this.name = 'ChartroomError'
    this.kind = kind
    this.code = code
    this.details = more.details ?? {}
    this.alarming = more.alarming ?? kind === 'internal'
  }
}

type Surfaces = { http: number; fhirIssue: string; hl7Ack: 'AE' | 'AR'; exit: 1 | 2 }

/** How each kind shows on each surface. Typed so that a missing row does not compile. */
export const SURFACES: Readonly<Record<ErrorKind, Surfaces>> = {
  invalid: { http: 400, fhirIssue: 'invalid', hl7Ack: 'AE', exit: 2 },
  unauthenticated: { http: 401, fhirIssue: 'login', hl7Ack: 'AR', exit: 1 },
  not_found: { http: 404, fhirIssue: 'not-found', hl7Ack: 'AE', exit: 1 },
  conflict: { http: 409, fhirIssue: 'conflict', hl7Ack: 'AE', exit: 1 },
  refused: { http: 403, fhirIssue: 'forbidden', hl7Ack: 'AR', exit: 1 },
  unavailable: { http: 503, fhirIssue: 'transient', hl7Ack: 'AE', exit: 1 },
  internal: { http: 500, fhirIssue: 'exception', hl7Ack: 'AE', exit: 1 },
}

// What node-postgres throws when the database is not there: the connection's end, or PostgreSQL's own words for it.
const DATABASE_AWAY = /^(ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|08\d{3}|57P0[123]|53300)$/
const DATABASE_DISK_FULL = '53100'
const CONNECTION_ENDED = /^Connection terminated/

/** Narrows anything thrown; what nobody expected becomes `internal` with the original as cause. */
export function asChartroomError(thrown: unknown): ChartroomError {
  if (thrown instanceof ChartroomError) return thrown
  if (isDatabaseAway(thrown)) {
    return new ChartroomError(
      'unavailable',
      'platform.database_away',
      'The database does not answer just now. Nothing was changed; try again in a moment.',
      { cause: thrown },
    )
  }
  if (thrown instanceof Error && 'code' in thrown && thrown.code === DATABASE_DISK_FULL) {
    return new ChartroomError(
      'unavailable',
      'platform.database_disk_full',
      'The disk of the database is full. Nothing was changed. Make room, then try again.',
      { alarming: true, cause: thrown },
    )
  }
  return new ChartroomError(
    'internal',
    'platform.unexpected',
    'Something went wrong inside Chartroom. Nothing was changed; try again, and tell the administrator if it stays.',
    { cause: thrown },
  )
}

function isDatabaseAway(thrown: unknown): boolean {
  if (!(thrown instanceof Error)) return false
  const socketMissing = 'syscall' in thrown && thrown.syscall === 'connect'
  const code = 'code' in thrown ? String(thrown.code) : ''
  return socketMissing || DATABASE_AWAY.test(code) || CONNECTION_ENDED.test(thrown.message)
}

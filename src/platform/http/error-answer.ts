// How a failure leaves the building: one JSON shape, a status from the table in errors.ts, and a log line that names
// the place and never the data. Messages of unexpected errors stay inside: PostgreSQL quotes values in them.
import { asChartroomError, ChartroomError, type ErrorDetails, SURFACES } from '../errors.ts'

export type ErrorAnswer = {
  readonly error: {
    readonly code: string
    readonly message: string
    readonly details: ErrorDetails
    readonly correlationId: string
  }
}

/** Codes that say where to look without repeating what was sent. */
export type FailureTrace = {
  readonly code: string
  readonly cause?: string
  readonly causeCode?: string
  readonly constraint?: string
  readonly at?: string
}

export function errorAnswer(error: ChartroomError, correlationId: string): ErrorAnswer {
  return {
    error: { code: error.code, message: error.message, details: error.details, correlationId },
  }
}

/** The status of a failure, with the two that HTTP knows and the seven kinds don't. */
export function statusOf(error: ChartroomError): number {
  return HTTP_ONLY[error.code] ?? SURFACES[error.kind].http
}

const HTTP_ONLY: Readonly<Record<string, number>> = {
  'platform.too_large': 413,
  'platform.too_many_requests': 429,
  'platform.unsupported_media': 415,
}

/** Recognises what the HTTP library and the database throw; the rest becomes `internal`. */
export function recogniseFailure(thrown: unknown): ChartroomError {
  if (thrown instanceof ChartroomError) return thrown
  const code = textProperty(thrown, 'code')
  const known = code === undefined ? undefined : FASTIFY[code]
  if (known) return new ChartroomError(known.kind, known.code, known.sentence, { cause: thrown })
  const status = numberProperty(thrown, 'statusCode')
  if (status === 429) {
    return new ChartroomError(
      'unavailable',
      'platform.too_many_requests',
      'Too many requests from this address. Wait a minute and try again.',
      { cause: thrown },
    )
  }
  if (status !== undefined && status >= 400 && status < 500) {
    return new ChartroomError(
      'invalid',
      'platform.malformed',
      'The request could not be read. Check it and send it again.',
      {
        cause: thrown,
      },
    )
  }
  return asChartroomError(thrown)
}

/** What a log line may say of a failure. */
export function traceOf(error: ChartroomError): FailureTrace {
  const cause = error.cause
  const shown = cause ?? error
  const causeCode = textProperty(cause, 'code')
  const constraint = textProperty(cause, 'constraint')
  const at = shown instanceof Error ? frames(shown) : undefined
  return {
    code: error.code,
    ...(cause instanceof Error ? { cause: cause.name } : {}),
    ...(causeCode === undefined ? {} : { causeCode }),
    ...(constraint === undefined ? {} : { constraint }),
    ...(at === undefined ? {} : { at }),
  }
}

type Known = { kind: 'invalid'; code: string; sentence: string }

const FASTIFY: Readonly<Record<string, Known>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: {
    kind: 'invalid',
    code: 'platform.too_large',
    sentence: 'The request is larger than this address takes. Send large files through the import page.',
  },
  FST_REQ_FILE_TOO_LARGE: {
    kind: 'invalid',
    code: 'platform.too_large',
    sentence: 'One of the files is larger than this address takes.',
  },
  FST_ERR_CTP_INVALID_MEDIA_TYPE: {
    kind: 'invalid',
    code: 'platform.unsupported_media',
    sentence: 'This address takes JSON (content-type: application/json).',
  },
  FST_ERR_CTP_INVALID_JSON_BODY: {
    kind: 'invalid',
    code: 'platform.malformed',
    sentence: 'The body is not valid JSON.',
  },
  FST_ERR_CTP_EMPTY_JSON_BODY: {
    kind: 'invalid',
    code: 'platform.malformed',
    sentence: 'The body is empty; this address needs a JSON document.',
  },
}

function frames(error: Error): string | undefined {
  const lines = (error.stack ?? '').split('\n').filter((line) => line.startsWith('    at '))
  return lines.length === 0
    ? undefined
    : lines
        .slice(0, 8)
        .map((line) => line.trim())
        .join(' | ')
}

function textProperty(value: unknown, key: string): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  const found: unknown = Reflect.get(value, key)
  return typeof found === 'string' ? found : undefined
}

function numberProperty(value: unknown, key: string): number | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  const found: unknown = Reflect.get(value, key)
  return typeof found === 'number' ? found : undefined
}

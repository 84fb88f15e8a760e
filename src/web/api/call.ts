// Calls a route by its contract: typed going in, checked coming out. Every failure is a CallError.
import type { z } from 'zod'
import type { Contract } from '../../platform/http/contract.ts'
import { activity } from '../session/activity.ts'
import { announceLocked, announceSignedOut } from '../session/session-events.ts'

type Part<Name extends string, Schema extends z.ZodType> =
  unknown extends z.input<Schema>
    ? { readonly [K in Name]?: undefined }
    : Record<never, never> extends z.input<Schema>
      ? { readonly [K in Name]?: z.input<Schema> }
      : { readonly [K in Name]: z.input<Schema> }

export type AnyContract = Contract<z.ZodType, z.ZodType, z.ZodType, z.ZodType>

type PartsOf<C extends AnyContract> =
  C extends Contract<infer Params, infer Query, infer Body, z.ZodType>
    ? Part<'params', Params> & Part<'query', Query> & Part<'body', Body>
    : never

export type CallInput<C extends AnyContract> = PartsOf<C> & { readonly signal?: AbortSignal | undefined }
export type CallAnswer<C extends AnyContract> = z.output<C['answer']>

export class CallError extends Error {
  /** `feature.reason`, as the server's error catalogue; `web.…` when no answer came. */
  readonly code: string
  readonly details: Readonly<Record<string, unknown>>
  /** HTTP status, 0 when no answer came. */
  readonly status: number
  readonly correlationId: string | undefined

  constructor(
    code: string,
    message: string,
    more: {
      status: number
      details?: Readonly<Record<string, unknown>>
      correlationId?: string | undefined
      cause?: unknown
    },
  ) {
    super(message, more.cause === undefined ? undefined : { cause: more.cause })
    this.name = 'CallError'
    this.code = code
    this.details = more.details ?? {}
    this.status = more.status
    this.correlationId = more.correlationId
  }
}

type LooseInput = {
  params?: Record<string, unknown>
  query?: Record<string, unknown>
  body?: unknown
  signal?: AbortSignal
}

/** The address of a contract with its parameters and query filled in, for links that the browser opens itself (downloads). */
export function addressOf(
  contract: AnyContract,
  params?: Record<string, unknown>,
  query?: Record<string, unknown>,
): string {
  const path = contract.path.replace(/:([A-Za-z]+)/g, (_whole, name: string) => {
    const value = params?.[name]
    if (value === undefined || value === null || value === '')
      throw new Error(`${contract.id} needs the parameter ${name}`)
    return encodeURIComponent(String(value))
  })
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query ?? {})) {
    if (value === undefined || value === null) continue
    for (const one of Array.isArray(value) ? value : [value]) search.append(name, String(one))
  }
  const text = search.toString()
  return text === '' ? path : `${path}?${text}`
}

/** Calls a contract. A lost session shows the sign-in page or the lock, and still throws. */
export async function call<C extends AnyContract>(contract: C, input: CallInput<C>): Promise<CallAnswer<C>> {
  const { params, query, body, signal } = input as unknown as LooseInput
  const headers = { ...ownHeaders(), ...(body === undefined ? {} : { 'content-type': 'application/json' }) }
  const response = await send(addressOf(contract, params, query), {
    method: contract.method,
    headers,
    credentials: 'same-origin',
    cache: 'no-store',
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...(signal === undefined ? {} : { signal }),
  })
  return readAnswer(contract, response.status, await response.text()) as CallAnswer<C>
}

/** The answer out of what came back; throws a CallError for a refusal and for an answer of another shape. */
export function readAnswer(contract: AnyContract, status: number, text: string): unknown {
  const value = parseJson(text)
  if (status < 200 || status > 299) throw refusal(contract, status, value)
  const parsed = value === UNREADABLE ? undefined : contract.answer.safeParse(value)
  if (parsed?.success === true) return parsed.data
  throw new CallError(
    'web.unexpected_answer',
    'Chartroom answered in a way that this page does not understand. Load the page again; it may be older than the server.',
    { status, details: { contract: contract.id }, cause: parsed?.error },
  )
}

/** What every request of the desk carries: it comes from our pages, and whether somebody sits there. */
export function ownHeaders(): Record<string, string> {
  const headers: Record<string, string> = { accept: 'application/json', 'x-chartroom': '1' }
  if (!activity.isPresent()) headers['x-chartroom-background'] = '1'
  return headers
}

async function send(address: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(address, init)
  } catch (thrown) {
    if (thrown instanceof DOMException && thrown.name === 'AbortError') throw thrown
    throw new CallError(
      'web.unreachable',
      'Chartroom cannot be reached. Check the connection and try again.',
      {
        status: 0,
        cause: thrown,
      },
    )
  }
}

const UNREADABLE = Symbol('not JSON')

function parseJson(text: string): unknown {
  if (text === '') return undefined
  try {
    return JSON.parse(text)
  } catch {
    return UNREADABLE // A proxy's page, or a cut answer; what it means depends on the status.
  }
}

function refusal(contract: AnyContract, status: number, body: unknown): CallError {
  const error = isRecord(body) && isRecord(body.error) ? body.error : {}
  const code = typeof error.code === 'string' ? error.code : `web.status_${status}`
  const message =
    typeof error.message === 'string' ? error.message : `The server refused this (${status}). Try again.`
  if (code === 'identity.session_locked') announceLocked()
  else if (isLost(code) && contract.access !== 'public') announceSignedOut()
  return new CallError(code, message, {
    status,
    details: isRecord(error.details) ? error.details : {},
    correlationId: typeof error.correlationId === 'string' ? error.correlationId : undefined,
  })
}

/** A wrong password or code is a 401 too, and ends no session. */
function isLost(code: string): boolean {
  return code.endsWith('.not_signed_in') || code === 'web.status_401'
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}

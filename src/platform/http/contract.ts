// One description of a route, read by the server (parsing, permission, answer), by the browser (typed call) and by
// the OpenAPI page. Pure: no server code in here, so that a page may import it.
import type { z } from 'zod'

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** `public`: no sign-in; `signed_in`: any session; otherwise the permission that the actor must hold. */
export type RouteAccess = 'public' | 'signed_in' | (string & {})

export type Contract<
  Params extends z.ZodType = z.ZodType,
  Query extends z.ZodType = z.ZodType,
  Body extends z.ZodType = z.ZodType,
  Answer extends z.ZodType = z.ZodType,
> = {
  /** `feature.verb`, the OpenAPI operationId. */
  readonly id: string
  readonly method: Method
  /** Path with `:name` parameters, beginning `/api/`. Nothing that identifies a patient may stand in it. */
  readonly path: string
  readonly access: RouteAccess
  /** One sentence for the API page. */
  readonly summary: string
  readonly params?: Params
  readonly query?: Query
  readonly body?: Body
  readonly answer: Answer
  /** The handler answers with `reply.send(stream)`: a download or an event stream. `answer` only documents it. */
  readonly streams?: true
  /** The handler reads the body itself: `request.parts()` for multipart, or a raw stream; `body` only documents it. */
  readonly upload?: true
  /** Largest JSON body; 1 MiB unless told. */
  readonly bodyBytesMax?: number
  /** Made by the page on its own, so it is no sign of life: it doesn't keep an idle session open. */
  readonly passive?: true
  /** At most so many requests from one address in so many seconds; more get 429. */
  readonly rateLimit?: { readonly max: number; readonly seconds: number }
}

/** Declares a contract and keeps its exact types. */
export function contract<
  Params extends z.ZodType,
  Query extends z.ZodType,
  Body extends z.ZodType,
  Answer extends z.ZodType,
>(description: Contract<Params, Query, Body, Answer>): Contract<Params, Query, Body, Answer> {
  return description
}

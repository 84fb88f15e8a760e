import type { CallAnswer } from '../../../web/api/call.ts'
import type { listUsers } from '../schemas.ts'

/** A user as the page lists one. */
export type UserRow = CallAnswer<typeof listUsers>[number]

export type Issued = { readonly name: string; readonly password: string }

// Who is signed in, as the desk needs to know it. The permissions come from the server and only decide what is shown.
import type { session } from '../../features/identity/schemas.ts'
import type { CallAnswer } from '../api/call.ts'

export type SessionView = CallAnswer<typeof session>

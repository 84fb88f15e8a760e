import { createContext, useContext } from 'react'
import type { SessionView } from './session-view.ts'

export const SessionContext = createContext<SessionView | undefined>(undefined)

/** The signed-in user. Only for pages inside the shell. */
export function useSession(): SessionView {
  const session = useContext(SessionContext)
  if (session === undefined) throw new Error('useSession was called outside the shell.')
  return session
}

/** Whether the user may do a thing, for what the page shows; the server decides again. */
export function useMay(permission: string): boolean {
  return useSession().permissions.includes(permission)
}

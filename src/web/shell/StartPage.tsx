import { Navigate } from '@tanstack/react-router'
import { navigationOf, pages } from '../registry.ts'
import { useSession } from '../session/session-context.ts'
import { NoPagesPage } from './NotFoundPage.tsx'

/** Leads to the first page that the user may open, while no feature owns the front page itself. */
export function StartPage() {
  const { permissions } = useSession()
  const first = navigationOf(pages, permissions)[0]?.pages[0]
  return first === undefined ? <NoPagesPage /> : <Navigate to={first.path} replace />
}

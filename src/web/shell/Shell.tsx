// The desk around every page: work queues on the left, where am I on top, the page, and what stands beside it.
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Outlet, useNavigate, useRouterState } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { session as readSession } from '../../features/identity/schemas.ts'
import { CallError, call } from '../api/call.ts'
import { liveStream } from '../live/live-stream.ts'
import { CommandPalette } from '../palette/CommandPalette.tsx'
import { activity } from '../session/activity.ts'
import { SessionContext } from '../session/session-context.ts'
import { announceSignedOut, onSessionNews } from '../session/session-events.ts'
import { ShortcutMap } from '../shortcuts/ShortcutMap.tsx'
import { listenForShortcuts } from '../shortcuts/shortcuts.ts'
import { FacilityTimeZone } from '../ui/facility-time.ts'
import { StateView } from '../ui/StateView.tsx'
import { DeskShortcuts } from './DeskShortcuts.tsx'
import { LockOverlay } from './LockOverlay.tsx'
import { Navigation } from './Navigation.tsx'
import { OfflineNotice } from './OfflineNotice.tsx'
import classes from './Shell.module.css'
import { SidePanelHost } from './SidePanel.tsx'
import { TopBar } from './TopBar.tsx'

/** How often the desk asks where its session stands: it stays awake while somebody is here, and locks when not. */
const AWAKE_MS = 30_000

export function Shell() {
  const navigate = useNavigate()
  const client = useQueryClient()
  const [locked, setLocked] = useState(false)
  const [side, setSide] = useState<HTMLElement | null>(null)
  const [navigationOpen, setNavigationOpen] = useState(false)
  const session = useQuery({
    queryKey: [readSession.id],
    queryFn: ({ signal }) => call(readSession, { signal }),
    staleTime: 25_000,
    refetchInterval: AWAKE_MS,
    refetchIntervalInBackground: true,
  })

  useEffect(() => listenForShortcuts(), [])
  useEffect(() => activity.watch(window), [])
  useEffect(
    () =>
      onSessionNews((news) => {
        if (news === 'locked') setLocked(true)
        if (news === 'unlocked') {
          setLocked(false)
          liveStream.reconnect()
          void client.invalidateQueries()
        }
        if (news === 'signed_out') {
          // What the last user saw must not be left for the next one.
          client.clear()
          void navigate({ to: '/sign-in' })
        }
      }),
    [client, navigate],
  )

  const path = useRouterState({ select: (state) => state.location.pathname })
  const hasDuty = (session.data?.duty ?? null) !== null
  useEffect(() => {
    // Nothing else opens before a duty is done, and the account page is where it is done.
    if (hasDuty && path !== '/account') void navigate({ to: '/account', replace: true })
  }, [hasDuty, path, navigate])

  if (session.data === undefined) {
    const isLocked = session.error instanceof CallError && session.error.code === 'identity.session_locked'
    if (isLocked) return <LockOverlay onSignOut={announceSignedOut} />
    return (
      <div className={classes.alone}>
        {session.error === null ? (
          <StateView state="loading" label="Opening Chartroom" lines={0} />
        ) : (
          <StateView state="error" error={session.error} onRetry={() => void session.refetch()} />
        )}
      </div>
    )
  }
  return (
    <SessionContext.Provider value={session.data}>
      <FacilityTimeZone.Provider value={session.data.timeZone}>
        <div className={classes.shell} inert={locked}>
          <a className={classes.skip} href="#main">
            Skip to the page
          </a>
          <TopBar onNavigation={() => setNavigationOpen((now) => !now)} navigationOpen={navigationOpen} />
          <Navigation open={navigationOpen} onClose={() => setNavigationOpen(false)} />
          <main id="main" tabIndex={-1} className={classes.main}>
            <OfflineNotice />
            <SidePanelHost slot={side}>
              <Outlet />
            </SidePanelHost>
          </main>
          <aside ref={setSide} aria-label="Beside the page" className={classes.side} />
          <DeskShortcuts />
          <CommandPalette />
          <ShortcutMap />
        </div>
        {locked ? <LockOverlay name={session.data.user.name} onSignOut={announceSignedOut} /> : null}
      </FacilityTimeZone.Provider>
    </SessionContext.Provider>
  )
}

import { Link } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import type { PageEntry, PageGroup } from '../page-entry.ts'
import { navigationOf, pages } from '../registry.ts'
import { useSession } from '../session/session-context.ts'
import { useShortcuts } from '../shortcuts/use-shortcuts.ts'
import classes from './Navigation.module.css'
import { useCounts } from './use-counts.ts'

const GROUP_TITLES: Readonly<Record<PageGroup, string>> = {
  work: 'Work',
  charts: 'Charts',
  intake: 'Intake',
  oversight: 'Oversight',
  administration: 'Administration',
}

type NavigationProps = { readonly open: boolean; readonly onClose: () => void }

/** The work queues with their counts, in groups; only what the user may open. On a narrow desk it slides in. */
export function Navigation({ open, onClose }: NavigationProps) {
  const { permissions } = useSession()
  const counts = useCounts()
  const panel = useRef<HTMLElement>(null)
  useEffect(() => {
    if (!open) return
    const before = document.activeElement
    // The panel can take the focus only after it has become visible.
    const frame = requestAnimationFrame(() => panel.current?.querySelector('a')?.focus())
    return () => {
      cancelAnimationFrame(frame)
      if (panel.current?.contains(document.activeElement) === true && before instanceof HTMLElement)
        before.focus()
    }
  }, [open])
  useShortcuts(
    open ? [{ keys: 'escape', label: 'Close the navigation', group: 'Everywhere', run: onClose }] : [],
  )
  return (
    <>
      {open ? <div className={classes.veil} onClick={onClose} aria-hidden /> : null}
      <nav
        id="navigation"
        ref={panel}
        aria-label="Work queues and pages"
        className={classes.nav}
        data-open={open ? true : undefined}
      >
        {navigationOf(pages, permissions).map(({ group, pages: entries }) => (
          <div key={group} className={classes.group}>
            <h2 className={classes.heading} id={`nav-${group}`}>
              {GROUP_TITLES[group]}
            </h2>
            <ul className={classes.list} aria-labelledby={`nav-${group}`}>
              {entries.map((page) => (
                <li key={page.path}>
                  <NavigationLink
                    page={page}
                    count={page.count === undefined ? undefined : counts[page.count]}
                    onClick={onClose}
                  />
                </li>
              ))}
            </ul>
          </div>
        ))}
      </nav>
    </>
  )
}

type NavigationLinkProps = {
  readonly page: PageEntry
  readonly count: number | undefined
  readonly onClick: () => void
}

function NavigationLink({ page, count, onClick }: NavigationLinkProps) {
  const Icon = page.icon
  return (
    <Link
      to={page.path}
      className={classes.link}
      activeOptions={{ exact: page.path === '/' }}
      activeProps={{ 'aria-current': 'page' }}
      onClick={onClick}
      title={page.shortcut === undefined ? undefined : `${page.title} (${page.shortcut})`}
    >
      <span className={classes.icon} aria-hidden>
        <Icon size={16} stroke={1.7} />
      </span>
      <span className={classes.title}>{page.title}</span>
      {count === undefined ? null : (
        <span className={classes.count} data-none={count === 0 ? true : undefined}>
          {count > 9_999 ? '9999+' : count}
          <span className="cr-visually-hidden"> waiting</span>
        </span>
      )}
    </Link>
  )
}

// What the page is: the window's title, the word in the top bar, and where the focus goes when a page opens.
import { type ReactNode, useEffect, useSyncExternalStore } from 'react'
import type { PageEntry } from '../page-entry.ts'

let current: PageEntry | undefined
let lastOpened: PageEntry | undefined
const listeners = new Set<() => void>()

function setCurrent(page: PageEntry | undefined): void {
  current = page
  for (const listener of [...listeners]) listener()
}

/** The page that is open, undefined on error pages. */
export function useCurrentPage(): PageEntry | undefined {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => current,
  )
}

/** Names the window after the page (never after a patient) and moves the focus to the page's beginning. */
export function CurrentPage({ page, children }: { page: PageEntry; children: ReactNode }) {
  useEffect(() => {
    document.title = `Chartroom — ${page.title}`
    setCurrent(page)
    // The first page of a visit keeps the browser's own focus; a page that chose a field of its own keeps that.
    const main = document.getElementById('main')
    const isNew = lastOpened !== undefined && lastOpened !== page
    if (isNew && main !== null && !main.contains(document.activeElement)) main.focus({ preventScroll: true })
    lastOpened = page
    return () => setCurrent(undefined)
  }, [page])
  return children
}

import { useEffect, useState } from 'react'
import type { PaletteProvider } from '../page-entry.ts'
import { itemsOfHits, type PaletteItem } from './palette-items.ts'

export type ProviderHits = {
  readonly items: readonly PaletteItem[]
  readonly searching: boolean
  readonly failed: string | undefined
}

const NOTHING: ProviderHits = { items: [], searching: false, failed: undefined }
const PAUSE_MS = 140

/** Asks every provider after a pause in typing; a newer text cancels the older question. */
export function usePaletteHits(
  providers: readonly PaletteProvider[],
  text: string,
  goTo: (path: string) => void,
): ProviderHits {
  const [hits, setHits] = useState<ProviderHits>(NOTHING)
  useEffect(() => {
    const asked = providers.filter((provider) => text.trim().length >= (provider.from ?? 2))
    if (asked.length === 0) return setHits(NOTHING)
    const aborter = new AbortController()
    setHits((now) => ({ ...now, searching: true, failed: undefined }))
    const timer = window.setTimeout(() => {
      void Promise.all(
        asked.map(async (provider) =>
          itemsOfHits(provider.title, provider.id, await provider.search(text.trim(), aborter.signal), {
            goTo,
          }),
        ),
      ).then(
        (found) => {
          if (!aborter.signal.aborted) setHits({ items: found.flat(), searching: false, failed: undefined })
        },
        (thrown: unknown) => {
          if (aborter.signal.aborted) return
          setHits({
            items: [],
            searching: false,
            failed: thrown instanceof Error ? thrown.message : 'The search failed.',
          })
        },
      )
    }, PAUSE_MS)
    return () => {
      window.clearTimeout(timer)
      aborter.abort()
    }
  }, [providers, text, goTo])
  return hits
}

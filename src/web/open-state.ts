// An open-or-closed state that lives outside any component, because both a key and a button may change it.
import { useSyncExternalStore } from 'react'

export type OpenState = { set(open: boolean): void; use(): boolean }

export function createOpenState(): OpenState {
  const listeners = new Set<() => void>()
  let isOpen = false
  const subscribe = (listener: () => void) => {
    listeners.add(listener)
    return () => listeners.delete(listener)
  }
  return {
    set(open) {
      isOpen = open
      for (const listener of [...listeners]) listener()
    },
    use: () => useSyncExternalStore(subscribe, () => isOpen),
  }
}

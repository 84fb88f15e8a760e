import { useEffect, useRef } from 'react'
import { type Shortcut, shortcuts } from './shortcuts.ts'

/** Registers shortcuts while the component is on the page; they appear in the keyboard map by themselves. */
export function useShortcuts(list: readonly Shortcut[]): void {
  const latest = useRef(list)
  latest.current = list
  const signature = list
    .map((one) => `${one.keys}|${one.label}|${one.group}|${one.inFields === true}`)
    .join('\n')
  // biome-ignore lint/correctness/useExhaustiveDependencies: registers anew only when the written keys change; `run` is read late.
  useEffect(
    () =>
      shortcuts.add(
        latest.current.map((one, index) => ({ ...one, run: () => latest.current[index]?.run() })),
      ),
    [signature],
  )
}

import { useGoTo } from '../navigate.tsx'
import { openPalette } from '../palette/palette-state.ts'
import { commands, pages, permitted } from '../registry.ts'
import { useSession } from '../session/session-context.ts'
import { openShortcutMap } from '../shortcuts/shortcut-map-state.ts'
import { useShortcuts } from '../shortcuts/use-shortcuts.ts'
import { lockNow } from './UserMenu.tsx'

/** The keys that work everywhere, and those that pages and commands declare. */
export function DeskShortcuts() {
  const { permissions } = useSession()
  const goTo = useGoTo()
  useShortcuts([
    { keys: 'mod+k', label: 'Search and commands', group: 'Everywhere', inFields: true, run: openPalette },
    { keys: '/', label: 'Search', group: 'Everywhere', run: focusSearch },
    { keys: '?', label: 'Keyboard map', group: 'Everywhere', run: openShortcutMap },
    { keys: 'mod+alt+l', label: 'Lock now', group: 'Everywhere', inFields: true, run: () => void lockNow() },
    ...permitted(pages, permissions)
      .filter((page) => page.shortcut !== undefined && page.access !== 'public')
      .map((page) => ({
        keys: page.shortcut ?? '',
        label: page.title,
        group: 'Go to',
        run: () => goTo(page.path),
      })),
    ...permitted(commands, permissions)
      .filter((command) => command.shortcut !== undefined)
      .map((command) => ({
        keys: command.shortcut ?? '',
        label: command.title,
        group: 'Commands',
        run: () => void command.run({ goTo }),
      })),
  ])
  return null
}

/** The page's own search field where it has one, otherwise the palette. */
function focusSearch(): void {
  const field = document.querySelector<HTMLInputElement>('#main [type="search"], #main [role="searchbox"]')
  if (field === null) openPalette()
  else {
    field.focus()
    field.select()
  }
}

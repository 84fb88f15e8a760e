// The keyboard map: whoever handles a key registers it here, so what `?` shows is what works. One listener for the window.

export type Shortcut = {
  /** `g p` one after the other, `mod+k` together (mod is Ctrl, or Cmd on a Mac), `shift+enter`, `/`, `?`. */
  readonly keys: string
  /** What it does, as the map says it. */
  readonly label: string
  /** Heading in the map: "Everywhere", "Go to", "Lists", or the page's own name. */
  readonly group: string
  /** Also while a field has the focus; for mod+… and Escape. */
  readonly inFields?: boolean
  readonly run: () => void
}

/** How long a started sequence waits for its next key. */
const SEQUENCE_MS = 1_200

export class ShortcutRegistry {
  #stacks = new Map<string, Shortcut[]>()
  #listeners = new Set<() => void>()
  #snapshot: readonly Shortcut[] = []
  #pressed: string[] = []
  #pressedAt = 0

  /** Adds shortcuts; a later one wins over an earlier one with the same keys until it is taken away. */
  add(shortcuts: readonly Shortcut[]): () => void {
    for (const one of shortcuts) this.#stacks.set(one.keys, [...(this.#stacks.get(one.keys) ?? []), one])
    this.#changed()
    return () => {
      for (const one of shortcuts) {
        const rest = (this.#stacks.get(one.keys) ?? []).filter((other) => other !== one)
        if (rest.length === 0) this.#stacks.delete(one.keys)
        else this.#stacks.set(one.keys, rest)
      }
      this.#changed()
    }
  }

  /** The shortcuts that work now, one per key. */
  readonly active = (): readonly Shortcut[] => this.#snapshot

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => {
      this.#listeners.delete(listener)
    }
  }

  /** Handles one key press; true when a shortcut ran or a sequence began. */
  press(key: string, inField: boolean, now: number): boolean {
    if (now - this.#pressedAt > SEQUENCE_MS) this.#pressed = []
    this.#pressedAt = now
    const sequence = [...this.#pressed, key].join(' ')
    for (const candidate of this.#pressed.length === 0 ? [key] : [sequence, key]) {
      const shortcut = this.#stacks.get(candidate)?.at(-1)
      if (shortcut !== undefined && (!inField || shortcut.inFields === true)) {
        this.#pressed = []
        shortcut.run()
        return true
      }
    }
    if (!inField && this.#begins(sequence)) {
      this.#pressed = [...this.#pressed, key]
      return true
    }
    this.#pressed = !inField && this.#begins(key) ? [key] : []
    return this.#pressed.length > 0
  }

  #begins(sequence: string): boolean {
    for (const keys of this.#stacks.keys()) if (keys.startsWith(`${sequence} `)) return true
    return false
  }

  #changed(): void {
    this.#snapshot = [...this.#stacks.values()].flatMap((stack) => stack.at(-1) ?? [])
    for (const listener of [...this.#listeners]) listener()
  }
}

/** The window's registry. */
export const shortcuts = new ShortcutRegistry()

/** The name of a pressed key as shortcuts write it, undefined for a bare modifier. */
export function keyName(
  event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>,
): string | undefined {
  if (['Control', 'Shift', 'Alt', 'Meta', 'AltGraph', 'Dead'].includes(event.key)) return undefined
  const name = event.key === ' ' ? 'space' : event.key.toLowerCase()
  const modifiers = [
    event.ctrlKey || event.metaKey ? 'mod' : undefined,
    event.altKey ? 'alt' : undefined,
    // Shift is part of a printed character already: `?` is `?`, not shift+/.
    event.shiftKey && name.length > 1 ? 'shift' : undefined,
  ].filter((one) => one !== undefined)
  return [...modifiers, name].join('+')
}

/** True where typed letters belong to the text. */
export function isField(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (
    target.isContentEditable ||
    target instanceof HTMLTextAreaElement ||
    target instanceof HTMLSelectElement
  )
    return true
  return (
    target instanceof HTMLInputElement &&
    !['checkbox', 'radio', 'button', 'submit', 'reset'].includes(target.type)
  )
}

/** Listens on the window until the returned function is called. */
export function listenForShortcuts(registry: ShortcutRegistry = shortcuts): () => void {
  const onKey = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing) return
    const key = keyName(event)
    if (key === undefined) return
    // Inside a dialog the page underneath keeps still.
    const inDialog = event.target instanceof HTMLElement && event.target.closest('[role="dialog"]') !== null
    if (registry.press(key, isField(event.target) || inDialog, event.timeStamp)) event.preventDefault()
  }
  window.addEventListener('keydown', onKey)
  return () => window.removeEventListener('keydown', onKey)
}

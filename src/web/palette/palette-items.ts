// What the palette offers without asking a server: pages and commands, ranked by how the words begin.
import type { CommandEntry, IconComponent, PageEntry, PaletteHit } from '../page-entry.ts'

export type PaletteItem = {
  /** Stable; recent items are remembered by it. Only pages and commands have one that may be remembered. */
  readonly id: string
  readonly group: string
  readonly title: string
  readonly detail?: string | undefined
  readonly icon?: IconComponent | undefined
  readonly shortcut?: string | undefined
  readonly words: readonly string[]
  readonly rememberable: boolean
  run(): void
}

type Acts = { goTo(path: string): void }

export function itemsOfPages(pages: readonly PageEntry[], acts: Acts): PaletteItem[] {
  return pages
    .filter((page) => page.access !== 'public' && !page.path.includes('$'))
    .map((page) => ({
      id: `page:${page.path}`,
      group: 'Pages',
      title: page.title,
      icon: page.icon,
      shortcut: page.shortcut,
      words: [page.group],
      rememberable: true,
      run: () => acts.goTo(page.path),
    }))
}

export function itemsOfCommands(commands: readonly CommandEntry[], acts: Acts): PaletteItem[] {
  return commands.map((command) => ({
    id: `command:${command.id}`,
    group: 'Commands',
    title: command.title,
    icon: command.icon,
    shortcut: command.shortcut,
    words: command.words ?? [],
    rememberable: true,
    run: () => void command.run(acts),
  }))
}

/** Hits of a search are never remembered: the palette's memory must not say whose chart was opened here. */
export function itemsOfHits(
  group: string,
  providerId: string,
  hits: readonly PaletteHit[],
  acts: Acts,
): PaletteItem[] {
  return hits.map((hit) => ({
    id: `${providerId}:${hit.id}`,
    group,
    title: hit.title,
    detail: hit.detail,
    icon: hit.icon,
    words: [],
    rememberable: false,
    run: () => acts.goTo(hit.path),
  }))
}

/** The items that hold every typed word, best first: title begins with it, a word begins with it, it stands inside. */
export function rankItems(items: readonly PaletteItem[], text: string): PaletteItem[] {
  const typed = text
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '')
  return items
    .map((item, place) => ({ item, place, score: scoreItem(item, typed) }))
    .filter((one) => one.score !== undefined)
    .sort((a, b) => (b.score ?? 0) - (a.score ?? 0) || a.place - b.place)
    .map((one) => one.item)
}

function scoreItem(item: PaletteItem, typed: readonly string[]): number | undefined {
  const title = item.title.toLowerCase()
  const words = `${title} ${item.words.join(' ').toLowerCase()}`.split(/[\s/-]+/)
  let score = 0
  for (const word of typed) {
    if (title.startsWith(word)) score += 4
    else if (words.some((one) => one.startsWith(word))) score += 2
    else if (title.includes(word)) score += 1
    else return undefined
  }
  return score
}

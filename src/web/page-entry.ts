// What a feature tells the shell: its pages, commands, searches and counts. A feature's `web/index.ts` exports them; only
// types are imported from here, so a feature never depends on the shell.
import type { ComponentType, LazyExoticComponent } from 'react'

/** Order of the groups in the navigation. */
export const PAGE_GROUPS = ['work', 'charts', 'intake', 'oversight', 'administration'] as const
export type PageGroup = (typeof PAGE_GROUPS)[number]

export type IconComponent = ComponentType<{ size?: number | string; stroke?: number | string }>

export type PageEntry = {
  /** Path with `$name` for parameters: `/charts/$personId`. Opaque ids only; a search text never stands in an address. */
  readonly path: string
  /** Shown in the navigation, the top bar and the window's title. Never a patient's name. */
  readonly title: string
  /** Who sees it; absent: everybody who is signed in. The server decides again. */
  readonly permission?: string
  /** `public`: opens without a sign-in and without the shell around it. */
  readonly access?: 'public'
  readonly group: PageGroup
  readonly icon: IconComponent
  /** Place inside its group, small first. */
  readonly order: number
  /** Keys one after another, such as `g p`. */
  readonly shortcut?: string
  readonly Page: LazyExoticComponent<ComponentType> | ComponentType
  readonly inNavigation: boolean
  /** Name of the count shown beside it; see CountProvider. */
  readonly count?: string
}

export type CommandContext = { goTo(path: string): void }

export type CommandEntry = {
  /** `feature.verb`, stable: the palette remembers recent commands by it. */
  readonly id: string
  readonly title: string
  /** More words that find it. */
  readonly words?: readonly string[]
  readonly permission?: string
  readonly icon?: IconComponent
  readonly shortcut?: string
  run(context: CommandContext): void | Promise<void>
}

export type PaletteHit = {
  /** Unique within its provider. */
  readonly id: string
  readonly title: string
  readonly detail?: string
  readonly icon?: IconComponent
  /** Where Enter goes. */
  readonly path: string
}

export type PaletteProvider = {
  readonly id: string
  /** Heading above its hits, such as "Patients". */
  readonly title: string
  readonly permission?: string
  /** Shortest text worth asking for. */
  readonly from?: number
  search(text: string, signal: AbortSignal): Promise<readonly PaletteHit[]>
}

export type CountProvider = {
  readonly id: string
  readonly permission?: string
  /** Live channels after whose messages the counts are read again. */
  readonly channels?: readonly string[]
  /** Counts by the names that pages use in `count`. */
  load(signal: AbortSignal): Promise<Readonly<Record<string, number>>>
}

/** The shape of a feature's `web/index.ts`. */
export type FeatureWeb = {
  readonly pages: readonly PageEntry[]
  readonly commands?: readonly CommandEntry[]
  readonly paletteProviders?: readonly PaletteProvider[]
  readonly counts?: readonly CountProvider[]
}

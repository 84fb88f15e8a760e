// Every feature's web/index.ts, listed once. The router, the navigation, the palette and the keyboard map are made of this.
import { auditWeb } from '../features/audit/web/index.ts'
import { chartsWeb } from '../features/charts/web/index.ts'
import { identityWeb } from '../features/identity/web/index.ts'
import { patientsWeb } from '../features/patients/web/index.ts'
import { worklistsWeb } from '../features/worklists/web/index.ts'
import { importWeb } from '../interop/fhir-import/web/index.ts'
import { kit } from './kit/index.ts'
import type {
  CommandEntry,
  CountProvider,
  FeatureWeb,
  PageEntry,
  PageGroup,
  PaletteProvider,
} from './page-entry.ts'
import { PAGE_GROUPS } from './page-entry.ts'

const features: readonly FeatureWeb[] = [
  worklistsWeb,
  patientsWeb,
  auditWeb,
  chartsWeb,
  identityWeb,
  importWeb,
  ...(import.meta.env.DEV || import.meta.env.MODE === 'kit' ? [kit()] : []),
]

export const pages: readonly PageEntry[] = features.flatMap((one) => one.pages)
export const commands: readonly CommandEntry[] = features.flatMap((one) => one.commands ?? [])
export const paletteProviders: readonly PaletteProvider[] = features.flatMap(
  (one) => one.paletteProviders ?? [],
)
export const countProviders: readonly CountProvider[] = features.flatMap((one) => one.counts ?? [])

type Guarded = { readonly permission?: string }

/** What of a list the user may use. */
export function permitted<Entry extends Guarded>(
  entries: readonly Entry[],
  permissions: readonly string[],
): readonly Entry[] {
  return entries.filter((one) => one.permission === undefined || permissions.includes(one.permission))
}

export type NavigationGroup = { readonly group: PageGroup; readonly pages: readonly PageEntry[] }

/** The navigation: permitted pages in their groups, empty groups left out. */
export function navigationOf(
  all: readonly PageEntry[],
  permissions: readonly string[],
): readonly NavigationGroup[] {
  const shown = permitted(all, permissions).filter((page) => page.inNavigation && page.access !== 'public')
  return PAGE_GROUPS.map((group) => ({
    group,
    pages: shown
      .filter((page) => page.group === group)
      .sort((a, b) => a.order - b.order || a.title.localeCompare(b.title)),
  })).filter((one) => one.pages.length > 0)
}

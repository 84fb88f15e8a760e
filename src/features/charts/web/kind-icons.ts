// An icon for each kind of entry: that of the section which lists it. Pure.
import type { IconComponent } from '../../../web/page-entry.ts'
import { CHART_SECTIONS, kindsOfSection, sectionTakes } from '../chart-sections.ts'
import { iconOfSection } from './chart-views.ts'

export function iconOfKind(entry: {
  readonly kind: string
  readonly category: string | null
}): IconComponent {
  const section = CHART_SECTIONS.find(
    (one) => one !== 'other' && kindsOfSection(one, []).includes(entry.kind) && sectionTakes(one, entry),
  )
  return iconOfSection(section ?? 'other')
}

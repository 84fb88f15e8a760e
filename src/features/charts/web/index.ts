// What the desk shows of charts.
import { IconFolderOpen } from '@tabler/icons-react'
import { lazy } from 'react'
import type { FeatureWeb, PageEntry } from '../../../web/page-entry.ts'

const chart = (path: string, title: string, Page: PageEntry['Page']): PageEntry => ({
  path,
  title,
  permission: 'chart.read',
  group: 'charts',
  icon: IconFolderOpen,
  order: 20,
  inNavigation: false,
  Page,
})

export const chartsWeb: FeatureWeb = {
  pages: [
    chart(
      '/charts/$personId',
      'Chart',
      lazy(() => import('./ChartPage.tsx').then((module) => ({ default: module.ChartPage }))),
    ),
    chart(
      '/charts/$personId/$view',
      'Chart',
      lazy(() => import('./ChartPage.tsx').then((module) => ({ default: module.ChartViewPage }))),
    ),
    chart(
      '/charts/$personId/entries/$entryId',
      'Chart',
      lazy(() => import('./ChartPage.tsx').then((module) => ({ default: module.ChartEntryPage }))),
    ),
    chart(
      '/charts/$personId/encounters/$encounterId',
      'Encounter',
      lazy(() => import('./EncounterPage.tsx').then((module) => ({ default: module.EncounterPage }))),
    ),
  ],
}

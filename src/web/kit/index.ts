// The story page of all parts, for development: not in the navigation, not in a release build.
import { IconPalette } from '@tabler/icons-react'
import { lazy } from 'react'
import type { FeatureWeb } from '../page-entry.ts'

export const kit: FeatureWeb = {
  pages: [
    {
      path: '/_kit',
      title: 'Parts of the desk',
      group: 'administration',
      icon: IconPalette,
      order: 999,
      inNavigation: false,
      Page: lazy(() => import('./KitPage.tsx').then((module) => ({ default: module.KitPage }))),
    },
  ],
}

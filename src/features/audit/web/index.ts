// What the desk shows of the trail.
import { IconShieldCheck } from '@tabler/icons-react'
import { lazy } from 'react'
import type { FeatureWeb } from '../../../web/page-entry.ts'

export const auditWeb: FeatureWeb = {
  pages: [
    {
      path: '/trail',
      title: 'Trail',
      permission: 'audit.read',
      group: 'oversight',
      icon: IconShieldCheck,
      order: 10,
      shortcut: 'g t',
      inNavigation: true,
      Page: lazy(() => import('./TrailPage.tsx').then((module) => ({ default: module.TrailPage }))),
    },
  ],
}

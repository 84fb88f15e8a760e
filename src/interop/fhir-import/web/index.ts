// What the desk shows of imports and of what they refused.
import { IconFileAlert, IconFileImport } from '@tabler/icons-react'
import { lazy } from 'react'
import { call } from '../../../web/api/call.ts'
import type { FeatureWeb } from '../../../web/page-entry.ts'
import { listRejectsContract } from '../schemas.ts'

export const importWeb: FeatureWeb = {
  pages: [
    {
      path: '/imports',
      title: 'Import',
      permission: 'import.run',
      group: 'intake',
      icon: IconFileImport,
      order: 10,
      shortcut: 'g i',
      inNavigation: true,
      Page: lazy(() => import('./ImportsPage.tsx').then((module) => ({ default: module.ImportsPage }))),
    },
    {
      path: '/imports/$runId',
      title: 'Import run',
      permission: 'import.run',
      group: 'intake',
      icon: IconFileImport,
      order: 11,
      inNavigation: false,
      Page: lazy(() => import('./ImportRunPage.tsx').then((module) => ({ default: module.ImportRunPage }))),
    },
    {
      path: '/rejects',
      title: 'Reject queue',
      permission: 'import.run',
      group: 'intake',
      icon: IconFileAlert,
      order: 20,
      shortcut: 'g r',
      inNavigation: true,
      count: 'imports.open_rejects',
      Page: lazy(() => import('./RejectsPage.tsx').then((module) => ({ default: module.RejectsPage }))),
    },
  ],
  commands: [
    {
      id: 'imports.take_in',
      title: 'Import files or a folder',
      words: ['upload', 'FHIR', 'bundle', 'take in', 'NDJSON'],
      permission: 'import.run',
      icon: IconFileImport,
      run: ({ goTo }) => goTo('/imports'),
    },
  ],
  counts: [
    {
      id: 'imports.rejects',
      permission: 'import.run',
      channels: ['jobs'],
      load: async (signal) => {
        const { open } = await call(listRejectsContract, { query: { limit: 1 }, signal })
        return { 'imports.open_rejects': open }
      },
    },
  ],
}

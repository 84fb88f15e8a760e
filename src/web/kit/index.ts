// The story page of all parts, for development: not in the navigation, not in a release build. A build in the mode `kit`
// gets an invented department around it, so that the shell itself can be looked at.
import {
  IconAddressBook,
  IconFileImport,
  IconInbox,
  IconListCheck,
  IconMailForward,
  IconPalette,
  IconShieldSearch,
  IconUser,
  IconUsers,
} from '@tabler/icons-react'
import { lazy } from 'react'
import type { FeatureWeb, IconComponent, PageEntry, PageGroup } from '../page-entry.ts'

/** In a function, so that a release build drops it with everything behind it. */
export function kit(): FeatureWeb {
  return import.meta.env.MODE === 'kit' ? department() : { pages: [storyPage()] }
}

const storyPage = (): PageEntry => ({
  path: '/_kit',
  title: 'Parts of the desk',
  group: 'administration',
  icon: IconPalette,
  order: 999,
  inNavigation: false,
  Page: lazy(() => import('./KitPage.tsx').then((module) => ({ default: module.KitPage }))),
})

type Invented = { group: PageGroup; title: string; icon: IconComponent; more?: Partial<PageEntry> }

const invented: readonly Invented[] = [
  { group: 'work', title: 'My work', icon: IconListCheck, more: { shortcut: 'g w', count: 'story.mine' } },
  {
    group: 'work',
    title: 'Requests',
    icon: IconMailForward,
    more: { shortcut: 'g r', count: 'story.requests' },
  },
  { group: 'charts', title: 'Find a patient', icon: IconAddressBook, more: { shortcut: 'g p' } },
  { group: 'intake', title: 'Import', icon: IconFileImport, more: { shortcut: 'g i' } },
  { group: 'intake', title: 'Rejects', icon: IconInbox, more: { count: 'story.rejects' } },
  { group: 'oversight', title: 'Trail', icon: IconShieldSearch, more: { permission: 'audit.read' } },
  { group: 'administration', title: 'Users', icon: IconUsers, more: { permission: 'user.manage' } },
]

function department(): FeatureWeb {
  const StoryPage = lazy(() => import('./StoryPage.tsx').then((module) => ({ default: module.StoryPage })))
  return {
    pages: [
      storyPage(),
      ...invented.map(({ group, title, icon, more }, order) => ({
        path: `/_kit/${title.toLowerCase().replaceAll(' ', '-')}`,
        title,
        group,
        icon,
        order,
        inNavigation: true,
        Page: StoryPage,
        ...more,
      })),
    ],
    commands: [
      {
        id: 'story.import',
        title: 'Import a folder',
        words: ['fhir', 'bundle'],
        icon: IconFileImport,
        run: ({ goTo }) => goTo('/_kit/import'),
      },
    ],
    paletteProviders: [
      {
        id: 'story',
        title: 'Patients',
        search: async (text) =>
          ['Ada Quill', 'Bram Quillan', 'Cleo Marsh']
            .filter((name) => name.toLowerCase().includes(text.toLowerCase()))
            .map((name, index) => ({
              id: String(index),
              title: name,
              detail: '05 Mar 1951 · MRN 0041-7731',
              icon: IconUser,
              path: '/_kit/find-a-patient',
            })),
      },
    ],
    counts: [
      { id: 'story', load: async () => ({ 'story.mine': 14, 'story.requests': 128, 'story.rejects': 0 }) },
    ],
  }
}

// What the desk shows of work: the home page, a page for each queue, and the counts beside them.
import {
  IconCoins,
  IconFileOff,
  IconFolder,
  IconGitMerge,
  IconHome,
  IconMailForward,
  IconSignature,
  IconStethoscope,
} from '@tabler/icons-react'
import { createElement, lazy } from 'react'
import { call } from '../../../web/api/call.ts'
import type { FeatureWeb, IconComponent, PageEntry } from '../../../web/page-entry.ts'
import { QUEUE_IDS, QUEUES, type QueueId } from '../kinds.ts'
import { queueCountsContract } from '../schemas.ts'

const ICONS: Readonly<Record<QueueId, IconComponent>> = {
  identity: IconGitMerge,
  unplaced: IconFileOff,
  filing: IconFolder,
  completion: IconSignature,
  documentation: IconStethoscope,
  coding: IconCoins,
  release: IconMailForward,
}

function queuePage(queue: QueueId, place: number): PageEntry {
  return {
    path: `/work/${queue}`,
    title: QUEUES[queue].title,
    permission: 'work.read',
    group: 'work',
    icon: ICONS[queue],
    order: 10 + place,
    shortcut: `w ${place + 1}`,
    inNavigation: true,
    count: `work.${queue}`,
    Page: lazy(async () => {
      const { QueuePage } = await import('./QueuePage.tsx')
      return { default: () => createElement(QueuePage, { queue }) }
    }),
  }
}

export const worklistsWeb: FeatureWeb = {
  pages: [
    {
      path: '/',
      title: 'My work',
      permission: 'work.read',
      group: 'work',
      icon: IconHome,
      order: 1,
      shortcut: 'g w',
      inNavigation: true,
      count: 'work.mine',
      Page: lazy(() => import('./HomePage.tsx').then((module) => ({ default: module.HomePage }))),
    },
    ...QUEUE_IDS.map(queuePage),
  ],
  counts: [
    {
      id: 'work',
      permission: 'work.read',
      channels: ['work'],
      async load(signal) {
        const { queues } = await call(queueCountsContract, { signal })
        const mine = queues.reduce((sum, row) => sum + row.forMe + row.heldByMe, 0)
        return Object.fromEntries([
          ['work.mine', mine],
          ...queues.map((row) => [`work.${row.queue}`, row.waiting]),
        ])
      },
    },
  ],
}

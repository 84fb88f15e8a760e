// The pages of signing in, the own account and the users, as the shell lists them.
import { IconKey, IconLogin2, IconUsersGroup } from '@tabler/icons-react'
import { lazy } from 'react'
import type { FeatureWeb } from '../../../web/page-entry.ts'

export const identityWeb: FeatureWeb = {
  pages: [
    {
      path: '/sign-in',
      title: 'Sign in',
      access: 'public',
      group: 'administration',
      icon: IconLogin2,
      order: 1,
      inNavigation: false,
      Page: lazy(() => import('./SignInPage.tsx').then((module) => ({ default: module.SignInPage }))),
    },
    {
      path: '/account',
      title: 'My account',
      group: 'administration',
      icon: IconKey,
      order: 90,
      inNavigation: false,
      Page: lazy(() => import('./AccountPage.tsx').then((module) => ({ default: module.AccountPage }))),
    },
    {
      path: '/users',
      title: 'Users',
      permission: 'user.manage',
      group: 'administration',
      icon: IconUsersGroup,
      order: 10,
      inNavigation: true,
      Page: lazy(() => import('./UsersPage.tsx').then((module) => ({ default: module.UsersPage }))),
    },
  ],
}

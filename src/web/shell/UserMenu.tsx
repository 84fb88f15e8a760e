import { Menu, UnstyledButton } from '@mantine/core'
import { IconChevronDown, IconLock, IconLogout, IconUserCircle } from '@tabler/icons-react'
import { lock, signOut } from '../../features/identity/schemas.ts'
import { call } from '../api/call.ts'
import { useGoTo } from '../navigate.tsx'
import { pages } from '../registry.ts'
import { useSession } from '../session/session-context.ts'
import { announceLocked, announceSignedOut } from '../session/session-events.ts'
import classes from './UserMenu.module.css'

/** Locks the session on the server, then the screen. */
export async function lockNow(): Promise<void> {
  await call(lock, {})
  announceLocked()
}

/** Ends the session; the screen is cleared even when the server cannot be told. */
export async function leave(): Promise<void> {
  try {
    await call(signOut, {})
  } finally {
    announceSignedOut()
  }
}

/** Who is signed in; account, lock, sign out. */
export function UserMenu() {
  const { user, roles } = useSession()
  const goTo = useGoTo()
  const hasAccount = pages.some((page) => page.path === '/account')
  return (
    <Menu position="bottom-end" transitionProps={{ duration: 0 }} width={220}>
      <Menu.Target>
        <UnstyledButton className={classes.button} aria-label={`Signed in as ${user.name}`}>
          <span className={classes.initials} aria-hidden>
            {initialsOf(user.name)}
          </span>
          <span className={classes.name}>{user.name}</span>
          <IconChevronDown size={14} aria-hidden />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <div className={classes.who}>
          <div className={classes.whoName}>{user.name}</div>
          <div className={classes.roles}>{roles.map((role) => role.replaceAll('_', ' ')).join(', ')}</div>
        </div>
        <Menu.Divider />
        {hasAccount ? (
          <Menu.Item leftSection={<IconUserCircle size={15} />} onClick={() => goTo('/account')}>
            Your account
          </Menu.Item>
        ) : null}
        <Menu.Item leftSection={<IconLock size={15} />} onClick={() => void lockNow()}>
          Lock now
        </Menu.Item>
        <Menu.Item leftSection={<IconLogout size={15} />} onClick={() => void leave()}>
          Sign out
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}

function initialsOf(name: string): string {
  const words = name.split(/\s+/).filter((word) => word !== '')
  return [words[0], words.length > 1 ? words.at(-1) : undefined]
    .map((word) => word?.[0] ?? '')
    .join('')
    .toUpperCase()
}

import { ActionIcon, Button } from '@mantine/core'
import { IconKeyboard, IconMenu2, IconSearch } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { openPalette } from '../palette/palette-state.ts'
import { openShortcutMap } from '../shortcuts/shortcut-map-state.ts'
import { Kbd } from '../ui/Kbd.tsx'
import { useCurrentPage } from './current-page.tsx'
import { LiveIndicator } from './LiveIndicator.tsx'
import { ThemeSwitch } from './ThemeSwitch.tsx'
import classes from './TopBar.module.css'
import { UserMenu } from './UserMenu.tsx'

type TopBarProps = { readonly onNavigation: () => void; readonly navigationOpen: boolean }

/** Where am I, the palette, whether updates arrive, the look, and who I am. */
export function TopBar({ onNavigation, navigationOpen }: TopBarProps) {
  const page = useCurrentPage()
  return (
    <header className={classes.bar}>
      <ActionIcon
        className={classes.burger}
        aria-label="Work queues and pages"
        aria-expanded={navigationOpen}
        aria-controls="navigation"
        onClick={onNavigation}
      >
        <IconMenu2 size={18} />
      </ActionIcon>
      <Link to="/" className={classes.mark} aria-label="Chartroom, first page">
        <img src="/icon.svg" alt="" width={20} height={20} />
        <span className={classes.name}>Chartroom</span>
      </Link>
      <span className={classes.where} aria-hidden>
        {page?.title}
      </span>
      <Button
        variant="default"
        className={classes.search}
        leftSection={<IconSearch size={14} aria-hidden />}
        rightSection={<Kbd keys="mod+k" />}
        onClick={openPalette}
        justify="space-between"
        aria-label="Search and commands (Ctrl K)"
      >
        <span className={classes.searchText}>Patient, page or command</span>
      </Button>
      <div className={classes.end}>
        <LiveIndicator />
        <ActionIcon
          aria-label="Keyboard map"
          title="Keyboard map (?)"
          onClick={openShortcutMap}
          className={classes.wideOnly}
        >
          <IconKeyboard size={18} stroke={1.6} />
        </ActionIcon>
        <ThemeSwitch />
        <UserMenu />
      </div>
    </header>
  )
}

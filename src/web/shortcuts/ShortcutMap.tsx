import { Modal } from '@mantine/core'
import { useSyncExternalStore } from 'react'
import { Kbd } from '../ui/Kbd.tsx'
import classes from './ShortcutMap.module.css'
import { closeShortcutMap, useShortcutMapOpen } from './shortcut-map-state.ts'
import { type Shortcut, shortcuts } from './shortcuts.ts'

/** Every key that works on the page in view, read from the registry that handles them. */
export function ShortcutMap() {
  const opened = useShortcutMapOpen()
  const active = useSyncExternalStore(shortcuts.subscribe, shortcuts.active)
  const groups = new Map<string, Shortcut[]>()
  for (const one of active) groups.set(one.group, [...(groups.get(one.group) ?? []), one])
  return (
    <Modal
      opened={opened}
      onClose={closeShortcutMap}
      title="Keyboard map"
      size="46rem"
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <div className={classes.groups}>
        {[...groups].map(([group, list]) => (
          <section key={group} aria-label={group} className={classes.group}>
            <h3 className={classes.heading}>{group}</h3>
            <dl className={classes.list}>
              {list.map((one) => (
                <div key={one.keys} className={classes.line}>
                  <dt>{one.label}</dt>
                  <dd>
                    <Kbd keys={one.keys} />
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Modal>
  )
}

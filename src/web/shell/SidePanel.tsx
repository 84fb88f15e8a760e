// What stands beside the page: evidence, history, the rule that spoke. A page draws <SidePanel>; the shell gives it room.
import { ActionIcon } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { createContext, type ReactNode, useContext } from 'react'
import { createPortal } from 'react-dom'
import { useShortcuts } from '../shortcuts/use-shortcuts.ts'
import classes from './SidePanel.module.css'

const Slot = createContext<HTMLElement | null>(null)

export function SidePanelHost({ slot, children }: { slot: HTMLElement | null; children: ReactNode }) {
  return <Slot.Provider value={slot}>{children}</Slot.Provider>
}

export type SidePanelProps = {
  readonly title: string
  readonly onClose?: () => void
  readonly actions?: ReactNode
  /** More room, for reading: about a third of the window. */
  readonly wide?: boolean
  readonly children: ReactNode
}

/** Opens the right side with this content for as long as it is drawn. Escape closes it. */
export function SidePanel(props: SidePanelProps) {
  const slot = useContext(Slot)
  return slot === null ? null : createPortal(<SidePanelContent {...props} />, slot)
}

function SidePanelContent({ title, onClose, actions, wide = false, children }: SidePanelProps) {
  useShortcuts(
    onClose === undefined
      ? []
      : [{ keys: 'escape', label: 'Close the side panel', group: 'Everywhere', run: onClose }],
  )
  return (
    <>
      <div className={classes.head}>
        <h2 className={classes.title}>{title}</h2>
        {actions}
        {onClose === undefined ? null : (
          <ActionIcon aria-label="Close the side panel" onClick={onClose}>
            <IconX size={16} />
          </ActionIcon>
        )}
      </div>
      <div className={classes.body} data-wide={wide ? true : undefined}>
        {children}
      </div>
    </>
  )
}

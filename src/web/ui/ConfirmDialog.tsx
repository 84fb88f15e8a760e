import { Button, Group, Modal } from '@mantine/core'
import type { ReactNode } from 'react'
import { ErrorLine } from './ErrorLine.tsx'

export type ConfirmDialogProps = {
  readonly opened: boolean
  readonly title: string
  /** What will change, in full sentences. */
  readonly children: ReactNode
  readonly confirmLabel: string
  readonly danger?: boolean
  readonly busy?: boolean
  readonly error?: Error | null | undefined
  readonly onConfirm: () => void
  readonly onClose: () => void
}

/** Asks before something that is not easily taken back; shows what will change. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const {
    opened,
    title,
    children,
    confirmLabel,
    danger = false,
    busy = false,
    error,
    onConfirm,
    onClose,
  } = props
  return (
    <Modal opened={opened} onClose={onClose} title={title} closeButtonProps={{ 'aria-label': 'Close' }}>
      <div>{children}</div>
      <ErrorLine error={error} />
      <Group justify="flex-end" mt="lg">
        <Button variant="default" onClick={onClose} data-autofocus>
          Cancel
        </Button>
        <Button color={danger ? 'red' : 'ink'} loading={busy} onClick={onConfirm}>
          {confirmLabel}
        </Button>
      </Group>
    </Modal>
  )
}

import { Button, Group, Modal } from '@mantine/core'
import { Copyable } from '../../../web/ui/Copyable.tsx'
import classes from './Account.module.css'
import type { Issued } from './user-row.ts'

/** Shows a temporary password once. */
export function TemporaryPasswordDialog({
  name,
  password,
  onClose,
}: Issued & { readonly onClose: () => void }) {
  return (
    <Modal opened onClose={onClose} title="Temporary password" closeButtonProps={{ 'aria-label': 'Close' }}>
      <p className={classes.text}>
        Give this to {name} yourself. It is shown now and never again, and must be changed at the first
        sign-in.
      </p>
      <p className={classes.text}>
        <Copyable text={password} label="temporary password">
          <strong className={classes.secret}>{password}</strong>
        </Copyable>
      </p>
      <Group justify="flex-end">
        <Button onClick={onClose} data-autofocus>
          Done
        </Button>
      </Group>
    </Modal>
  )
}

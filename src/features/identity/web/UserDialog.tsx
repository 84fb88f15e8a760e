import { Button, Group, Modal, Stack } from '@mantine/core'
import { useState } from 'react'
import { useContractAct } from '../../../web/api/use-contract.ts'
import { ConfirmDialog } from '../../../web/ui/ConfirmDialog.tsx'
import { ErrorLine } from '../../../web/ui/ErrorLine.tsx'
import type { Role } from '../roles.ts'
import {
  changeRoles,
  deactivateUser,
  listUsers,
  reactivateUser,
  resetPassword,
  resetSecondFactor,
  unlockUser,
} from '../schemas.ts'
import { RolesField } from './RolesField.tsx'
import type { Issued, UserRow } from './user-row.ts'

type UserDialogProps = {
  readonly user: UserRow
  readonly onClose: () => void
  readonly onIssued: (issued: Issued) => void
}

type Asking = 'deactivate' | 'password' | 'second_factor'

const AFTERWARDS = { refresh: [listUsers] }

const QUESTIONS: Readonly<Record<Asking, { title: string; text: string; label: string }>> = {
  deactivate: {
    title: 'Deactivate this user?',
    text: 'Their sessions end within a second, and they cannot sign in until somebody reactivates them.',
    label: 'Deactivate',
  },
  password: {
    title: 'Reset the password?',
    text: 'Their sessions end, and they need the temporary password that you get next.',
    label: 'Reset password',
  },
  second_factor: {
    title: 'Reset the second factor?',
    text: 'Their sessions end, and the password alone opens the next one. Make sure that it is really them who ask.',
    label: 'Reset second factor',
  },
}

/** What an administrator can do with one account. */
export function UserDialog({ user, onClose, onIssued }: UserDialogProps) {
  const [roles, setRoles] = useState<readonly Role[]>(user.roles)
  const [asking, setAsking] = useState<Asking>()
  const params = { userId: user.userId }
  const saveRoles = useContractAct(changeRoles, AFTERWARDS)
  const deactivate = useContractAct(deactivateUser, AFTERWARDS)
  const reactivate = useContractAct(reactivateUser, AFTERWARDS)
  const unlock = useContractAct(unlockUser, AFTERWARDS)
  const resetFactor = useContractAct(resetSecondFactor, AFTERWARDS)
  const reset = useContractAct(resetPassword, AFTERWARDS)

  const confirmed = () => {
    if (asking === 'deactivate') deactivate.mutate({ params }, { onSuccess: onClose })
    if (asking === 'second_factor') resetFactor.mutate({ params }, { onSuccess: onClose })
    if (asking === 'password') {
      reset.mutate(
        { params },
        {
          onSuccess: ({ temporaryPassword }) => {
            onClose()
            onIssued({ name: user.name, password: temporaryPassword })
          },
        },
      )
    }
  }

  if (asking !== undefined) {
    const question = QUESTIONS[asking]
    return (
      <ConfirmDialog
        opened
        danger
        title={question.title}
        confirmLabel={question.label}
        busy={deactivate.isPending || reset.isPending || resetFactor.isPending}
        error={deactivate.error ?? reset.error ?? resetFactor.error}
        onConfirm={confirmed}
        onClose={() => setAsking(undefined)}
      >
        {user.name}: {question.text}
      </ConfirmDialog>
    )
  }
  return (
    <Modal opened onClose={onClose} title={user.name} closeButtonProps={{ 'aria-label': 'Close' }}>
      <Stack gap="md">
        <RolesField value={roles} onChange={setRoles} />
        <Group>
          <Button
            loading={saveRoles.isPending}
            onClick={() => saveRoles.mutate({ params, body: { roles: [...roles] } }, { onSuccess: onClose })}
          >
            Save roles
          </Button>
        </Group>
        <ErrorLine error={saveRoles.error ?? unlock.error ?? reactivate.error} />
        <Group gap="xs">
          {user.lockedUntil === null ? null : (
            <Button
              variant="default"
              loading={unlock.isPending}
              onClick={() => unlock.mutate({ params }, { onSuccess: onClose })}
            >
              Unlock
            </Button>
          )}
          <Button variant="default" onClick={() => setAsking('password')}>
            Reset password
          </Button>
          {user.hasSecondFactor ? (
            <Button variant="default" onClick={() => setAsking('second_factor')}>
              Reset second factor
            </Button>
          ) : null}
          {user.deactivatedAt === null ? (
            <Button variant="default" onClick={() => setAsking('deactivate')}>
              Deactivate
            </Button>
          ) : (
            <Button
              variant="default"
              loading={reactivate.isPending}
              onClick={() => reactivate.mutate({ params }, { onSuccess: onClose })}
            >
              Reactivate
            </Button>
          )}
        </Group>
      </Stack>
    </Modal>
  )
}

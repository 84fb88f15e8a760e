import { Button, Group, Modal, Stack, TextInput } from '@mantine/core'
import { type SyntheticEvent, useState } from 'react'
import { useContractAct } from '../../../web/api/use-contract.ts'
import { ErrorLine } from '../../../web/ui/ErrorLine.tsx'
import type { Role } from '../roles.ts'
import { createUser, listUsers, newUserBody } from '../schemas.ts'
import { RolesField } from './RolesField.tsx'
import type { Issued } from './user-row.ts'

type NewUserDialogProps = { readonly onClose: () => void; readonly onIssued: (issued: Issued) => void }

/** Makes an account by the server's own rules for names. */
export function NewUserDialog({ onClose, onIssued }: NewUserDialogProps) {
  const [userName, setUserName] = useState('')
  const [name, setName] = useState('')
  const [roles, setRoles] = useState<Role[]>([])
  const [wrong, setWrong] = useState<Error | null>(null)
  const act = useContractAct(createUser, { refresh: [listUsers] })
  const submit = (event: SyntheticEvent) => {
    event.preventDefault()
    const body = newUserBody.safeParse({ userName, name, roles })
    if (!body.success) return setWrong(new Error(body.error.issues.map((issue) => issue.message).join(' ')))
    setWrong(null)
    act.mutate(
      { body: body.data },
      {
        onSuccess: ({ temporaryPassword }) => {
          onClose()
          onIssued({ name, password: temporaryPassword })
        },
      },
    )
  }
  return (
    <Modal opened onClose={onClose} title="New user" closeButtonProps={{ 'aria-label': 'Close' }}>
      <form onSubmit={submit} noValidate>
        <Stack gap="sm">
          <TextInput
            label="Name"
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            data-autofocus
          />
          <TextInput
            label="User name"
            autoCapitalize="none"
            autoComplete="off"
            spellCheck={false}
            value={userName}
            onChange={(event) => setUserName(event.currentTarget.value)}
          />
          <RolesField value={roles} onChange={setRoles} />
          <ErrorLine error={wrong ?? act.error} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={act.isPending}>
              Create
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}

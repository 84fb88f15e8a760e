import { Button } from '@mantine/core'
import { useState } from 'react'
import { useContract } from '../../../web/api/use-contract.ts'
import { type DataColumn, DataTable } from '../../../web/ui/DataTable.tsx'
import { PageHeader } from '../../../web/ui/PageHeader.tsx'
import { Panel } from '../../../web/ui/Panel.tsx'
import { StatusBadge } from '../../../web/ui/StatusBadge.tsx'
import { ROLE_NAMES } from '../roles.ts'
import { listUsers } from '../schemas.ts'
import { NewUserDialog } from './NewUserDialog.tsx'
import { TemporaryPasswordDialog } from './TemporaryPasswordDialog.tsx'
import { UserDialog } from './UserDialog.tsx'
import type { UserRow } from './user-row.ts'

const columns: readonly DataColumn<UserRow>[] = [
  { id: 'name', header: 'Name', cell: (user) => user.name, sortBy: (user) => user.name.toLowerCase() },
  {
    id: 'userName',
    header: 'User name',
    cell: (user) => user.userName,
    sortBy: (user) => user.userName,
    width: '11rem',
  },
  {
    id: 'roles',
    header: 'Roles',
    cell: (user) => user.roles.map((role) => ROLE_NAMES[role]).join(', '),
    sortBy: (user) => user.roles.join(),
    wrap: true,
  },
  {
    id: 'factor',
    header: 'Second factor',
    cell: (user) => (user.hasSecondFactor ? 'On' : 'Off'),
    sortBy: (user) => Number(user.hasSecondFactor),
    width: '8rem',
    secondary: true,
  },
  { id: 'state', header: 'State', cell: (user) => <UserState user={user} />, sortBy: stateOf, width: '9rem' },
]

/** Everybody who may sign in; a row opens what an administrator can do with it. */
export function UsersPage() {
  const query = useContract(listUsers, {})
  const [creating, setCreating] = useState(false)
  const [openId, setOpenId] = useState<string>()
  const [issued, setIssued] = useState<{ name: string; password: string }>()
  const open = query.data?.find((user) => user.userId === openId)
  return (
    <>
      <PageHeader
        title="Users"
        detail="Who may sign in, and as what. Changes take effect within a second."
        actions={<Button onClick={() => setCreating(true)}>New user</Button>}
      />
      <Panel flush>
        <DataTable
          label="Users"
          columns={columns}
          rows={query.data}
          rowKey={(user) => user.userId}
          error={query.error}
          onRetry={() => void query.refetch()}
          onOpen={(user) => setOpenId(user.userId)}
          initialSort={{ column: 'name' }}
          empty={{ title: 'No users yet' }}
        />
      </Panel>
      {creating ? <NewUserDialog onClose={() => setCreating(false)} onIssued={setIssued} /> : null}
      {open === undefined ? null : (
        <UserDialog key={open.userId} user={open} onClose={() => setOpenId(undefined)} onIssued={setIssued} />
      )}
      {issued === undefined ? null : (
        <TemporaryPasswordDialog {...issued} onClose={() => setIssued(undefined)} />
      )}
    </>
  )
}

function stateOf(user: UserRow): string {
  if (user.deactivatedAt !== null) return 'Deactivated'
  if (user.lockedUntil !== null) return 'Locked'
  return user.mustChangePassword ? 'New password' : 'Active'
}

function UserState({ user }: { readonly user: UserRow }) {
  const state = stateOf(user)
  const tone = state === 'Active' ? 'good' : state === 'Locked' ? 'warn' : 'neutral'
  return <StatusBadge tone={tone}>{state}</StatusBadge>
}

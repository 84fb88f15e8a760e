import { MultiSelect } from '@mantine/core'
import { isRole, ROLE_NAMES, ROLES, type Role } from '../roles.ts'

const data = ROLES.map((role) => ({ value: role, label: ROLE_NAMES[role] }))

type RolesFieldProps = { readonly value: readonly Role[]; readonly onChange: (roles: Role[]) => void }

/** The roles of a user; more than one may be held. */
export function RolesField({ value, onChange }: RolesFieldProps) {
  return (
    <MultiSelect
      label="Roles"
      description="Somebody may hold several; each adds what it allows."
      data={data}
      value={[...value]}
      onChange={(chosen) => onChange(chosen.filter(isRole))}
      searchable
      comboboxProps={{ withinPortal: true }}
    />
  )
}

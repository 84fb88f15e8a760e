import { Button, Select } from '@mantine/core'
import { useState } from 'react'
import { useContract } from '../../../web/api/use-contract.ts'
import { ErrorLine } from '../../../web/ui/ErrorLine.tsx'
import { ReasonDialog } from '../../../web/ui/ReasonDialog.tsx'
import { PRIORITY_NAMES } from '../kinds.ts'
import { listPeopleContract, type WorkItemView } from '../schemas.ts'
import type { WorkActs } from './use-work.ts'
import classes from './work.module.css'

const NOBODY = ''

/** The supervisor's part: who gets it, what comes first, and taking it off the list. */
export function DirectWork({ item, acts }: { readonly item: WorkItemView; readonly acts: WorkActs }) {
  const people = useContract(listPeopleContract, {})
  const [cancelling, setCancelling] = useState(false)
  const { workItemId, role, owner } = item
  const fit = (people.data?.people ?? []).filter((one) => role === null || one.roles.includes(role))
  const choices = [
    { value: NOBODY, label: `Everybody${item.roleName === null ? '' : ` (${item.roleName})`}` },
    ...fit.map((one) => ({ value: one.userId, label: one.name })),
    ...(owner === null || fit.some((one) => one.userId === owner.id)
      ? []
      : [{ value: owner.id, label: owner.name }]),
  ]
  return (
    <>
      <h3 className={classes.part}>Direct</h3>
      <div className={classes.fields}>
        <Select
          label="Given to"
          data={choices}
          value={owner?.id ?? NOBODY}
          allowDeselect={false}
          searchable
          disabled={acts.assign.isPending || people.data === undefined}
          onChange={(value) =>
            acts.assign.mutate({
              params: { workItemId },
              body: { userId: value === null || value === NOBODY ? null : value },
            })
          }
        />
        <Select
          label="Priority"
          data={Object.entries(PRIORITY_NAMES).map(([value, label]) => ({ value, label }))}
          value={String(item.priority)}
          allowDeselect={false}
          disabled={acts.reprioritise.isPending}
          onChange={(value) =>
            acts.reprioritise.mutate({ params: { workItemId }, body: { priority: Number(value) } })
          }
        />
        <ErrorLine error={acts.assign.error ?? acts.reprioritise.error ?? people.error} />
        <Button variant="default" onClick={() => setCancelling(true)}>
          Take off the list…
        </Button>
      </div>
      <ReasonDialog
        opened={cancelling}
        title="Take it off the list undone?"
        confirmLabel="Take off the list"
        danger
        busy={acts.cancel.isPending}
        error={acts.cancel.error}
        onClose={() => setCancelling(false)}
        onConfirm={(reason) =>
          acts.cancel.mutate(
            { params: { workItemId }, body: { reason } },
            { onSuccess: () => setCancelling(false) },
          )
        }
      >
        Nobody sees it in a queue any more. Its history stays.
      </ReasonDialog>
    </>
  )
}

import { Button, Group, Modal, Radio, Stack, Textarea } from '@mantine/core'
import { type SyntheticEvent, useEffect, useState } from 'react'
import { ErrorLine } from '../../../web/ui/ErrorLine.tsx'
import { ruleOf } from '../kinds.ts'
import type { WorkItemView } from '../schemas.ts'

export type FinishDialogProps = {
  /** The dialog is open while there is one. */
  readonly item: WorkItemView | undefined
  readonly busy: boolean
  readonly error: Error | null
  readonly onFinish: (item: WorkItemView, outcome: string, reason: string | null) => void
  readonly onClose: () => void
}

/** Asks how it ended; Enter takes the outcome that is marked. */
export function FinishDialog({ item, busy, error, onFinish, onClose }: FinishDialogProps) {
  const [outcome, setOutcome] = useState('')
  const [reason, setReason] = useState('')
  const outcomes = item === undefined ? [] : ruleOf(item.kind).outcomes
  const first = outcomes[0]?.outcome ?? ''
  const workItemId = item?.workItemId
  useEffect(() => {
    if (workItemId === undefined) return
    setOutcome(first)
    setReason('')
  }, [workItemId, first])
  const submit = (event: SyntheticEvent) => {
    event.preventDefault()
    if (item !== undefined) onFinish(item, outcome, reason.trim() === '' ? null : reason.trim())
  }
  return (
    <Modal
      opened={item !== undefined}
      onClose={onClose}
      title="How did it end?"
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <form onSubmit={submit}>
        <Radio.Group
          value={outcome}
          onChange={setOutcome}
          label={item === undefined ? '' : ruleOf(item.kind).title}
          description={item?.title}
        >
          <Stack gap="0.625rem" mt="sm">
            {outcomes.map((one, place) => (
              <Radio
                key={one.outcome}
                value={one.outcome}
                label={one.title}
                {...(place === 0 ? { 'data-autofocus': true } : {})}
              />
            ))}
          </Stack>
        </Radio.Group>
        <Textarea
          mt="md"
          label="Note"
          description="For whoever looks at it later; leave it empty when the outcome says it all."
          autosize
          minRows={2}
          maxLength={500}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <ErrorLine error={error} />
        <Group justify="flex-end" mt="lg">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={busy}>
            Finish
          </Button>
        </Group>
      </form>
    </Modal>
  )
}

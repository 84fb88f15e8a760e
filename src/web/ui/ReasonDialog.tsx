import { Button, Group, Modal, Select, Textarea } from '@mantine/core'
import { type ReactNode, type SyntheticEvent, useEffect, useState } from 'react'
import { ErrorLine } from './ErrorLine.tsx'

export type ReasonDialogProps = {
  readonly opened: boolean
  readonly title: string
  /** What will change. */
  readonly children?: ReactNode
  readonly confirmLabel: string
  /** Reasons offered for choice; "Other" opens the free text. Without them the free text is asked for. */
  readonly reasons?: readonly string[]
  /** Shortest acceptable free text. */
  readonly minLength?: number
  readonly danger?: boolean
  readonly busy?: boolean
  readonly error?: Error | null | undefined
  readonly onConfirm: (reason: string) => void
  readonly onClose: () => void
}

const OTHER = 'Other'

/** Asks why, before an act that the trail explains later. */
export function ReasonDialog(props: ReasonDialogProps) {
  const {
    opened,
    title,
    children,
    confirmLabel,
    reasons,
    minLength = 3,
    danger = false,
    busy = false,
    error,
  } = props
  const [choice, setChoice] = useState<string | null>(null)
  const [text, setText] = useState('')
  const [tried, setTried] = useState(false)
  useEffect(() => {
    if (!opened) return
    setChoice(null)
    setText('')
    setTried(false)
  }, [opened])
  const free = reasons === undefined || choice === OTHER
  const reason = free ? text.trim() : (choice ?? '')
  const problem =
    reason.length >= (free ? minLength : 1)
      ? undefined
      : free
        ? 'Say why in a few words.'
        : 'Choose a reason.'
  const submit = (event: SyntheticEvent) => {
    event.preventDefault()
    setTried(true)
    if (problem === undefined) props.onConfirm(reason)
  }
  return (
    <Modal opened={opened} onClose={props.onClose} title={title} closeButtonProps={{ 'aria-label': 'Close' }}>
      <form onSubmit={submit} noValidate>
        {children}
        {reasons === undefined ? null : (
          <Select
            mt="sm"
            label="Reason"
            withAsterisk
            data={[...reasons.filter((one) => one !== OTHER), OTHER]}
            value={choice}
            onChange={setChoice}
            error={tried && !free ? problem : undefined}
            data-autofocus
          />
        )}
        {free ? (
          <Textarea
            mt="sm"
            label={reasons === undefined ? 'Reason' : 'In your words'}
            withAsterisk
            autosize
            minRows={2}
            maxLength={500}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
            error={tried ? problem : undefined}
            {...(reasons === undefined ? { 'data-autofocus': true } : {})}
          />
        ) : null}
        <ErrorLine error={error} />
        <Group justify="flex-end" mt="lg">
          <Button variant="default" onClick={props.onClose}>
            Cancel
          </Button>
          <Button type="submit" color={danger ? 'red' : 'ink'} loading={busy}>
            {confirmLabel}
          </Button>
        </Group>
      </form>
    </Modal>
  )
}

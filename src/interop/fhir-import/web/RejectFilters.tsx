import { Button, SegmentedControl } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import classes from './rejects.module.css'
import { ruleInWords } from './rule-words.ts'
import { REJECT_STATES, type RejectAddress, type RejectState } from './use-reject-address.ts'

const WORDS: Readonly<Record<RejectState, string>> = {
  open: 'Open',
  waiting: 'Import still runs',
  placed: 'Tried again',
  dismissed: 'Dismissed',
}

export type RejectFiltersProps = {
  readonly address: RejectAddress
  readonly onChange: (address: RejectAddress) => void
}

/** Narrows the queue: by state, and by the import or the reason that a link named. */
export function RejectFilters({ address, onChange }: RejectFiltersProps) {
  const { run, rule, state = 'open' } = address
  return (
    <>
      <SegmentedControl
        size="xs"
        aria-label="State"
        data={REJECT_STATES.map((one) => ({ value: one, label: WORDS[one] }))}
        value={state}
        onChange={(chosen) => onChange({ run, rule, state: REJECT_STATES.find((one) => one === chosen) })}
      />
      {run === undefined ? null : (
        <Chip onRemove={() => onChange({ rule, state })} label="One import only" remove="Show all imports" />
      )}
      {rule === undefined ? null : (
        <Chip onRemove={() => onChange({ run, state })} label={ruleInWords(rule)} remove="Show all reasons" />
      )}
    </>
  )
}

function Chip({ label, remove, onRemove }: { label: string; remove: string; onRemove: () => void }) {
  return (
    <Button
      size="compact-sm"
      variant="light"
      rightSection={<IconX size={12} aria-hidden />}
      aria-label={`${label}. ${remove}`}
      title={remove}
      className={classes.chip}
      onClick={onRemove}
    >
      {label}
    </Button>
  )
}

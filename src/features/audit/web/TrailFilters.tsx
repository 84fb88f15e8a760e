import { Button, Select, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useContract } from '../../../web/api/use-contract.ts'
import { Toolbar } from '../../../web/ui/Toolbar.tsx'
import { listActions, type TrailFilter, trailFilter } from '../schemas.ts'
import { ExportButton } from './ExportButton.tsx'

export type TrailFiltersProps = {
  readonly filter: TrailFilter
  readonly onChange: (filter: TrailFilter) => void
  readonly mayExport: boolean
}

type Draft = { from: string; to: string; actor: string; person: string; action: string; outcome: string }

const EMPTY: Draft = { from: '', to: '', actor: '', person: '', action: '', outcome: '' }

/** Narrows the trail. Nothing is asked before the form is sent, because each look is recorded. */
export function TrailFilters({ filter, onChange, mayExport }: TrailFiltersProps) {
  const [draft, setDraft] = useState<Draft>(EMPTY)
  const [wrong, setWrong] = useState<string>()
  const actions = useContract(listActions, {}, { staleMs: 600_000 })
  const set = (part: Partial<Draft>) => setDraft((now) => ({ ...now, ...part }))

  const submit = (event: FormEvent) => {
    event.preventDefault()
    const parsed = trailFilter.safeParse(filterOf(draft))
    setWrong(parsed.success ? undefined : 'Paste the whole person id, as the chart page copies it.')
    if (parsed.success) onChange(parsed.data)
  }
  return (
    <form onSubmit={submit}>
      <Toolbar
        label="Filters of the trail"
        end={
          <>
            <Button
              variant="default"
              onClick={() => {
                setDraft(EMPTY)
                setWrong(undefined)
                onChange({})
              }}
            >
              Clear
            </Button>
            <Button type="submit">Show</Button>
            {mayExport && <ExportButton filter={filter} />}
          </>
        }
      >
        <TextInput
          type="date"
          label="From"
          value={draft.from}
          onChange={(event) => set({ from: event.currentTarget.value })}
        />
        <TextInput
          type="date"
          label="Up to and with"
          value={draft.to}
          onChange={(event) => set({ to: event.currentTarget.value })}
        />
        <TextInput
          label="Who"
          placeholder="Whole name or id"
          value={draft.actor}
          onChange={(event) => set({ actor: event.currentTarget.value })}
        />
        <Select
          label="What"
          placeholder="Any action"
          searchable
          clearable
          data={(actions.data?.actions ?? []).map(({ action, sentence }) => ({
            value: action,
            label: sentence,
          }))}
          value={draft.action === '' ? null : draft.action}
          onChange={(action) => set({ action: action ?? '' })}
        />
        <Select
          label="Outcome"
          placeholder="Any"
          clearable
          w="8rem"
          data={[
            { value: 'done', label: 'Done' },
            { value: 'refused', label: 'Refused' },
          ]}
          value={draft.outcome === '' ? null : draft.outcome}
          onChange={(outcome) => set({ outcome: outcome ?? '' })}
        />
        <TextInput
          label="Person id"
          value={draft.person}
          error={wrong}
          onChange={(event) => set({ person: event.currentTarget.value })}
        />
      </Toolbar>
    </form>
  )
}

/** Days are the reader's own; the last day counts whole. */
function filterOf(draft: Draft): Record<string, unknown> {
  const next = draft.to === '' ? undefined : new Date(`${draft.to}T00:00:00`)
  next?.setDate(next.getDate() + 1)
  const given = {
    from: draft.from === '' ? undefined : new Date(`${draft.from}T00:00:00`).toISOString(),
    to: next?.toISOString(),
    actor: draft.actor.trim(),
    personId: draft.person.trim(),
    action: draft.action,
    outcome: draft.outcome,
  }
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined && value !== ''))
}

import { SidePanel } from '../../../web/shell/SidePanel.tsx'
import { Copyable } from '../../../web/ui/Copyable.tsx'
import { Instant } from '../../../web/ui/Dates.tsx'
import { type KeyValue, KeyValueList } from '../../../web/ui/KeyValueList.tsx'
import type { TrailEntry } from '../schemas.ts'
import { wordsOf } from './TrailTable.tsx'

export type TrailEventPanelProps = { readonly entry: TrailEntry; readonly onClose: () => void }

/** Everything that one event says. */
export function TrailEventPanel({ entry, onClose }: TrailEventPanelProps) {
  return (
    <SidePanel title={`Event ${entry.eventId}`} onClose={onClose}>
      <p>
        {entry.actorName} {entry.sentence}
        {entry.outcome === 'refused' ? ': refused' : ''}.
      </p>
      <KeyValueList items={[...itemsOf(entry), ...detailsOf(entry)]} />
    </SidePanel>
  )
}

function itemsOf(entry: TrailEntry): KeyValue[] {
  const always: KeyValue[] = [
    { label: 'When', value: <Instant value={entry.at} show="seconds" /> },
    { label: 'Actor', value: `${wordsOf(entry.actorKind)} ${entry.actorId}` },
    { label: 'Roles', value: entry.roles.map(wordsOf).join(', ') },
    { label: 'Purpose', value: wordsOf(entry.purpose) },
    { label: 'Reason', value: entry.reason },
    { label: 'Action', value: entry.action },
    { label: 'From', value: [wordsOf(entry.program), entry.address].filter(Boolean).join(', ') },
  ]
  const ids: [string, string | null][] = [
    ['Person', entry.personId],
    ['MPI record', entry.recordId],
    ['Encounter', entry.encounterId],
    [entry.subjectKind === null ? 'Subject' : wordsOf(entry.subjectKind), entry.subjectId],
    ['Request', entry.requestId],
    ['Session', entry.sessionId],
  ]
  return [
    ...always,
    ...ids.flatMap(([label, id]) =>
      id === null ? [] : [{ label, value: <Copyable text={id} label={`${label} id`} /> }],
    ),
  ]
}

function detailsOf(entry: TrailEntry): KeyValue[] {
  return Object.entries(entry.details ?? {}).flatMap(([name, value]) =>
    Array.isArray(value) && value.length === 0 ? [] : [{ label: `Detail: ${name}`, value: inWords(value) }],
  )
}

function inWords(value: unknown): string {
  if (typeof value === 'string') return value
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  return JSON.stringify(value)
}

import { IconLock } from '@tabler/icons-react'
import { systemName } from '../../../web/ui/CodedValue.tsx'
import { StatusBadge } from '../../../web/ui/StatusBadge.tsx'
import type { EntryLine } from '../schemas.ts'
import classes from './EntryMarks.module.css'
import { abnormalWords, codeWords, sensitivityWords, statusTone, tellingLabels } from './entry-words.ts'

export function EntryStatus({ status }: { status: string | null }) {
  if (status === null) return null
  return <StatusBadge tone={statusTone(status)}>{codeWords(status)}</StatusBadge>
}

/** High, low, positive …: sign, word and tone. */
export function AbnormalMark({ flag }: { flag: string | null }) {
  if (flag === null) return null
  const { sign, words, tone } = abnormalWords(flag)
  return (
    <StatusBadge tone={tone}>
      <span aria-hidden className={classes.sign}>
        {sign}
      </span>
      {words}
    </StatusBadge>
  )
}

export function SensitivityMarks({ labels }: { labels: readonly string[] }) {
  return tellingLabels(labels).map((label) => (
    <StatusBadge key={label} tone="accent" title={`Sensitive: ${label}`}>
      <IconLock size={11} aria-hidden className={classes.lock} />
      {sensitivityWords(label)}
    </StatusBadge>
  ))
}

export function VoidedMark({ entry }: { entry: Pick<EntryLine, 'voided'> }) {
  return entry.voided ? <StatusBadge tone="bad">Voided</StatusBadge> : null
}

/** Whose code it is, then the code; its meaning is the entry's title. */
export function EntryCode({ entry }: { entry: Pick<EntryLine, 'code' | 'codeSystem'> }) {
  if (entry.code === null) return null
  return (
    <span title={entry.codeSystem ?? undefined}>
      {entry.codeSystem === null ? null : (
        <span className={classes.system}>{systemName(entry.codeSystem)} </span>
      )}
      {entry.code}
    </span>
  )
}

/** A title with the marks that nobody may overlook. */
export function EntryTitle({ entry }: { entry: EntryLine }) {
  return (
    <span className={entry.voided ? classes.voided : undefined}>
      {entry.title} <VoidedMark entry={entry} /> <SensitivityMarks labels={entry.sensitivity} />
    </span>
  )
}

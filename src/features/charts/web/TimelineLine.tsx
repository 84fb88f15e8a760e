import type { EntryLine } from '../schemas.ts'
import { AbnormalMark, EntryStatus, EntryTitle } from './EntryMarks.tsx'
import { codeWords, encounterClassWords, isActive, kindWords } from './entry-words.ts'
import { iconOfKind } from './kind-icons.ts'
import classes from './TimelineLine.module.css'
import type { TimelineRow } from './timeline-rows.ts'
import { valueWords } from './unit-words.ts'

export type TimelineLineProps = {
  readonly row: Extract<TimelineRow, { is: 'entry' }>
  readonly isOpen: boolean
  /** The one line that Tab reaches; arrows walk from there. */
  readonly isReachable: boolean
  onOpen(): void
  onFocus(): void
}

export function TimelineLine({ row, isOpen, isReachable, onOpen, onFocus }: TimelineLineProps) {
  const { entry, day, repeats } = row
  const Icon = iconOfKind(entry)
  return (
    <button
      type="button"
      className={classes.line}
      data-open={isOpen ? true : undefined}
      data-kind={entry.kind === 'Encounter' ? 'encounter' : undefined}
      tabIndex={isReachable ? 0 : -1}
      onClick={onOpen}
      onFocus={onFocus}
    >
      <span className={classes.day} data-repeats={repeats ? true : undefined}>
        {day}
      </span>
      <span className={classes.icon} title={kindWords(entry.kind)}>
        <Icon size={14} stroke={1.7} />
        <span className="cr-visually-hidden">{kindWords(entry.kind)}:</span>
      </span>
      <span className={classes.title}>
        <EntryTitle entry={entry} />
      </span>
      <span className={classes.value}>
        {secondWords(entry)} <AbnormalMark flag={entry.abnormal} />
      </span>
      <span className={classes.status}>
        {tellsStatus(entry) ? <EntryStatus status={entry.status} /> : null}
      </span>
    </button>
  )
}

function secondWords(entry: EntryLine): string {
  if (entry.kind === 'Encounter') {
    return [encounterClassWords(entry.category), entry.valueText].filter(Boolean).join(' · ')
  }
  if (entry.kind === 'Goal' && entry.valueText !== null) return codeWords(entry.valueText)
  return valueWords(entry) ?? ''
}

/** "Final", "completed" and "active" on every line would say nothing. */
function tellsStatus(entry: EntryLine): boolean {
  if (
    entry.status === null ||
    ['final', 'finished', 'completed', 'available', 'current'].includes(entry.status)
  )
    return false
  if (['Claim', 'ExplanationOfBenefit', 'Coverage', 'ClaimResponse'].includes(entry.kind))
    return entry.status !== 'active'
  return entry.kind === 'Condition' || !isActive(entry) || entry.status !== 'active'
}

import { Button } from '@mantine/core'
import { IconChartLine, IconStethoscope } from '@tabler/icons-react'
import { useGoTo } from '../../../web/navigate.tsx'
import { CodedValue } from '../../../web/ui/CodedValue.tsx'
import { type KeyValue, KeyValueList } from '../../../web/ui/KeyValueList.tsx'
import type { EntryDetail } from '../schemas.ts'
import { useChart } from './chart-context.ts'
import { encounterPath } from './chart-views.ts'
import { AbnormalMark, EntryStatus, SensitivityMarks, VoidedMark } from './EntryMarks.tsx'
import classes from './EntryPanel.module.css'
import { codeWords, encounterClassWords, rangeWords } from './entry-words.ts'
import { Occurrence } from './Occurrence.tsx'

export type EntryFactsProps = {
  readonly entry: EntryDetail
  readonly onFollow: (entryId: string) => void
  readonly onTrend: (code: string, title: string) => void
}

/** What most people open an entry for, before all it says. */
export function EntryFacts({ entry, onFollow, onTrend }: EntryFactsProps) {
  const { personId } = useChart()
  const goTo = useGoTo()
  const encounterId = entry.kind === 'Encounter' ? entry.entryId : entry.encounterId
  const { code, valueNumber } = entry
  return (
    <>
      <p className={classes.title}>{entry.title}</p>
      <div className={classes.marks}>
        <EntryStatus status={entry.status} />
        <AbnormalMark flag={entry.abnormal} />
        <VoidedMark entry={entry} />
        <SensitivityMarks labels={entry.sensitivity} />
      </div>
      <KeyValueList items={factsOf(entry)} />
      <div className={classes.acts}>
        {encounterId === null ? null : (
          <Button
            variant="default"
            size="compact-sm"
            leftSection={<IconStethoscope size={14} />}
            onClick={() => goTo(encounterPath(personId, encounterId))}
          >
            Open the encounter
          </Button>
        )}
        {encounterId === null || entry.kind === 'Encounter' ? null : (
          <Button variant="subtle" size="compact-sm" onClick={() => onFollow(encounterId)}>
            Show it here
          </Button>
        )}
        {code === null || valueNumber === null || entry.kind !== 'Observation' ? null : (
          <Button
            variant="default"
            size="compact-sm"
            leftSection={<IconChartLine size={14} />}
            onClick={() => onTrend(code, entry.title)}
          >
            Trend
          </Button>
        )}
      </div>
    </>
  )
}

function factsOf(entry: EntryDetail): readonly KeyValue[] {
  const range = rangeWords(entry.referenceLow, entry.referenceHigh)
  const isEncounter = entry.kind === 'Encounter'
  const facts: (KeyValue | undefined)[] = [
    entry.valueText === null
      ? undefined
      : {
          label: isEncounter ? 'Facility' : 'Value',
          value:
            entry.valueNumber === null ? (
              entry.valueText
            ) : (
              <span className={classes.big}>{entry.valueText}</span>
            ),
        },
    range === undefined ? undefined : { label: 'Reference', value: range },
    {
      label: entry.occurredTo === null ? 'When' : 'From',
      value: <Occurrence value={entry.occurredFrom} show="full" />,
    },
    entry.occurredTo === null
      ? undefined
      : { label: 'To', value: <Occurrence value={entry.occurredTo} show="full" /> },
    entry.category === null
      ? undefined
      : {
          label: isEncounter ? 'Class' : 'Category',
          value: isEncounter ? encounterClassWords(entry.category) : codeWords(entry.category),
        },
    entry.code === null
      ? undefined
      : { label: 'Code', value: <CodedValue code={entry.code} system={entry.codeSystem ?? undefined} /> },
    entry.voided
      ? {
          label: 'Voided',
          value: `${entry.voidReason ?? 'Reason not recorded'} (${entry.voidedBy ?? 'unknown'})`,
        }
      : undefined,
  ]
  return facts.filter((fact) => fact !== undefined)
}

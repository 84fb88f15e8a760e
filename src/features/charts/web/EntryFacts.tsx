import { Button } from '@mantine/core'
import { IconChartLine, IconStethoscope } from '@tabler/icons-react'
import { useGoTo } from '../../../web/navigate.tsx'
import { useShortcuts } from '../../../web/shortcuts/use-shortcuts.ts'
import { type KeyValue, KeyValueList } from '../../../web/ui/KeyValueList.tsx'
import type { EntryDetail } from '../schemas.ts'
import { useChart } from './chart-context.ts'
import { encounterPath } from './chart-views.ts'
import { AbnormalMark, EntryCode, EntryStatus, SensitivityMarks, VoidedMark } from './EntryMarks.tsx'
import classes from './EntryPanel.module.css'
import { categoryWords, encounterClassWords, rangeWords } from './entry-words.ts'
import { Occurrence } from './Occurrence.tsx'
import { valueWords } from './unit-words.ts'

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
  const openEncounter = encounterId === null ? undefined : () => goTo(encounterPath(personId, encounterId))
  const showTrend =
    code === null || valueNumber === null || entry.kind !== 'Observation'
      ? undefined
      : () => onTrend(code, entry.title)
  useShortcuts([
    ...(openEncounter === undefined
      ? []
      : [{ keys: 'o', label: 'Open the encounter', group: 'Chart', run: openEncounter }]),
    ...(showTrend === undefined ? [] : [{ keys: 't', label: 'Trend', group: 'Chart', run: showTrend }]),
  ])
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
        {openEncounter === undefined ? null : (
          <Button
            variant="default"
            size="compact-sm"
            leftSection={<IconStethoscope size={14} />}
            onClick={openEncounter}
          >
            Open the encounter
          </Button>
        )}
        {encounterId === null || entry.kind === 'Encounter' ? null : (
          <Button variant="subtle" size="compact-sm" onClick={() => onFollow(encounterId)}>
            Show it here
          </Button>
        )}
        {showTrend === undefined ? null : (
          <Button
            variant="default"
            size="compact-sm"
            leftSection={<IconChartLine size={14} />}
            onClick={showTrend}
          >
            Trend
          </Button>
        )}
      </div>
    </>
  )
}

/** What the value of a kind is called, where it isn't a measurement. */
const VALUE_LABELS: Readonly<Record<string, string>> = {
  AllergyIntolerance: 'Criticality',
  Claim: 'Amount',
  ClaimResponse: 'Amount',
  Composition: 'Author',
  Condition: 'Severity',
  DiagnosticReport: 'Finding',
  DocumentReference: 'Author',
  Encounter: 'Facility',
  ExplanationOfBenefit: 'Amount',
  Goal: 'Progress',
  Immunization: 'Dose',
  MedicationAdministration: 'Dose',
  MedicationDispense: 'Directions',
  MedicationRequest: 'Directions',
  MedicationStatement: 'Directions',
  Procedure: 'Outcome',
  RiskAssessment: 'Risk',
}

function factsOf(entry: EntryDetail): readonly KeyValue[] {
  const range = rangeWords(entry.referenceLow, entry.referenceHigh)
  const isEncounter = entry.kind === 'Encounter'
  const isProblem = entry.kind === 'Condition' || entry.kind === 'AllergyIntolerance'
  const facts: (KeyValue | undefined)[] = [
    entry.valueText === null
      ? undefined
      : {
          label: VALUE_LABELS[entry.kind] ?? 'Value',
          value:
            entry.valueNumber === null ? (
              valueWords(entry)
            ) : (
              <span className={classes.big}>{valueWords(entry)}</span>
            ),
        },
    range === undefined ? undefined : { label: 'Reference', value: range },
    {
      label: isProblem ? 'Onset' : entry.occurredTo === null ? 'When' : 'From',
      value: <Occurrence value={entry.occurredFrom} show="full" />,
    },
    entry.occurredTo === null
      ? undefined
      : { label: isProblem ? 'Resolved' : 'To', value: <Occurrence value={entry.occurredTo} show="full" /> },
    entry.category === null
      ? undefined
      : {
          label: isEncounter ? 'Class' : 'Category',
          value: isEncounter ? encounterClassWords(entry.category) : categoryWords(entry.category),
        },
    entry.code === null ? undefined : { label: 'Code', value: <EntryCode entry={entry} /> },
    entry.voided
      ? {
          label: 'Voided',
          value: `${entry.voidReason ?? 'Reason not recorded'} (${entry.voidedBy ?? 'unknown'})`,
        }
      : undefined,
  ]
  return facts.filter((fact) => fact !== undefined)
}

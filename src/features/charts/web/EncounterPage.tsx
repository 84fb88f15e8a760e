import { Button } from '@mantine/core'
import { IconFileText } from '@tabler/icons-react'
import { useContract } from '../../../web/api/use-contract.ts'
import { usePageParam } from '../../../web/navigate.tsx'
import { KeyValueList } from '../../../web/ui/KeyValueList.tsx'
import { Panel } from '../../../web/ui/Panel.tsx'
import { QueryView } from '../../../web/ui/QueryView.tsx'
import { readEntryContract } from '../schemas.ts'
import { ChartFrame } from './ChartFrame.tsx'
import { EntryTimeline } from './ChartTimeline.tsx'
import { CHART_FRESH_MS, useChart } from './chart-context.ts'
import { EntryStatus, SensitivityMarks } from './EntryMarks.tsx'
import classes from './EntryPanel.module.css'
import { encounterClassWords } from './entry-words.ts'
import { Occurrence } from './Occurrence.tsx'

/** `/charts/$personId/encounters/$encounterId`: one visit and what belongs to it. */
export function EncounterPage() {
  const encounterId = usePageParam('encounterId')
  return (
    <ChartFrame personId={usePageParam('personId')} view="encounters">
      <Encounter key={encounterId} encounterId={encounterId} />
    </ChartFrame>
  )
}

function Encounter({ encounterId }: { encounterId: string }) {
  const { personId, openEntry } = useChart()
  const encounter = useContract(
    readEntryContract,
    { params: { personId, entryId: encounterId } },
    { staleMs: CHART_FRESH_MS },
  )
  return (
    <QueryView query={encounter} label="Opening the encounter">
      {(entry) => (
        <>
          <Panel
            title={entry.title}
            beside={
              <>
                <EntryStatus status={entry.status} />
                <SensitivityMarks labels={entry.sensitivity} />
              </>
            }
            actions={
              <Button
                variant="default"
                size="compact-sm"
                leftSection={<IconFileText size={14} />}
                onClick={() => openEntry(encounterId)}
              >
                All it says
              </Button>
            }
          >
            <KeyValueList
              layout="columns"
              items={[
                { label: 'Class', value: encounterClassWords(entry.category) },
                { label: 'Facility', value: entry.valueText },
                { label: 'From', value: <Occurrence value={entry.occurredFrom} show="full" /> },
                { label: 'To', value: <Occurrence value={entry.occurredTo} show="full" /> },
                { label: 'Who took part', value: participantsOf(entry.references), wide: true },
              ]}
            />
          </Panel>
          <Panel
            title="What belongs to it"
            flush
            beside={<span className={classes.quiet}>newest first</span>}
          >
            <EntryTimeline
              label="What belongs to the encounter"
              listing={{ encounterId }}
              height="calc(var(--chart-room) - 16rem)"
            />
          </Panel>
        </>
      )}
    </QueryView>
  )
}

function participantsOf(references: readonly { kind: string | null; title: string | null }[]): string {
  const names = references.flatMap((one) =>
    one.title !== null && ['Practitioner', 'PractitionerRole', 'RelatedPerson'].includes(one.kind ?? '')
      ? [one.title]
      : [],
  )
  return [...new Set(names)].join(', ')
}

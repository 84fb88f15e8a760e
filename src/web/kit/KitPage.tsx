// All parts of the desk on one page, to be looked at.
import {
  Button,
  Checkbox,
  Group,
  PasswordInput,
  SegmentedControl,
  Select,
  Tabs,
  Textarea,
  TextInput,
} from '@mantine/core'
import { IconFileText, IconFlask, IconStethoscope } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import { SidePanel } from '../shell/SidePanel.tsx'
import { CodedValue } from '../ui/CodedValue.tsx'
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx'
import { Copyable } from '../ui/Copyable.tsx'
import { type DataColumn, DataTable } from '../ui/DataTable.tsx'
import { Instant, PartialDateText } from '../ui/Dates.tsx'
import { ErrorLine } from '../ui/ErrorLine.tsx'
import { FileDrop } from '../ui/FileDrop.tsx'
import { Kbd } from '../ui/Kbd.tsx'
import { KeyValueList } from '../ui/KeyValueList.tsx'
import { PageHeader } from '../ui/PageHeader.tsx'
import { Panel } from '../ui/Panel.tsx'
import { Progress } from '../ui/Progress.tsx'
import { ReasonDialog } from '../ui/ReasonDialog.tsx'
import { SplitView } from '../ui/SplitView.tsx'
import { StateView } from '../ui/StateView.tsx'
import { StatusBadge, type Tone } from '../ui/StatusBadge.tsx'
import { Timeline, TimelineGroup, TimelineItem } from '../ui/Timeline.tsx'
import { Toolbar } from '../ui/Toolbar.tsx'
import { Trend } from '../ui/Trend.tsx'
import classes from './KitPage.module.css'
import { type StoryRow, storyRows, storyTrend } from './stories.ts'

const TONE_OF_STATE: Readonly<Record<StoryRow['state'], Tone>> = {
  New: 'accent',
  'In work': 'info',
  Waiting: 'warn',
  Late: 'bad',
  Done: 'good',
}

const columns: readonly DataColumn<StoryRow>[] = [
  {
    id: 'received',
    header: 'Received',
    width: '9.5rem',
    sortBy: (row) => row.received,
    cell: (row) => <Instant value={row.received} timeZone="America/Chicago" />,
  },
  { id: 'kind', header: 'Kind', sortBy: (row) => row.kind, cell: (row) => row.kind },
  { id: 'from', header: 'From', sortBy: (row) => row.from, cell: (row) => row.from, secondary: true },
  {
    id: 'pages',
    header: 'Pages',
    width: '5rem',
    align: 'end',
    sortBy: (row) => row.pages,
    cell: (row) => row.pages,
  },
  {
    id: 'state',
    header: 'State',
    width: '6.5rem',
    sortBy: (row) => row.state,
    cell: (row) => (
      <StatusBadge tone={TONE_OF_STATE[row.state]} dot>
        {row.state}
      </StatusBadge>
    ),
  },
]

const many = storyRows(400)
const few = storyRows(9)

export function KitPage() {
  const [opened, setOpened] = useState<'side' | 'confirm' | 'reason'>()
  const [selected, setSelected] = useState('3')
  const close = () => setOpened(undefined)
  return (
    <>
      <PageHeader
        title="Parts of the desk"
        detail="Every part in its states, for looking at. Invented contents."
        beside={<StatusBadge tone="info">9 waiting</StatusBadge>}
        actions={
          <>
            <Button variant="default" onClick={() => setOpened('side')}>
              Open side panel
            </Button>
            <Button variant="default" onClick={() => setOpened('reason')}>
              Ask a reason
            </Button>
            <Button onClick={() => setOpened('confirm')}>Confirm</Button>
          </>
        }
      />
      <div className={classes.grid}>
        <Wide>
          <Panel title="Documents received" beside={<StatusBadge>400</StatusBadge>} flush>
            <DataTable
              label="Documents received"
              columns={columns}
              rows={many}
              rowKey={(row) => row.id}
              selectedKey={selected}
              onSelect={(row) => setSelected(row.id)}
              onOpen={() => setOpened('side')}
              initialSort={{ column: 'received', descending: true }}
              height="17rem"
              note="The first 400 of many. Narrow the search to see the rest."
            />
          </Panel>
        </Wide>
        <FieldsStory />
        <ValuesStory />
        <Panel title="Haemoglobin and progress">
          <Trend label="Haemoglobin" unit="g/dL" points={storyTrend} low={12} high={16} />
          <div className={classes.stack}>
            <Progress
              label="Import of 112 files"
              done={48_210}
              total={116_000}
              sentence="Reading practitioners.ndjson"
            />
            <Progress label="Building the packet" done={412} total={null} />
            <Progress label="Export" done={20} total={20} state="done" />
          </div>
        </Panel>
        <TimelineStory />
        <Panel title="A list without rows" flush>
          <DataTable
            label="Empty"
            columns={columns}
            rows={[]}
            rowKey={(row) => row.id}
            empty={{ title: 'No request is waiting', detail: 'New requests appear here by themselves.' }}
          />
        </Panel>
        <Panel title="A list that failed">
          <StateView
            state="error"
            error={new Error('Chartroom cannot be reached. Check the connection and try again.')}
            onRetry={() => undefined}
          />
        </Panel>
        <Panel title="A list that loads">
          <StateView state="loading" label="Loading the story" />
        </Panel>
        <Panel title="Bringing files in">
          <FileDrop
            label="Drop FHIR files or folders here"
            detail="Bundles, NDJSON, .gz and .zip"
            onFiles={() => undefined}
          />
        </Panel>
        <Wide>
          <SplitView
            label="List and detail"
            start={
              <Panel title="Nine of them" flush>
                <DataTable
                  label="Nine of them"
                  columns={columns}
                  rows={few}
                  rowKey={(row) => row.id}
                  onOpen={() => setOpened('side')}
                />
              </Panel>
            }
            end={
              <Panel title="What is written">
                <p className={classes.prose}>
                  The left side shrinks and grows with the line between; <Kbd keys="arrowup" /> and{' '}
                  <Kbd keys="arrowdown" /> walk its rows, <Kbd keys="enter" /> opens one.
                </p>
                <ErrorLine
                  error={new Error('Authorisation 4411 expired on 3 May. Ask the requester for a new one.')}
                />
              </Panel>
            }
          />
        </Wide>
      </div>
      {opened === 'side' ? (
        <SidePanel title="History of the entry" onClose={close}>
          <KeyValueList
            items={[
              { label: 'Version', value: '3' },
              { label: 'Recorded', value: <Instant value={many[0]?.received} /> },
            ]}
          />
        </SidePanel>
      ) : null}
      <ConfirmDialog
        opened={opened === 'confirm'}
        title="End 3 sessions?"
        confirmLabel="End sessions"
        danger
        onConfirm={close}
        onClose={close}
      >
        Three other sessions of this account end at once. Unsaved work in them is lost.
      </ConfirmDialog>
      <ReasonDialog
        opened={opened === 'reason'}
        title="Open a restricted chart"
        confirmLabel="Open"
        reasons={['Treating the patient', 'Answering a request', 'Correcting the record']}
        onConfirm={close}
        onClose={close}
      >
        The supervisor sees this reason on the trail.
      </ReasonDialog>
    </>
  )
}

function Wide({ children }: { children: ReactNode }) {
  return <div className={classes.wide}>{children}</div>
}

function FieldsStory() {
  const [view, setView] = useState('Open')
  return (
    <Panel title="Fields">
      <Toolbar label="Filter" end={<Button variant="light">Save filter</Button>}>
        <SegmentedControl
          data={['Open', 'Mine', 'All']}
          value={view}
          onChange={setView}
          aria-label="Which work"
        />
        <Select label="Facility" data={['Elm Street Clinic', 'North Ward']} placeholder="Any" />
      </Toolbar>
      <div className={classes.fields}>
        <TextInput label="Family name" placeholder="As on the card" />
        <TextInput label="Birth date" error="Write a date such as 5 Mar 1951." defaultValue="1951-13" />
        <PasswordInput label="Password" />
        <Textarea label="Note" autosize minRows={2} />
      </div>
      <Checkbox mt="sm" label="Marked incomplete" />
      <Tabs defaultValue="results" mt="md">
        <Tabs.List>
          <Tabs.Tab value="results">Results</Tabs.Tab>
          <Tabs.Tab value="notes">Notes</Tabs.Tab>
        </Tabs.List>
      </Tabs>
      <Group mt="md" gap="sm">
        <Button>Release</Button>
        <Button variant="default">Save</Button>
        <Button variant="light">Claim</Button>
        <Button variant="subtle">Skip</Button>
        <Button color="red">Void</Button>
        <Button disabled>Not now</Button>
      </Group>
    </Panel>
  )
}

function ValuesStory() {
  return (
    <Panel title="Values">
      <KeyValueList
        items={[
          { label: 'Record number', value: <Copyable text="MRN 0041-7731" label="record number" /> },
          { label: 'Born', value: <PartialDateText value="1951-03" /> },
          { label: 'Admitted', value: <Instant value="2026-10-30T09:05:00Z" /> },
          {
            label: 'Problem',
            value: (
              <CodedValue
                code="44054006"
                system="http://snomed.info/sct"
                display="Diabetes mellitus type 2"
              />
            ),
          },
          {
            label: 'Test',
            value: (
              <CodedValue
                code="718-7"
                system="http://loinc.org"
                display="Hemoglobin [Mass/volume] in Blood"
                layout="stacked"
              />
            ),
          },
          { label: 'Telephone', value: undefined },
        ]}
      />
      <Group gap="xs" mt="md">
        {(['neutral', 'info', 'good', 'warn', 'bad', 'accent'] as const).map((tone) => (
          <StatusBadge key={tone} tone={tone}>
            {tone}
          </StatusBadge>
        ))}
      </Group>
      <Group gap="md" mt="md">
        <Kbd keys="mod+k" />
        <Kbd keys="g p" />
        <Kbd keys="?" />
      </Group>
    </Panel>
  )
}

function TimelineStory() {
  return (
    <Panel title="Timeline">
      <Timeline label="Story timeline">
        <TimelineGroup label="October 2026" detail="Inpatient, North Ward">
          <TimelineItem
            at={<PartialDateText value="2026-10-30" />}
            title="Discharge summary"
            detail="Signed by Dr. Osei"
            icon={IconFileText}
            tone="info"
            end={<StatusBadge tone="good">Final</StatusBadge>}
          />
          <TimelineItem
            at={<PartialDateText value="2026-10-28" />}
            title="Haemoglobin 9.9 g/dL"
            detail="Below 12.0"
            icon={IconFlask}
            tone="warn"
          />
          <TimelineItem
            at={<PartialDateText value="2026-10-27" />}
            title="Admission"
            icon={IconStethoscope}
            tone="accent"
          />
        </TimelineGroup>
        <TimelineGroup label="March 2025">
          <TimelineItem
            at={<PartialDateText value="2025-03" />}
            title="Influenza vaccine"
            detail="Lot unknown"
          />
        </TimelineGroup>
      </Timeline>
    </Panel>
  )
}

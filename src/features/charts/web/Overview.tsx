import { UnstyledButton } from '@mantine/core'
import type { ReactNode } from 'react'
import { PageLink } from '../../../web/navigate.tsx'
import { Panel } from '../../../web/ui/Panel.tsx'
import { StateView } from '../../../web/ui/StateView.tsx'
import { type ChartSection, sectionTitle } from '../chart-sections.ts'
import type { EntryLine } from '../schemas.ts'
import { allergiesOf } from './chart-allergies.ts'
import { useChart } from './chart-context.ts'
import { chartPath, encounterPath } from './chart-views.ts'
import { AbnormalMark, EntryStatus, EntryTitle } from './EntryMarks.tsx'
import { encounterClassWords, isActive, isHighCriticality, rangeWords } from './entry-words.ts'
import { latestMeasurements } from './latest-measurements.ts'
import { Occurrence } from './Occurrence.tsx'
import classes from './Overview.module.css'
import { Sparkline } from './Sparkline.tsx'
import { valueWords } from './unit-words.ts'
import { type EntryPages, useEntryPages } from './use-entry-pages.ts'

const ROWS = 8

/** The chart on one page; every card leads on to its section. */
export function Overview() {
  const { chart } = useChart()
  return (
    <div className={classes.overview}>
      <div className={classes.cards}>
        <Problems problems={chart.problems} />
        <Allergies allergies={chart.allergies} />
        <Medications />
        <Encounters />
        <Documents />
        <Measurements section="vitals" pageSize={120} />
        <Measurements section="results" pageSize={200} />
      </div>
    </div>
  )
}

function Problems({ problems }: { problems: readonly EntryLine[] }) {
  const active = problems.filter(isActive)
  const ended = problems.filter((one) => !isActive(one))
  const shown = [...active, ...ended].slice(0, ROWS)
  return (
    <Card section="problems" shown={shown.length} beside={`${active.length} active`}>
      {shown.map((problem) => (
        <Line key={problem.entryId} entry={problem} quiet={!isActive(problem)} when={problem.occurredFrom}>
          <EntryTitle entry={problem} />
          {isActive(problem) ? null : <EntryStatus status={problem.status} />}
        </Line>
      ))}
    </Card>
  )
}

function Allergies({ allergies }: { allergies: readonly EntryLine[] }) {
  const { isNoneKnown } = allergiesOf(allergies)
  const shown = allergies
    .toSorted((a, b) => Number(isHighCriticality(b)) - Number(isHighCriticality(a)))
    .slice(0, ROWS)
  return (
    <Card section="allergies" shown={shown.length} beside={isNoneKnown ? 'None known' : undefined}>
      {shown.map((allergy) => (
        <Line key={allergy.entryId} entry={allergy} quiet={!isActive(allergy)} when={allergy.occurredFrom}>
          <EntryTitle entry={allergy} />
          {allergy.valueText === null ? null : (
            <span className={isHighCriticality(allergy) ? classes.alarm : classes.more}>
              {allergy.valueText}
            </span>
          )}
          {isActive(allergy) ? null : <EntryStatus status={allergy.status} />}
        </Line>
      ))}
    </Card>
  )
}

function Medications() {
  const pages = useSectionRows('medications', 60)
  const active = pages.entries?.filter(isActive) ?? []
  const ended = pages.entries?.filter((one) => !isActive(one)) ?? []
  const shown = [...active, ...ended].slice(0, ROWS)
  const count = pages.isMore ? undefined : `${active.length} active`
  return (
    <Card section="medications" shown={shown.length} pages={pages} beside={count}>
      {shown.map((medication) => (
        <Line
          key={medication.entryId}
          entry={medication}
          quiet={!isActive(medication)}
          when={medication.occurredFrom}
        >
          <EntryTitle entry={medication} />
          {medication.valueText === null ? null : (
            <span className={classes.more}>{valueWords(medication)}</span>
          )}
          {isActive(medication) ? null : <EntryStatus status={medication.status} />}
        </Line>
      ))}
    </Card>
  )
}

/** The last value of each measurement, the shape of those before it, and whether it is out of range. */
function Measurements({ section, pageSize }: { section: 'vitals' | 'results'; pageSize: number }) {
  const pages = useSectionRows(section, pageSize)
  const { openTrend } = useChart()
  const shown = latestMeasurements(pages.entries ?? []).slice(0, ROWS + 2)
  return (
    <Card section={section} shown={shown.length} pages={pages}>
      {shown.map(({ latest, values }) => (
        <Line key={latest.entryId} entry={latest} when={latest.occurredFrom} numbers>
          <span className={classes.name}>{latest.title}</span>
          {values.length < 2 || latest.code === null ? null : (
            <UnstyledButton
              aria-label={`Trend of ${latest.title}`}
              className={classes.sparkButton}
              onClick={() => openTrend(latest.code ?? '', latest.title)}
            >
              <Sparkline values={values} />
            </UnstyledButton>
          )}
          <span className={classes.value} data-wide={values.length < 2 ? true : undefined}>
            {valueWords(latest)} <AbnormalMark flag={latest.abnormal} />
            {rangeWords(latest.referenceLow, latest.referenceHigh) === undefined ? null : (
              <span className="cr-visually-hidden">
                (reference {rangeWords(latest.referenceLow, latest.referenceHigh)})
              </span>
            )}
          </span>
        </Line>
      ))}
    </Card>
  )
}

function Encounters() {
  const { personId } = useChart()
  const pages = useSectionRows('encounters', ROWS)
  const shown = (pages.entries ?? []).slice(0, ROWS)
  return (
    <Card section="encounters" shown={shown.length} pages={pages}>
      {shown.map((encounter) => (
        <li key={encounter.entryId} className={classes.line}>
          <span className={classes.words}>
            {encounter.kind === 'Encounter' ? (
              <PageLink to={encounterPath(personId, encounter.entryId)} quiet>
                {encounter.title}
              </PageLink>
            ) : (
              encounter.title
            )}
            <span className={classes.more}>
              {[encounterClassWords(encounter.category), encounter.valueText].filter(Boolean).join(' · ')}
            </span>
          </span>
          <span className={classes.when}>
            <Occurrence value={encounter.occurredFrom} />
          </span>
        </li>
      ))}
    </Card>
  )
}

function Documents() {
  const pages = useSectionRows('documents', ROWS)
  const shown = (pages.entries ?? []).slice(0, ROWS)
  return (
    <Card section="documents" shown={shown.length} pages={pages}>
      {shown.map((document) => (
        <Line key={document.entryId} entry={document} when={document.occurredFrom}>
          <EntryTitle entry={document} />
          {document.valueText === null ? null : <span className={classes.more}>{document.valueText}</span>}
        </Line>
      ))}
    </Card>
  )
}

/** The first page of a section; a section that holds nothing is not asked for. */
function useSectionRows(section: ChartSection, limit: number): EntryPages {
  const { personId, chart } = useChart()
  return useEntryPages(personId, { section }, limit, chart.sections[section] > 0)
}

type CardProps = {
  readonly section: ChartSection
  readonly shown: number
  readonly pages?: EntryPages
  readonly beside?: string | undefined
  readonly children: ReactNode
}

function Card({ section, shown, pages, beside, children }: CardProps) {
  const { personId, chart } = useChart()
  const total = chart.sections[section]
  return (
    <div className={classes.card}>
      <Panel
        title={sectionTitle(section)}
        flush
        beside={beside === undefined || total === 0 ? null : <span className={classes.beside}>{beside}</span>}
        actions={
          total === 0 ? null : (
            <span className={classes.all}>
              <PageLink to={chartPath(personId, section)}>
                All {total.toLocaleString('en-US')}
                <span className="cr-visually-hidden"> {sectionTitle(section).toLowerCase()}</span>
              </PageLink>
            </span>
          )
        }
      >
        {total === 0 ? (
          <p className={classes.none}>Nothing recorded</p>
        ) : pages?.entries === undefined && pages !== undefined ? (
          pages.error === null ? (
            <StateView
              state="loading"
              label={`Loading ${sectionTitle(section).toLowerCase()}`}
              lines={Math.min(ROWS, total)}
            />
          ) : (
            <StateView state="error" error={pages.error} onRetry={pages.retry} />
          )
        ) : shown === 0 ? (
          <p className={classes.none}>Nothing to show here; see the whole section</p>
        ) : (
          <ul className={classes.lines}>{children}</ul>
        )}
      </Panel>
    </div>
  )
}

type LineProps = {
  readonly entry: EntryLine
  readonly when: string | null
  readonly quiet?: boolean
  /** Three columns: what, shape, value. */
  readonly numbers?: boolean
  readonly children: ReactNode
}

function Line({ entry, when, quiet = false, numbers = false, children }: LineProps) {
  const { openEntry, beside } = useChart()
  const isOpen = beside?.is === 'entry' && beside.entryId === entry.entryId
  return (
    <li className={classes.line} data-quiet={quiet ? true : undefined} data-open={isOpen ? true : undefined}>
      <span className={numbers ? classes.numbers : classes.words}>{children}</span>
      <UnstyledButton className={classes.when} onClick={() => openEntry(entry.entryId)} data-opens>
        <Occurrence value={when} />
        <span className="cr-visually-hidden">, open {entry.title}</span>
      </UnstyledButton>
    </li>
  )
}

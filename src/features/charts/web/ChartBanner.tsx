// Who the chart belongs to, always in view. The name stands here and never in an address or the window's title.
import { Popover, Skeleton, UnstyledButton } from '@mantine/core'
import type { CallError } from '../../../web/api/call.ts'
import { Copyable } from '../../../web/ui/Copyable.tsx'
import { DateText } from '../../../web/ui/Dates.tsx'
import { ErrorLine } from '../../../web/ui/ErrorLine.tsx'
import { StatusBadge } from '../../../web/ui/StatusBadge.tsx'
import type { PersonBanner } from '../../patients/schemas.ts'
import type { OpenedChart } from '../schemas.ts'
import classes from './ChartBanner.module.css'
import { useChartAllergies } from './chart-allergies.ts'
import { ExportButton } from './ExportButton.tsx'
import { codeWords, isHighCriticality, sensitivityWords, tellingLabels } from './entry-words.ts'
import { Occurrence } from './Occurrence.tsx'

export type ChartBannerProps = {
  readonly banner: { readonly data: PersonBanner | undefined; readonly error: CallError | null }
  readonly chart: OpenedChart
}

export function ChartBanner({ banner: { data: person, error }, chart }: ChartBannerProps) {
  return (
    <section aria-label="Patient" className={classes.banner}>
      {person === undefined ? (
        error === null ? (
          <Skeleton height={40} width="60%" aria-label="Loading the patient" />
        ) : (
          <ErrorLine error={error} />
        )
      ) : (
        <Person person={person} />
      )}
      <Alerts chart={chart} flags={person?.flags ?? []} />
      <div className={classes.acts}>
        <ExportButton personId={chart.personId} />
      </div>
    </section>
  )
}

function Person({ person }: { person: PersonBanner }) {
  const numbers = person.records.filter((record) => record.mrn !== null)
  const [first, ...others] = numbers
  return (
    <div className={classes.person}>
      <div className={classes.line}>
        <h1 className={classes.name}>{person.name}</h1>
        {person.isDeceased ? <StatusBadge tone="bad">Deceased</StatusBadge> : null}
        {person.isMerged ? <MergedMark person={person} /> : null}
        {person.reachedFrom === null ? null : (
          <StatusBadge tone="warn" title="This number was retired; its records belong to this person now.">
            Asked for as {person.reachedFrom}
          </StatusBadge>
        )}
      </div>
      <div className={classes.facts}>
        {first === undefined ? (
          <span>No record number</span>
        ) : (
          <span>
            <span className={classes.label}>MRN</span>{' '}
            <Copyable text={first.mrn ?? ''} label="the record number">
              <span className={classes.mrn} title={first.mrn ?? ''}>
                {first.mrn}
              </span>
            </Copyable>
            {others.length === 0 ? null : <span className={classes.label}> +{others.length}</span>}
          </span>
        )}
        <span>
          <span className={classes.label}>Born</span> <DateText value={person.birthDate} />
          {person.age === null ? null : (
            <span>
              {' '}
              · {person.age.isExact ? '' : 'about '}
              {person.age.years} y
            </span>
          )}
        </span>
        <span>{person.sex === null ? 'Sex not recorded' : codeWords(person.sex)}</span>
        {person.isDeceased ? (
          <span>
            <span className={classes.label}>Died</span> <Occurrence value={person.deceasedAt} />
          </span>
        ) : null}
        {person.language === null ? null : <span>{person.language}</span>}
      </div>
    </div>
  )
}

/** Several registrations are joined in this person: each with its number and source. */
function MergedMark({ person }: { person: PersonBanner }) {
  return (
    <Popover position="bottom-start" shadow="md" withinPortal>
      <Popover.Target>
        <UnstyledButton className={classes.mark}>
          <StatusBadge tone="info">{person.records.length} records joined</StatusBadge>
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown>
        <ul className={classes.records}>
          {person.records.map((record) => (
            <li key={record.recordId}>
              <strong>{record.mrn ?? 'No number'}</strong> {record.facility ?? record.source}
              {record.isActive ? '' : ' (inactive)'}
            </li>
          ))}
        </ul>
      </Popover.Dropdown>
    </Popover>
  )
}

const ALLERGIES_SHOWN = 3

function Alerts({ chart, flags }: { chart: OpenedChart; flags: readonly string[] }) {
  const { allergies, isNoneKnown, openAllergy, openAll } = useChartAllergies(chart)
  const shown = allergies.slice(0, ALLERGIES_SHOWN)
  const labels = tellingLabels([
    ...new Set(
      [...chart.timeline.entries, ...chart.problems, ...chart.allergies].flatMap((one) => one.sensitivity),
    ),
  ])
  return (
    <div className={classes.alerts}>
      <div className={classes.allergies}>
        <span className={classes.label}>Allergies</span>
        {allergies.length === 0 ? (
          <span className={classes.quiet}>{isNoneKnown ? 'None known' : 'None recorded'}</span>
        ) : null}
        {shown.map((allergy) => (
          <UnstyledButton
            key={allergy.entryId}
            className={classes.mark}
            onClick={() => openAllergy(allergy.entryId)}
          >
            <StatusBadge
              tone={isHighCriticality(allergy) ? 'bad' : 'warn'}
              title={allergy.valueText ?? allergy.title}
            >
              {isHighCriticality(allergy) ? <strong>High · </strong> : null}
              {bareAllergy(allergy.title)}
            </StatusBadge>
          </UnstyledButton>
        ))}
        {allergies.length > shown.length ? (
          <UnstyledButton className={classes.more} onClick={openAll}>
            +{allergies.length - shown.length} more
          </UnstyledButton>
        ) : null}
      </div>
      {labels.length === 0 && flags.length === 0 ? null : (
        <div className={classes.allergies}>
          <span className={classes.label}>Alerts</span>
          {labels.map((label) => (
            <StatusBadge key={label} tone="accent" title={`This chart holds sensitive entries: ${label}`}>
              Sensitive: {sensitivityWords(label)}
            </StatusBadge>
          ))}
          {flags.map((flag) => (
            <StatusBadge key={flag} tone="accent">
              {sensitivityWords(flag)}
            </StatusBadge>
          ))}
        </div>
      )}
    </div>
  )
}

/** "Allergy to peanuts" under the heading "Allergies" is "Peanuts". */
function bareAllergy(title: string): string {
  const bare = title.replace(/^allergy to /i, '')
  return bare.charAt(0).toUpperCase() + bare.slice(1)
}

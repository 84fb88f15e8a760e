// The columns that matter, section by section.
import { ActionIcon } from '@mantine/core'
import { IconChartLine } from '@tabler/icons-react'
import type { DataColumn } from '../../../web/ui/DataTable.tsx'
import type { ChartSection } from '../chart-sections.ts'
import type { EntryLine } from '../schemas.ts'
import classes from './EntryMarks.module.css'
import { AbnormalMark, EntryCode, EntryStatus, EntryTitle } from './EntryMarks.tsx'
import {
  abnormalWords,
  categoryWords,
  codeWords,
  encounterClassWords,
  isHighCriticality,
  kindWords,
  rangeWords,
} from './entry-words.ts'
import { Occurrence } from './Occurrence.tsx'
import { valueWords } from './unit-words.ts'

type Column = DataColumn<EntryLine>

export type ColumnActs = { openTrend(code: string, title: string): void }

const title = (header: string): Column => ({
  id: 'title',
  header,
  sortBy: (row) => row.title,
  cell: (row) => <EntryTitle entry={row} />,
  wrap: true,
})

const date = (header: string, width = '6.75rem'): Column => ({
  id: 'date',
  header,
  width,
  sortBy: (row) => row.sortAt,
  cell: (row) => <Occurrence value={row.occurredFrom} />,
})

const ended = (header: string): Column => ({
  id: 'ended',
  header,
  width: '6.75rem',
  sortBy: (row) => row.occurredTo,
  cell: (row) => <Occurrence value={row.occurredTo} />,
  secondary: true,
})

const status: Column = {
  id: 'status',
  header: 'Status',
  width: '6.5rem',
  sortBy: (row) => row.status,
  cell: (row) => <EntryStatus status={row.status} />,
}

const code: Column = {
  id: 'code',
  header: 'Code',
  width: '9.5rem',
  sortBy: (row) => row.code,
  cell: (row) => <EntryCode entry={row} />,
  secondary: true,
}

const value = (header: string, width?: string): Column => ({
  id: 'value',
  header,
  ...(width === undefined ? {} : { width }),
  sortBy: (row) => row.valueNumber ?? row.valueText,
  cell: valueWords,
  wrap: true,
})

const kind: Column = {
  id: 'kind',
  header: 'Kind',
  width: '9rem',
  sortBy: (row) => row.kind,
  cell: (row) => kindWords(row.kind),
  secondary: true,
}

const category: Column = {
  id: 'category',
  header: 'Category',
  width: '6.5rem',
  sortBy: (row) => row.category,
  cell: (row) => (row.category === null ? null : categoryWords(row.category)),
  secondary: true,
}

const amount: Column = { ...value('Amount', '8rem'), align: 'end' }

function measured(acts: ColumnActs): readonly Column[] {
  return [
    { ...title('Measurement'), width: '32%' },
    {
      id: 'value',
      header: 'Value',
      width: '18%',
      sortBy: (row) => row.valueNumber ?? row.valueText,
      cell: (row) => <strong className={classes.value}>{valueWords(row)}</strong>,
      wrap: true,
    },
    {
      id: 'flag',
      header: 'Flag',
      width: '15%',
      sortBy: (row) => (row.abnormal === null ? null : abnormalWords(row.abnormal).words),
      cell: (row) => (
        <>
          <AbnormalMark flag={row.abnormal} />
          {row.status === 'final' ? null : <EntryStatus status={row.status} />}
        </>
      ),
      wrap: true,
    },
    {
      id: 'range',
      header: 'Reference',
      width: '11%',
      cell: (row) => rangeWords(row.referenceLow, row.referenceHigh),
      secondary: true,
    },
    { ...date('When', '18%'), cell: fullWhen, wrap: true },
    {
      id: 'trend',
      header: 'Trend',
      align: 'end',
      cell: (row) =>
        row.code === null || row.valueNumber === null ? null : (
          <ActionIcon
            aria-label={`Trend of ${row.title}`}
            title="Trend"
            tabIndex={-1}
            onClick={() => acts.openTrend(row.code ?? '', row.title)}
          >
            <IconChartLine size={15} />
          </ActionIcon>
        ),
    },
  ]
}

const fullWhen = (row: EntryLine) => <Occurrence value={row.occurredFrom} show="full" />

export function columnsOf(section: ChartSection, acts: ColumnActs): readonly Column[] {
  switch (section) {
    case 'problems':
      return [title('Problem'), status, date('Onset'), ended('Resolved'), code]
    case 'medications':
      return [title('Medication'), value('Directions', '20%'), status, date('Since'), code]
    case 'allergies':
      return [
        title('Allergy'),
        {
          ...value('Criticality and reaction', '34%'),
          cell: (row) => (
            <span data-alarm={isHighCriticality(row) ? true : undefined} className={classes.reaction}>
              {row.valueText}
            </span>
          ),
        },
        category,
        status,
        date('Since'),
      ]
    case 'results':
    case 'vitals':
      return measured(acts)
    case 'immunizations':
      return [title('Vaccine'), value('Dose', '5.5rem'), status, date('Given'), code]
    case 'procedures':
      return [title('Procedure'), status, date('Performed'), kind, code]
    case 'care_plans':
      return [
        title('Plan or goal'),
        kind,
        {
          ...value('Progress', '6.5rem'),
          cell: (row) => (row.valueText === null ? null : codeWords(row.valueText)),
        },
        status,
        date('From'),
        ended('Until'),
      ]
    case 'encounters':
      return [
        { ...date('From', '9.75rem'), cell: fullWhen },
        title('Encounter'),
        {
          id: 'class',
          header: 'Class',
          width: '6.75rem',
          sortBy: (row) => row.category,
          cell: (row) => encounterClassWords(row.category),
        },
        value('Facility', '24%'),
        { ...status, width: '6.25rem' },
        ended('To'),
      ]
    case 'documents':
      return [title('Document'), value('Author', '20%'), kind, status, date('Date')]
    case 'insurance':
      return [title('Entry'), amount, { ...status, secondary: true }, date('From'), ended('To')]
    case 'history':
      return [title('Relative and condition'), status, date('Recorded')]
    case 'other':
      return [title('Entry'), kind, value('Value', '18%'), status, date('When')]
    default:
      return section satisfies never
  }
}

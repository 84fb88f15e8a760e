import { type DataColumn, DataTable } from '../../../web/ui/DataTable.tsx'
import { Panel } from '../../../web/ui/Panel.tsx'
import { StatusBadge, type Tone } from '../../../web/ui/StatusBadge.tsx'
import type { ImportUnit } from '../schemas.ts'
import { OutcomeBar } from './OutcomeBar.tsx'
import { bytesInWords } from './upload-batches.ts'
import { useRunFiles } from './use-import-run.ts'

const STATES: Readonly<Record<ImportUnit['state'], { readonly word: string; readonly tone: Tone }>> = {
  pending: { word: 'Waiting', tone: 'neutral' },
  done: { word: 'Read', tone: 'good' },
  failed: { word: 'Refused', tone: 'bad' },
}

const number = (id: 'stored' | 'unchanged' | 'rejected' | 'warnings', header: string) => ({
  id,
  header,
  width: '5.5rem',
  align: 'end' as const,
  secondary: id === 'warnings' || id === 'unchanged',
  cell: (unit: ImportUnit) => unit[id].toLocaleString('en'),
})

const COLUMNS: readonly DataColumn<ImportUnit>[] = [
  { id: 'file', header: 'File', cell: (unit) => <span title={unit.fileName}>{unit.fileName}</span> },
  {
    id: 'bytes',
    header: 'Size',
    width: '6.5rem',
    align: 'end',
    cell: (unit) => (unit.bytes === null ? '' : bytesInWords(unit.bytes)),
  },
  {
    id: 'state',
    header: 'State',
    width: '6.5rem',
    cell: (unit) => <StatusBadge tone={STATES[unit.state].tone}>{STATES[unit.state].word}</StatusBadge>,
  },
  {
    id: 'outcome',
    header: 'Resources',
    width: '7rem',
    secondary: true,
    cell: (unit) => <OutcomeBar outcome={unit} size="bar" />,
  },
  number('stored', 'Stored'),
  number('unchanged', 'Unchanged'),
  number('rejected', 'Refused'),
  number('warnings', 'Warnings'),
]

/** The files of an import with their counts. */
export function RunFilesTable({ runId }: { runId: string }) {
  const files = useRunFiles(runId)
  return (
    <Panel title="Files" flush>
      <DataTable
        label="Files of this import"
        columns={COLUMNS}
        rows={files.rows}
        rowKey={(unit) => unit.unitId}
        error={files.error}
        onRetry={files.onRetry}
        busy={files.busy}
        onMore={files.onMore}
        empty={{ title: 'No file has arrived yet' }}
        height="32rem"
      />
    </Panel>
  )
}

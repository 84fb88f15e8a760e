import { useGoTo } from '../../../web/navigate.tsx'
import { type DataColumn, DataTable } from '../../../web/ui/DataTable.tsx'
import { Instant } from '../../../web/ui/Dates.tsx'
import { Panel } from '../../../web/ui/Panel.tsx'
import { StatusBadge } from '../../../web/ui/StatusBadge.tsx'
import type { ImportRun } from '../schemas.ts'
import { OutcomeBar } from './OutcomeBar.tsx'
import { RUN_STATES } from './run-words.ts'
import { useRecentImports } from './use-recent-imports.ts'

const COLUMNS: readonly DataColumn<ImportRun>[] = [
  {
    id: 'created',
    header: 'Begun',
    width: '10rem',
    cell: (run) => <Instant value={run.createdAt} />,
  },
  { id: 'source', header: 'Source', cell: (run) => run.source },
  {
    id: 'state',
    header: 'State',
    width: '8rem',
    cell: (run) => (
      <StatusBadge tone={RUN_STATES[run.state].tone} title={run.failure ?? ''}>
        {RUN_STATES[run.state].word}
      </StatusBadge>
    ),
  },
  {
    id: 'files',
    header: 'Files',
    width: '6rem',
    align: 'end',
    cell: (run) =>
      run.filesDone === run.files
        ? run.files.toLocaleString('en')
        : `${run.filesDone.toLocaleString('en')} of ${run.files.toLocaleString('en')}`,
  },
  {
    id: 'outcome',
    header: 'Resources',
    width: '18rem',
    cell: (run) => <OutcomeBar outcome={run} />,
  },
  { id: 'by', header: 'By', width: '9rem', secondary: true, cell: (run) => run.startedBy },
]

/** The list of imports, newest first. */
export function RecentImports() {
  const recent = useRecentImports()
  const goTo = useGoTo()
  return (
    <Panel title="Recent imports" flush>
      <DataTable
        label="Recent imports"
        columns={COLUMNS}
        rows={recent.rows}
        rowKey={(run) => run.runId}
        error={recent.error}
        onRetry={recent.onRetry}
        busy={recent.busy}
        onMore={recent.onMore}
        onOpen={(run) => goTo(`/imports/${run.runId}`)}
        empty={{ title: 'Nothing has been imported yet', detail: 'Drop files above to begin.' }}
      />
    </Panel>
  )
}

import { Button } from '@mantine/core'
import { useContract, useContractAct } from '../../../web/api/use-contract.ts'
import { type DataColumn, DataTable } from '../../../web/ui/DataTable.tsx'
import { Instant } from '../../../web/ui/Dates.tsx'
import { ErrorLine } from '../../../web/ui/ErrorLine.tsx'
import { Panel } from '../../../web/ui/Panel.tsx'
import { StatusBadge } from '../../../web/ui/StatusBadge.tsx'
import { listSessions, revokeSession } from '../schemas.ts'
import { nameOfBrowser } from './browser-name.ts'

type Row = {
  readonly sessionId: string
  readonly startedAt: string
  readonly lastSeenAt: string
  readonly locked: boolean
  readonly address: string | null
  readonly userAgent: string | null
  readonly current: boolean
}

/** Where the user is signed in, each with a button that ends it. */
export function OwnSessions() {
  const query = useContract(listSessions, {})
  const act = useContractAct(revokeSession, { refresh: [listSessions] })
  const columns: readonly DataColumn<Row>[] = [
    { id: 'browser', header: 'Browser', cell: (row) => nameOfBrowser(row.userAgent) },
    { id: 'address', header: 'Address', cell: (row) => row.address, width: '9rem', secondary: true },
    { id: 'started', header: 'Since', cell: (row) => <Instant value={row.startedAt} />, secondary: true },
    { id: 'seen', header: 'Last used', cell: (row) => <Instant value={row.lastSeenAt} show="relative" /> },
    {
      id: 'act',
      header: 'End',
      width: '8rem',
      cell: (row) =>
        row.current ? (
          <StatusBadge tone="accent">This one</StatusBadge>
        ) : (
          <Button
            size="compact-xs"
            variant="default"
            onClick={() => act.mutate({ params: { sessionId: row.sessionId } })}
          >
            End
          </Button>
        ),
    },
  ]
  return (
    <Panel title="Where you are signed in" flush>
      <DataTable
        label="Your sessions"
        columns={columns}
        rows={query.data}
        rowKey={(row) => row.sessionId}
        error={query.error}
        onRetry={() => void query.refetch()}
        density="roomy"
      />
      <ErrorLine error={act.error} />
    </Panel>
  )
}

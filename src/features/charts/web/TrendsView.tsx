// Measurements over time: choose on the left, see on the right.
import { TextInput } from '@mantine/core'
import { useState } from 'react'
import { useContract } from '../../../web/api/use-contract.ts'
import { DataTable } from '../../../web/ui/DataTable.tsx'
import { Instant } from '../../../web/ui/Dates.tsx'
import { Panel } from '../../../web/ui/Panel.tsx'
import { StateView } from '../../../web/ui/StateView.tsx'
import { listMeasuredContract } from '../schemas.ts'
import { CHART_FRESH_MS, useChart } from './chart-context.ts'
import classes from './TrendsView.module.css'
import { TrendView } from './TrendView.tsx'

export function TrendsView() {
  const { personId } = useChart()
  const [text, setText] = useState('')
  const [chosen, setChosen] = useState<string>()
  const query = useContract(listMeasuredContract, { params: { personId } }, { staleMs: CHART_FRESH_MS })
  const all = query.data?.measured
  const rows = all?.filter((one) => one.title.toLowerCase().includes(text.trim().toLowerCase()))
  const shown = all?.find((one) => one.code === chosen) ?? all?.find((one) => one.points > 1) ?? all?.[0]
  return (
    <div className={classes.sides}>
      <Panel
        title="Measured"
        flush
        actions={
          <TextInput
            type="search"
            size="xs"
            aria-label="Narrow the list"
            placeholder="Narrow"
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
          />
        }
      >
        <DataTable
          label="Measured"
          columns={[
            {
              id: 'title',
              header: 'Measurement',
              sortBy: (row) => row.title,
              cell: (row) => row.title,
              wrap: true,
            },
            {
              id: 'points',
              header: 'Values',
              width: '4.5rem',
              align: 'end',
              sortBy: (row) => row.points,
              cell: (row) => row.points,
            },
            {
              id: 'last',
              header: 'Last',
              width: '7rem',
              sortBy: (row) => row.lastAt,
              cell: (row) => <Instant value={row.lastAt} show="date" />,
            },
          ]}
          rows={rows}
          rowKey={(row) => row.code}
          error={query.error}
          onRetry={() => void query.refetch()}
          onSelect={(row) => setChosen(row.code)}
          onOpen={(row) => setChosen(row.code)}
          selectedKey={shown?.code}
          empty={{
            title: all?.length === 0 ? 'Nothing was measured in numbers' : 'No measurement has this name',
          }}
          height="calc(var(--chart-room) - 6rem)"
        />
      </Panel>
      <Panel title="Trend">
        {shown === undefined ? (
          all === undefined ? (
            <StateView state="loading" label="Loading the trend" />
          ) : (
            <StateView state="empty" empty={{ title: 'No trend to draw' }} />
          )
        ) : (
          <div className={classes.trend}>
            <TrendView key={shown.code} code={shown.code} title={shown.title} height={280} table />
          </div>
        )}
      </Panel>
    </div>
  )
}

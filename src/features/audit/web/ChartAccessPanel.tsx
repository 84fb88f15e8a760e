import { useState } from 'react'
import { Panel } from '../../../web/ui/Panel.tsx'
import type { TrailEntry } from '../schemas.ts'
import { TrailEventPanel } from './TrailEventPanel.tsx'
import { TrailTable } from './TrailTable.tsx'
import { useChartAccess } from './use-trail.ts'

export type ChartAccessPanelProps = {
  readonly personId: string
  /** The person's MPI records, for events that named only the record. */
  readonly recordIds?: readonly string[]
}

/** Who looked at this chart; for the chart page. Draw it only for who may read the trail. */
export function ChartAccessPanel({ personId, recordIds = [] }: ChartAccessPanelProps) {
  const [selected, setSelected] = useState<TrailEntry>()
  const trail = useChartAccess(personId, recordIds)
  return (
    <Panel title="Who looked at this chart" flush>
      <TrailTable
        label="Who looked at this chart"
        trail={trail}
        empty={{ title: 'Nobody has looked at this chart yet' }}
        selected={selected}
        onSelect={setSelected}
        height="28rem"
      />
      {selected === undefined ? null : (
        <TrailEventPanel entry={selected} onClose={() => setSelected(undefined)} />
      )}
    </Panel>
  )
}

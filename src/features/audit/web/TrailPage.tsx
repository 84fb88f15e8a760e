import { Space } from '@mantine/core'
import { useState } from 'react'
import { useMay } from '../../../web/session/session-context.ts'
import { PageHeader } from '../../../web/ui/PageHeader.tsx'
import { Panel } from '../../../web/ui/Panel.tsx'
import type { TrailEntry, TrailFilter } from '../schemas.ts'
import { TrailEventPanel } from './TrailEventPanel.tsx'
import { TrailFilters } from './TrailFilters.tsx'
import { TrailTable } from './TrailTable.tsx'
import { useTrail } from './use-trail.ts'
import { VerificationPanel } from './VerificationPanel.tsx'

/** The supervisor's and the auditor's view: who did what, and the proof that nothing was taken out of it. */
export function TrailPage() {
  const [filter, setFilter] = useState<TrailFilter>({})
  const [selected, setSelected] = useState<TrailEntry>()
  const trail = useTrail(filter)
  const mayVerify = useMay('audit.verify')
  const mayExport = useMay('audit.export')
  return (
    <>
      <PageHeader title="Trail" detail="Everything that was opened, changed or refused, newest first." />
      <VerificationPanel mayVerify={mayVerify} />
      <Space h="md" />
      <TrailFilters filter={filter} onChange={setFilter} mayExport={mayExport} />
      <Panel title="Events" flush>
        <TrailTable
          label="Events of the trail"
          trail={trail}
          empty={{ title: 'Nothing matches', detail: 'Widen the time or clear a filter.' }}
          selected={selected}
          onSelect={setSelected}
          height="60vh"
          leadsToCharts
        />
      </Panel>
      {selected === undefined ? null : (
        <TrailEventPanel entry={selected} onClose={() => setSelected(undefined)} />
      )}
    </>
  )
}

// One entry beside the page: what it says, its history, and the text as it arrived.
import { Tabs } from '@mantine/core'
import { useMemo, useState } from 'react'
import { useContract } from '../../../web/api/use-contract.ts'
import { SidePanel } from '../../../web/shell/SidePanel.tsx'
import { QueryView } from '../../../web/ui/QueryView.tsx'
import { type EntryDetail, readEntryContract } from '../schemas.ts'
import { Attachments } from './Attachments.tsx'
import { BesidePerson } from './BesidePerson.tsx'
import { CHART_FRESH_MS, useChart } from './chart-context.ts'
import { EntryFacts } from './EntryFacts.tsx'
import { EntryHistory } from './EntryHistory.tsx'
import classes from './EntryPanel.module.css'
import { EntrySource } from './EntrySource.tsx'
import { kindWords } from './entry-words.ts'
import { parseExact } from './exact-json.ts'
import { ResourceTree } from './ResourceTree.tsx'
import { BackButton } from './TrendPanel.tsx'

export type EntryPanelProps = {
  readonly entryId: string
  readonly onClose: () => void
  readonly onBack: (() => void) | undefined
  readonly onFollow: (entryId: string) => void
  readonly onTrend: (code: string, title: string) => void
}

export function EntryPanel({ entryId, onClose, onBack, onFollow, onTrend }: EntryPanelProps) {
  const { personId } = useChart()
  const entry = useContract(readEntryContract, { params: { personId, entryId } }, { staleMs: CHART_FRESH_MS })
  return (
    <SidePanel
      title={entry.data === undefined ? 'Entry' : kindWords(entry.data.kind)}
      wide
      onClose={onClose}
      actions={<BackButton onBack={onBack} />}
    >
      <BesidePerson />
      <QueryView query={entry} label="Loading the entry" lines={8}>
        {(detail) => <EntryTabs entry={detail} onFollow={onFollow} onTrend={onTrend} />}
      </QueryView>
    </SidePanel>
  )
}

type EntryTabsProps = Pick<EntryPanelProps, 'onFollow' | 'onTrend'> & { readonly entry: EntryDetail }

function EntryTabs({ entry, onFollow, onTrend }: EntryTabsProps) {
  const [tab, setTab] = useState<string | null>('reading')
  const resource = useMemo(() => parseExact(entry.resource), [entry.resource])
  return (
    <Tabs value={tab} onChange={setTab} keepMounted={false} classNames={{ panel: classes.panel ?? '' }}>
      <Tabs.List>
        <Tabs.Tab value="reading">Entry</Tabs.Tab>
        <Tabs.Tab value="history">
          History{entry.versions.length > 1 ? ` (${entry.versions.length})` : ''}
        </Tabs.Tab>
        <Tabs.Tab value="source">Source</Tabs.Tab>
      </Tabs.List>
      <Tabs.Panel value="reading">
        <EntryFacts entry={entry} onFollow={onFollow} onTrend={onTrend} />
        <Attachments resource={resource} />
        {entry.narrative === null ? null : (
          <section aria-label="Narrative" className={classes.section}>
            <h3 className={classes.heading}>Narrative</h3>
            <div
              className={classes.narrative}
              // biome-ignore lint/security/noDangerouslySetInnerHtml: the server has made it safe: known tags only, no scripts, no addresses.
              dangerouslySetInnerHTML={{ __html: entry.narrative }}
            />
          </section>
        )}
        <section aria-label="Everything it says" className={classes.section}>
          <h3 className={classes.heading}>Everything it says</h3>
          <ResourceTree resource={resource} references={entry.references} onFollow={onFollow} />
        </section>
      </Tabs.Panel>
      <Tabs.Panel value="history">
        <EntryHistory entry={entry} />
      </Tabs.Panel>
      <Tabs.Panel value="source">
        <EntrySource entry={entry} />
      </Tabs.Panel>
    </Tabs>
  )
}

import { Button } from '@mantine/core'
import { useState } from 'react'
import { useContract } from '../../../web/api/use-contract.ts'
import { Copyable } from '../../../web/ui/Copyable.tsx'
import { Instant } from '../../../web/ui/Dates.tsx'
import { KeyValueList } from '../../../web/ui/KeyValueList.tsx'
import { QueryView } from '../../../web/ui/QueryView.tsx'
import { type EntryDetail, readRawContract } from '../schemas.ts'
import { CHART_FRESH_MS, useChart } from './chart-context.ts'
import classes from './EntryPanel.module.css'

/** Where the entry came from, and its bytes as they arrived (reading them stands on the trail). */
export function EntrySource({ entry }: { entry: EntryDetail }) {
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <KeyValueList
        items={[
          { label: 'Source', value: entry.source },
          { label: 'Id at the source', value: entry.sourceId },
          { label: 'Version there', value: entry.sourceVersion },
          { label: 'Changed there', value: <Instant value={entry.sourceUpdatedAt} /> },
          { label: 'Filed', value: <Instant value={entry.filedAt} /> },
          { label: 'Filed by', value: entry.filedBy },
          { label: 'Kind', value: `FHIR R4 ${entry.kind}` },
          { label: 'Entry', value: <Copyable text={entry.entryId} label="the entry’s id" /> },
        ]}
      />
      <section className={classes.section} aria-label="As it arrived">
        <h3 className={classes.heading}>As it arrived</h3>
        {!entry.hasRaw ? (
          <p className={classes.quiet}>The raw text of this entry was not kept.</p>
        ) : isOpen ? (
          <RawText entryId={entry.entryId} />
        ) : (
          <Button variant="default" size="compact-sm" onClick={() => setOpen(true)}>
            Show the raw text
          </Button>
        )}
      </section>
    </>
  )
}

function RawText({ entryId }: { entryId: string }) {
  const { personId } = useChart()
  const raw = useContract(readRawContract, { params: { personId, entryId } }, { staleMs: CHART_FRESH_MS })
  return (
    <QueryView query={raw} label="Loading the raw text">
      {({ text, bytes }) => (
        <>
          <p className={classes.quiet}>{bytes.toLocaleString('en-US')} bytes, unchanged</p>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling text must be reachable by key. */}
          <pre className={classes.raw} tabIndex={0}>
            {text}
          </pre>
        </>
      )}
    </QueryView>
  )
}

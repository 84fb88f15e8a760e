import { SegmentedControl } from '@mantine/core'
import { type ReactNode, useMemo, useState } from 'react'
import { useContract } from '../../../web/api/use-contract.ts'
import { PageLink } from '../../../web/navigate.tsx'
import { Instant } from '../../../web/ui/Dates.tsx'
import { KeyValueList } from '../../../web/ui/KeyValueList.tsx'
import { Panel } from '../../../web/ui/Panel.tsx'
import { QueryView } from '../../../web/ui/QueryView.tsx'
import { StateView } from '../../../web/ui/StateView.tsx'
import { StatusBadge } from '../../../web/ui/StatusBadge.tsx'
import { type RejectDetail as Detail, readRejectContract } from '../schemas.ts'
import { readPlaces } from './json-places.ts'
import { type Located, linesOf, locateIn } from './locate-path.ts'
import { prettyJson } from './pretty-json.ts'
import classes from './rejects.module.css'
import { reasonInWords, ruleInWords } from './rule-words.ts'
import { SourceText } from './SourceText.tsx'
import { bytesInWords } from './upload-batches.ts'

export type RejectDetailProps = { readonly rejectId: string | undefined; readonly actions: ReactNode }

/** One refused item: why, every finding, and the text with the places marked. */
export function RejectDetail({ rejectId, actions }: RejectDetailProps) {
  const query = useContract(
    readRejectContract,
    { params: { rejectId: rejectId ?? '' } },
    { enabled: rejectId !== undefined, staleMs: 60_000 },
  )
  if (rejectId === undefined) {
    return (
      <Panel>
        <StateView
          state="empty"
          empty={{ title: 'Nothing is open', detail: 'Choose an item of the list, or walk it with j and k.' }}
        />
      </Panel>
    )
  }
  return (
    <QueryView query={query} label="Loading the refused item" lines={12}>
      {(detail) => <OpenedReject key={detail.rejectId} detail={detail} actions={actions} />}
    </QueryView>
  )
}

function OpenedReject({ detail, actions }: { detail: Detail; actions: ReactNode }) {
  return (
    <Panel
      title={ruleInWords(detail.rule)}
      beside={detail.kind === null ? null : <StatusBadge>{detail.kind}</StatusBadge>}
      actions={detail.state === 'open' ? actions : null}
    >
      <p className={classes.reason}>{reasonInWords(detail.reason)}</p>
      <KeyValueList
        layout="columns"
        items={[
          { label: 'File', value: detail.fileName, wide: true },
          { label: 'Place', value: detail.place },
          { label: 'Size', value: bytesInWords(detail.bytes) },
          { label: 'Refused', value: <Instant value={detail.createdAt} /> },
          { label: 'Import', value: <PageLink to={`/imports/${detail.runId}`}>Open the import</PageLink> },
          ...(detail.settledBy === null
            ? []
            : [
                { label: 'Settled by', value: detail.settledBy },
                { label: 'Why', value: detail.settledReason, wide: true },
              ]),
        ]}
      />
      <FindingsAndText detail={detail} />
    </Panel>
  )
}

type View = 'pretty' | 'raw'

function FindingsAndText({ detail }: { detail: Detail }) {
  const pretty = useMemo(() => prettyJson(detail.text), [detail.text])
  const [view, setView] = useState<View>('pretty')
  const [chosen, setChosen] = useState(0)
  const text = view === 'pretty' && pretty !== undefined ? pretty : detail.text
  const located = useMemo(() => locateAll(text, detail.findings), [text, detail.findings])
  const marks = located.filter((one) => one !== undefined)
  return (
    <>
      {detail.findings.length === 0 ? null : (
        <ul className={classes.findings} aria-label="Findings">
          {detail.findings.map((finding, index) => (
            <li key={`${finding.path} ${finding.rule} ${String(index)}`}>
              <StatusBadge tone={finding.severity === 'error' ? 'bad' : 'warn'}>
                {finding.severity === 'error' ? 'Error' : 'Warning'}
              </StatusBadge>
              <div>
                <button
                  type="button"
                  className={classes.path}
                  aria-pressed={chosen === index}
                  disabled={located[index] === undefined}
                  onClick={() => setChosen(index)}
                >
                  {finding.path}
                </button>{' '}
                <span className={classes.place}>{placeInWords(text, located[index])}</span>
                <p className={classes.message}>{finding.message}</p>
              </div>
            </li>
          ))}
        </ul>
      )}
      {isText(detail.text) ? (
        <>
          <div className={classes.textHead}>
            <h3 className={classes.textTitle}>Text</h3>
            {pretty === undefined ? null : (
              <SegmentedControl
                size="xs"
                aria-label="How the text is shown"
                data={[
                  { value: 'pretty', label: 'A line each' },
                  { value: 'raw', label: 'As it came' },
                ]}
                value={view}
                onChange={(value) => setView(value === 'raw' ? 'raw' : 'pretty')}
              />
            )}
            {detail.truncated ? <span className={classes.place}>only the first part is shown</span> : null}
          </div>
          <SourceText label="Text of the refused item" text={text} marks={marks} shown={located[chosen]} />
        </>
      ) : (
        <p className={classes.place}>
          {detail.bytes === 0
            ? 'There is nothing in it.'
            : 'This is not text, so it is not shown. It is kept as it came.'}
        </p>
      )}
    </>
  )
}

function locateAll(text: string, findings: Detail['findings']): (Located | undefined)[] {
  const root = readPlaces(text)
  return findings.map((finding) => (root === undefined ? undefined : locateIn(root, finding.path)))
}

function placeInWords(text: string, located: Located | undefined): string {
  if (located === undefined) return ''
  const { from, to } = linesOf(text, located)
  const lines = from === to ? `line ${from}` : `lines ${from} to ${to}`
  return located.exact ? lines : `missing in ${lines}`
}

// Bytes that were no text arrive as the sign for "no character".
function isText(text: string): boolean {
  if (text === '') return false
  const head = text.slice(0, 4_000)
  const strange = head.split('').filter((char) => char === '\uFFFD' || char === '\u0000').length
  return strange < head.length / 50
}

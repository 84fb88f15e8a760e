import { Button } from '@mantine/core'
import { useEffect } from 'react'
import { useContract } from '../../../web/api/use-contract.ts'
import { SidePanel } from '../../../web/shell/SidePanel.tsx'
import { Copyable } from '../../../web/ui/Copyable.tsx'
import { Instant } from '../../../web/ui/Dates.tsx'
import { Kbd } from '../../../web/ui/Kbd.tsx'
import { KeyValueList } from '../../../web/ui/KeyValueList.tsx'
import { QueryView } from '../../../web/ui/QueryView.tsx'
import { QUEUES, ruleOf } from '../kinds.ts'
import { readItemContract, type WorkItemDetail, type WorkItemView } from '../schemas.ts'
import { DirectWork } from './DirectWork.tsx'
import { subjectPath } from './subject-path.ts'
import type { WorkActs } from './use-work.ts'
import { AgeBar, DueText, PriorityMark, spentInWords } from './WorkParts.tsx'
import { WhoCell } from './WorkTable.tsx'
import classes from './work.module.css'
import { workClock } from './work-clock.ts'

export type WorkItemPanelProps = {
  readonly workItemId: string
  readonly acts: WorkActs
  readonly onOpen: (item: WorkItemView) => void
  readonly onClaim: (item: WorkItemView) => void
  readonly onRelease: (item: WorkItemView) => void
  readonly onFinish: (item: WorkItemView) => void
  readonly onClose: () => void
}

/** One item beside the list: what it is, what can be done with it, what happened to it. Its time counts meanwhile. */
export function WorkItemPanel(props: WorkItemPanelProps) {
  const { workItemId, onClose } = props
  const detail = useContract(readItemContract, { params: { workItemId } }, { keepPrevious: true })
  const item = detail.data?.item
  const title = item === undefined ? 'Work item' : ruleOf(item.kind).title
  const isMine = item?.may.finish === true && item.workItemId === workItemId
  useEffect(() => (isMine ? workClock.show(workItemId) : undefined), [isMine, workItemId])
  return (
    <SidePanel title={title} onClose={onClose}>
      <QueryView query={detail} label="Loading the work item">
        {(data) => <Detail {...props} detail={data} />}
      </QueryView>
    </SidePanel>
  )
}

function Detail(props: WorkItemPanelProps & { readonly detail: WorkItemDetail }) {
  const { acts, detail, onOpen, onClaim, onRelease, onFinish } = props
  const { item, today, history } = detail
  const { may } = item
  return (
    <>
      {item.title === ruleOf(item.kind).title ? null : <p className={classes.lead}>{item.title}</p>}
      <p className={classes.explained}>{ruleOf(item.kind).sentence}</p>
      <div className={classes.acts}>
        {may.finish ? (
          <Button onClick={() => onFinish(item)} rightSection={<Kbd keys="d" />}>
            Done
          </Button>
        ) : null}
        {may.claim ? (
          <Button onClick={() => onClaim(item)} rightSection={<Kbd keys="c" />}>
            Claim
          </Button>
        ) : null}
        {subjectPath(item) === undefined ? null : (
          <Button variant="default" onClick={() => onOpen(item)} rightSection={<Kbd keys="enter" />}>
            Open
          </Button>
        )}
        {may.release ? (
          <Button variant="default" onClick={() => onRelease(item)} rightSection={<Kbd keys="r" />}>
            Put back
          </Button>
        ) : null}
      </div>
      <KeyValueList
        items={[
          { label: 'Who', value: <WhoCell item={item} /> },
          { label: 'Due', value: <DueText item={item} today={today} /> },
          { label: 'Waiting', value: <AgeBar item={item} today={today} /> },
          { label: 'Priority', value: <PriorityMark priority={item.priority} /> },
          { label: 'Queue', value: QUEUES[item.queue].title },
          { label: 'Time spent', value: spentInWords(item.spentSeconds) },
          {
            label: 'About',
            value: (
              <Copyable text={item.subjectId} label="Id of the subject">
                <span title={item.subjectId}>{shortId(item.subjectId)}</span>
              </Copyable>
            ),
          },
          ...(item.outcome === null ? [] : [{ label: 'Outcome', value: outcomeTitle(item) }]),
          ...(item.reason === null ? [] : [{ label: 'Note', value: item.reason }]),
        ]}
      />
      {may.direct ? <DirectWork key={item.workItemId} item={item} acts={acts} /> : null}
      <h3 className={classes.part}>What happened</h3>
      <ol className={classes.history}>
        {history.toReversed().map((row) => (
          <li key={`${row.at} ${row.act}`}>
            {row.actorName} {ACT_WORDS[row.act] ?? row.act}
            {row.act === 'assigned' ? ` ${row.ownerName ?? 'everybody'}` : ''}
            {row.reason === null ? '' : `: ${row.reason}`}
            <div className={classes.fact}>
              <Instant value={row.at} />
            </div>
          </li>
        ))}
      </ol>
    </>
  )
}

const ACT_WORDS: Readonly<Record<string, string>> = {
  raised: 'raised it',
  raised_again: 'raised it again, with something changed',
  claimed: 'claimed it',
  claim_expired: 'had it until the claim ran out',
  released: 'put it back',
  finished: 'finished it',
  cancelled: 'took it off the list',
  settled: 'settled it by doing it',
  assigned: 'gave it to',
  reprioritised: 'changed its priority',
}

function outcomeTitle(item: WorkItemView): string {
  const known = ruleOf(item.kind).outcomes.find((one) => one.outcome === item.outcome)
  return known?.title ?? item.outcome ?? ''
}

/** Enough of an id to tell two apart; hover and the copy have it whole. */
function shortId(id: string): string {
  return id.length > 14 ? `${id.slice(0, 8)}…` : id
}

import { Button } from '@mantine/core'
import { useContract } from '../../../web/api/use-contract.ts'
import { useMay } from '../../../web/session/session-context.ts'
import { Kbd } from '../../../web/ui/Kbd.tsx'
import { PageHeader } from '../../../web/ui/PageHeader.tsx'
import { Panel } from '../../../web/ui/Panel.tsx'
import { StateView } from '../../../web/ui/StateView.tsx'
import { StatusBadge } from '../../../web/ui/StatusBadge.tsx'
import { myWorkContract, type QueueCounts, queueCountsContract } from '../schemas.ts'
import { QueueCards } from './QueueCards.tsx'
import { WorkDesk } from './WorkDesk.tsx'
import { WorkTable } from './WorkTable.tsx'
import classes from './work.module.css'

/** My work: what I hold, what is next for my roles, and how much waits in the department. */
export function HomePage() {
  const mine = useContract(myWorkContract, {})
  const counts = useContract(queueCountsContract, {}, { everyMs: 60_000 })
  const mayClaim = useMay('work.claim')
  const holding = mine.data?.holding
  const next = mine.data?.next
  const today = mine.data?.today ?? ''
  return (
    <WorkDesk queue={null} items={[...(holding ?? []), ...(next ?? [])]}>
      {(desk) => (
        <>
          <PageHeader
            title="My work"
            detail={counts.data === undefined ? ' ' : sentenceOf(counts.data)}
            actions={
              mayClaim ? (
                <Button onClick={desk.claimNext} loading={desk.isClaiming} rightSection={<Kbd keys="n" />}>
                  Take the next one
                </Button>
              ) : undefined
            }
          />
          {counts.data !== undefined ? (
            <QueueCards counts={counts.data} />
          ) : counts.error !== null ? (
            <StateView state="error" error={counts.error} onRetry={() => void counts.refetch()} />
          ) : null}
          <div className={classes.gap}>
            <Panel
              title="In my hands"
              flush
              beside={holding?.length ? <StatusBadge tone="accent">{holding.length}</StatusBadge> : null}
            >
              <WorkTable
                label="In my hands"
                today={today}
                items={holding}
                error={mine.error}
                onRetry={() => void mine.refetch()}
                showQueue
                showTime
                selectedId={desk.shownId}
                onFocus={desk.focus}
                onSelect={desk.show}
                onOpen={desk.open}
                empty={{
                  title: 'Your hands are free',
                  detail: (
                    <>
                      Press <Kbd keys="n" /> and the most urgent piece of your work is yours for half an hour.
                    </>
                  ),
                }}
              />
            </Panel>
          </div>
          <Panel title="Next for me" flush>
            <WorkTable
              label="Next for me"
              today={today}
              items={next}
              error={mine.error}
              onRetry={() => void mine.refetch()}
              showQueue
              selectedId={desk.shownId}
              onFocus={desk.focus}
              onSelect={desk.show}
              onOpen={desk.open}
              empty={{
                title: 'Nothing waits for you',
                detail: 'All of it is done or in somebody’s hands. New work appears here by itself.',
              }}
            />
          </Panel>
        </>
      )}
    </WorkDesk>
  )
}

function sentenceOf({ queues }: QueueCounts): string {
  const sum = (of: (queue: QueueCounts['queues'][number]) => number) =>
    queues.reduce((all, queue) => all + of(queue), 0)
  const forMe = sum((queue) => queue.forMe)
  const overdue = sum((queue) => queue.overdue)
  const mine = forMe === 0 ? 'Nothing waits for you' : `${forMe.toLocaleString('en')} wait for you`
  return overdue === 0
    ? `${mine}; nothing in the department is late.`
    : `${mine}; ${overdue.toLocaleString('en')} in the department ${overdue === 1 ? 'is' : 'are'} overdue.`
}

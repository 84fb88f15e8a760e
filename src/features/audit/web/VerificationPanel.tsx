import { Button } from '@mantine/core'
import { useContract, useContractAct } from '../../../web/api/use-contract.ts'
import { Instant } from '../../../web/ui/Dates.tsx'
import { ErrorLine } from '../../../web/ui/ErrorLine.tsx'
import { Panel } from '../../../web/ui/Panel.tsx'
import { Progress } from '../../../web/ui/Progress.tsx'
import { QueryView } from '../../../web/ui/QueryView.tsx'
import { StatusBadge } from '../../../web/ui/StatusBadge.tsx'
import { readVerification, startVerification, type VerificationStatus } from '../schemas.ts'

const WATCH_EVERY_MS = 1_000
const LOOK_EVERY_MS = 60_000

/** Whether the trail was proved whole, when and by whom, and the button that proves it again. */
export function VerificationPanel({ mayVerify }: { readonly mayVerify: boolean }) {
  const start = useContractAct(startVerification, { refresh: [readVerification] })
  const first = useContract(readVerification, {}, { everyMs: LOOK_EVERY_MS })
  const isRunning = first.data?.running !== null && first.data !== undefined
  const status = useContract(readVerification, {}, { everyMs: isRunning ? WATCH_EVERY_MS : LOOK_EVERY_MS })
  return (
    <Panel
      title="Is the trail whole?"
      beside={
        status.data === undefined ? undefined : status.data.last === null ? (
          <StatusBadge>Not verified yet</StatusBadge>
        ) : (
          <VerdictBadge ok={status.data.last.verdict.ok} />
        )
      }
      actions={
        mayVerify ? (
          <Button disabled={isRunning} loading={start.isPending} onClick={() => start.mutate({})}>
            Verify now
          </Button>
        ) : undefined
      }
    >
      <QueryView query={status} label="Loading the last verification" lines={2}>
        {(known) => <Known status={known} />}
      </QueryView>
      <ErrorLine error={start.error} />
    </Panel>
  )
}

function VerdictBadge({ ok }: { ok: boolean }) {
  return (
    <StatusBadge tone={ok ? 'good' : 'bad'} dot>
      {ok ? 'Whole' : 'Broken'}
    </StatusBadge>
  )
}

function Known({ status: { running, failed, last } }: { status: VerificationStatus }) {
  if (running !== null) {
    return (
      <Progress
        label="Comparing events with their seals"
        done={running.events}
        total={running.total === 0 ? null : running.total}
        sentence="You can leave this page; it goes on."
      />
    )
  }
  return (
    <>
      {failed === null ? null : <p role="alert">The last attempt could not be finished. {failed}</p>}
      {last === null ? (
        <p style={{ margin: 0 }}>
          Verifying compares every event with its seal and with the signed checkpoints kept outside the
          database. It finds what was edited, removed, added or reordered. Nobody has done it here yet.
        </p>
      ) : (
        <Verdict last={last} />
      )}
    </>
  )
}

function Verdict({ last: { verdict, by } }: { last: NonNullable<VerificationStatus['last']> }) {
  const figure = (count: number) => count.toLocaleString('en')
  return (
    <>
      {verdict.firstBroken === undefined ? null : (
        <p role="alert">
          <strong>{verdict.firstBroken.sentence}</strong> Tell the privacy officer now, and keep the
          checkpoint files.
        </p>
      )}
      <p>
        Verified <Instant value={verdict.verifiedAt} /> by {by}: {figure(verdict.events)} events under{' '}
        {figure(verdict.seals)} seals and {figure(verdict.checkpoints)} signed checkpoints
        {verdict.unsealed > 0 ? `, ${figure(verdict.unsealed)} not sealed yet` : ''}, in {verdict.seconds} s.
      </p>
    </>
  )
}

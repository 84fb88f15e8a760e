import { Button } from '@mantine/core'
import { IconCircleX, IconRefresh } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { refresh, useContractAct } from '../../../web/api/use-contract.ts'
import { hasEnded, useJob } from '../../../web/live/use-job.ts'
import { useMay } from '../../../web/session/session-context.ts'
import { useShortcuts } from '../../../web/shortcuts/use-shortcuts.ts'
import { ErrorLine } from '../../../web/ui/ErrorLine.tsx'
import { Kbd } from '../../../web/ui/Kbd.tsx'
import { PageHeader } from '../../../web/ui/PageHeader.tsx'
import { Panel } from '../../../web/ui/Panel.tsx'
import { Progress } from '../../../web/ui/Progress.tsx'
import { ReasonDialog } from '../../../web/ui/ReasonDialog.tsx'
import { SplitView } from '../../../web/ui/SplitView.tsx'
import { Toolbar } from '../../../web/ui/Toolbar.tsx'
import {
  dismissRejectsContract,
  listRejectsContract,
  readRejectContract,
  resubmitRejectsContract,
} from '../schemas.ts'
import { RejectDetail } from './RejectDetail.tsx'
import { RejectFilters } from './RejectFilters.tsx'
import { RejectTable } from './RejectTable.tsx'
import { countOf } from './run-words.ts'
import { chosenOf, nextAfter, resubmissionInWords } from './settled-rejects.ts'
import { useGoToRejects, useRejectAddress } from './use-reject-address.ts'
import { useRejects } from './use-rejects.ts'

const MANY = 500
const DISMISS_REASONS = [
  'The source sends it again, corrected',
  'Belongs to another facility',
  'Test data',
  'Not part of a chart',
]

/** What imports could not place: look at each, mend its cause, try again or dismiss with a reason. */
export function RejectsPage() {
  const address = useRejectAddress()
  const goToRejects = useGoToRejects()
  const rejects = useRejects(address)
  const mayWork = useMay('reject.work')
  const [marked, setMarked] = useState<ReadonlySet<string>>(new Set())
  const [dismissing, setDismissing] = useState(false)
  const [jobId, setJobId] = useState<string>()
  const dismiss = useContractAct(dismissRejectsContract)
  const resubmit = useContractAct(resubmitRejectsContract)
  const readAgain = useReadAgain()

  const isOpenList = (address.state ?? 'open') === 'open'
  const canAct = mayWork && isOpenList
  const keys = rejects.rows?.map((row) => row.rejectId) ?? []
  const chosen = chosenOf(marked, address.item)
    .filter((id) => keys.includes(id))
    .slice(0, MANY)
  const open = (item: string | undefined) => goToRejects({ ...address, item }, { replace: true })
  const settled = () => {
    open(nextAfter(keys, new Set(chosen)))
    setMarked(new Set())
    void readAgain()
  }
  const tryAgain = () => {
    if (canAct && chosen.length > 0 && !resubmit.isPending)
      resubmit.mutate({ body: { rejectIds: [...chosen] } }, { onSuccess: (job) => setJobId(job.jobId) })
  }
  const askDismiss = () => {
    if (canAct && chosen.length > 0) setDismissing(true)
  }
  useShortcuts(
    canAct
      ? [
          { keys: 'r', label: 'Try again', group: 'Reject queue', run: tryAgain },
          { keys: 'd', label: 'Dismiss with a reason', group: 'Reject queue', run: askDismiss },
        ]
      : [],
  )
  const mark = (rejectId: string) =>
    setMarked((now) => {
      const next = new Set(now)
      if (!next.delete(rejectId)) next.add(rejectId)
      return next
    })
  const all = keys.length > 0 && keys.every((key) => marked.has(key))
  const what = chosen.length > 1 ? ` ${chosen.length.toLocaleString('en')}` : ''
  const actions = canAct ? (
    <>
      <Button
        size="compact-sm"
        leftSection={<IconRefresh size={14} />}
        rightSection={<Kbd keys="r" />}
        disabled={chosen.length === 0}
        loading={resubmit.isPending}
        onClick={tryAgain}
      >
        Try{what} again
      </Button>
      <Button
        size="compact-sm"
        variant="default"
        leftSection={<IconCircleX size={14} />}
        rightSection={<Kbd keys="d" />}
        disabled={chosen.length === 0}
        onClick={askDismiss}
      >
        Dismiss{what}
      </Button>
    </>
  ) : null
  return (
    <>
      <PageHeader
        title="Reject queue"
        detail="What imports could not place, whole and as it came. Try an item again when its cause is gone, for instance when its patient has arrived."
      />
      <Toolbar
        label="Filters of the queue"
        end={
          canAct && keys.length > 0 ? (
            <>
              <Button
                size="compact-sm"
                variant="subtle"
                onClick={() => setMarked(all ? new Set() : new Set(keys.slice(0, MANY)))}
              >
                {all ? 'Unmark all' : `Mark all ${keys.length.toLocaleString('en')} shown`}
              </Button>
              {marked.size > 0 ? actions : null}
            </>
          ) : null
        }
      >
        <RejectFilters
          address={address}
          onChange={(next) => {
            setMarked(new Set())
            goToRejects(next)
          }}
        />
      </Toolbar>
      <ErrorLine error={resubmit.error} />
      {jobId === undefined ? null : <Resubmission jobId={jobId} onEnd={settled} />}
      <SplitView
        label="List and item"
        rememberAs="rejects"
        initial={46}
        start={
          <Panel flush>
            <RejectTable
              rejects={rejects}
              opened={address.item}
              onOpen={open}
              marked={marked}
              onMark={canAct ? mark : undefined}
              isNarrowed={address.run !== undefined || address.rule !== undefined || !isOpenList}
            />
          </Panel>
        }
        end={<RejectDetail rejectId={address.item} actions={marked.size > 0 ? null : actions} />}
      />
      <ReasonDialog
        opened={dismissing}
        title={chosen.length > 1 ? `Dismiss ${countOf(chosen.length, 'item')}` : 'Dismiss the item'}
        confirmLabel="Dismiss"
        reasons={DISMISS_REASONS}
        busy={dismiss.isPending}
        error={dismiss.error}
        onConfirm={(reason) =>
          dismiss.mutate(
            { body: { rejectIds: [...chosen], reason } },
            {
              onSuccess: () => {
                setDismissing(false)
                settled()
              },
            },
          )
        }
        onClose={() => setDismissing(false)}
      >
        It leaves the queue and is not filed in any chart. The text stays readable under Dismissed, with your
        reason.
      </ReasonDialog>
    </>
  )
}

function useReadAgain(): () => Promise<unknown> {
  const client = useQueryClient()
  return () =>
    Promise.all([
      refresh(client, listRejectsContract, readRejectContract),
      client.invalidateQueries({ queryKey: ['counts', 'imports.rejects'] }),
    ])
}

/** How another try goes, and what came of it. */
function Resubmission({ jobId, onEnd }: { jobId: string; onEnd: () => void }) {
  const { data: job } = useJob(jobId)
  const isOver = hasEnded(job)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the list is read again once, when the job ends.
  useEffect(() => {
    if (isOver) onEnd()
  }, [isOver, jobId])
  return (
    <div style={{ marginBottom: '0.625rem' }} role="status">
      <Progress
        label="Trying again"
        done={job?.done ?? 0}
        total={job?.total ?? null}
        state={job?.state ?? 'queued'}
        sentence={job?.error ?? (isOver ? resubmissionInWords(job?.result) : job?.sentence)}
      />
    </div>
  )
}

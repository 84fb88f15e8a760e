import { Button } from '@mantine/core'
import { IconPlayerStop } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import type { CallAnswer } from '../../../web/api/call.ts'
import { useContractAct } from '../../../web/api/use-contract.ts'
import { JobProgress } from '../../../web/live/JobProgress.tsx'
import { PageLink, usePageParam } from '../../../web/navigate.tsx'
import { ConfirmDialog } from '../../../web/ui/ConfirmDialog.tsx'
import { Instant } from '../../../web/ui/Dates.tsx'
import { PageHeader } from '../../../web/ui/PageHeader.tsx'
import { Panel } from '../../../web/ui/Panel.tsx'
import { QueryView } from '../../../web/ui/QueryView.tsx'
import { StateView } from '../../../web/ui/StateView.tsx'
import { StatusBadge } from '../../../web/ui/StatusBadge.tsx'
import { cancelImportContract, listImportsContract, readImportContract } from '../schemas.ts'
import { BarList } from './BarList.tsx'
import { currentUpload, useCurrentUpload } from './current-upload.ts'
import classes from './imports.module.css'
import { ReceivingRun } from './ReceivingRun.tsx'
import { RefusalReasons } from './RefusalReasons.tsx'
import { RunFilesTable } from './RunFilesTable.tsx'
import { RunTotals } from './RunTotals.tsx'
import { durationInWords, isMoving, RUN_STATES } from './run-words.ts'
import { useImportRun } from './use-import-run.ts'

/** One import, while it runs and for ever after. */
export function ImportRunPage() {
  const query = useImportRun(usePageParam('runId'))
  return (
    <>
      <PageLink to="/imports">All imports</PageLink>
      <QueryView query={query} label="Loading the import" lines={10}>
        {(answer) => <OpenedRun answer={answer} refetch={() => void query.refetch()} />}
      </QueryView>
    </>
  )
}

type OpenedRunProps = {
  readonly answer: CallAnswer<typeof readImportContract>
  readonly refetch: () => void
}

function OpenedRun({ answer: { run, byKind, reasons }, refetch }: OpenedRunProps) {
  const mayStop = run.state === 'receiving' || isMoving(run)
  const upload = useCurrentUpload()
  const hasJustStarted = upload.phase === 'started' && upload.runId === run.runId
  useEffect(() => {
    if (!hasJustStarted) return
    currentUpload.reset()
    refetch()
  }, [hasJustStarted, refetch])
  const kinds = Object.entries(byKind).map(([kind, count]) => ({ key: kind, label: kind, count }))
  return (
    <>
      <PageHeader
        title={`Import from ${run.source}`}
        beside={<StatusBadge tone={RUN_STATES[run.state].tone}>{RUN_STATES[run.state].word}</StatusBadge>}
        detail={
          <>
            Begun <Instant value={run.createdAt} /> by {run.startedBy}
            {run.finishedAt === null ? null : `, took ${durationInWords(run.createdAt, run.finishedAt)}`}
          </>
        }
        actions={mayStop ? <StopButton runId={run.runId} /> : null}
      />
      <div className={classes.stack}>
        {run.failure === null ? null : (
          <p className={classes.failure} role="alert">
            {run.failure}
          </p>
        )}
        {run.state === 'receiving' ? <ReceivingRun run={run} /> : null}
        {isMoving(run) && run.jobId !== null ? (
          <Panel>
            <JobProgress jobId={run.jobId} label="Files read" />
            <p className={classes.quiet}>You can leave this page; the import goes on.</p>
          </Panel>
        ) : null}
        {run.state === 'receiving' ? null : (
          <>
            <RunTotals run={run} />
            <div className={classes.pair}>
              <Panel title="Taken in, by kind">
                {kinds.length === 0 ? (
                  <StateView state="empty" empty={{ title: 'Nothing is taken in yet' }} />
                ) : (
                  <BarList label="Taken in, by kind" items={kinds.toSorted((a, b) => b.count - a.count)} />
                )}
              </Panel>
              <RefusalReasons runId={run.runId} reasons={reasons} />
            </div>
          </>
        )}
        <RunFilesTable runId={run.runId} />
      </div>
    </>
  )
}

function StopButton({ runId }: { runId: string }) {
  const [asking, setAsking] = useState(false)
  const cancel = useContractAct(cancelImportContract, { refresh: [readImportContract, listImportsContract] })
  return (
    <>
      <Button variant="default" leftSection={<IconPlayerStop size={14} />} onClick={() => setAsking(true)}>
        Stop the import
      </Button>
      <ConfirmDialog
        opened={asking}
        title="Stop the import?"
        confirmLabel="Stop it"
        danger
        busy={cancel.isPending}
        error={cancel.error}
        onConfirm={() => cancel.mutate({ params: { runId } }, { onSuccess: () => setAsking(false) })}
        onClose={() => setAsking(false)}
      >
        The files that are being read now are read to their end. What is stored stays; the other files are not
        read. Importing them again later changes nothing that is stored.
      </ConfirmDialog>
    </>
  )
}

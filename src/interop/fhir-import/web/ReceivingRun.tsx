import { Button } from '@mantine/core'
import { IconPlayerPlay } from '@tabler/icons-react'
import { useContractAct } from '../../../web/api/use-contract.ts'
import { ErrorLine } from '../../../web/ui/ErrorLine.tsx'
import { FileDrop } from '../../../web/ui/FileDrop.tsx'
import { Panel } from '../../../web/ui/Panel.tsx'
import { type ImportRun, listImportsContract, readImportContract, startImportContract } from '../schemas.ts'
import { currentUpload, useCurrentUpload } from './current-upload.ts'
import classes from './imports.module.css'
import { countOf } from './run-words.ts'
import { UploadProgress } from './UploadProgress.tsx'

/** An import that was opened and not started: its upload broke off, or is under way in another window. */
export function ReceivingRun({ run }: { run: ImportRun }) {
  const view = useCurrentUpload()
  const start = useContractAct(startImportContract, { refresh: [readImportContract, listImportsContract] })
  const isMine = view.runId === run.runId
  const isSending = isMine && view.phase === 'sending'
  return (
    <Panel title="Files are still missing">
      <p className={classes.lead}>
        {run.files === 0
          ? 'No file has arrived yet.'
          : `${countOf(run.files, 'file')} arrived and ${run.files === 1 ? 'is' : 'are'} kept.`}{' '}
        The import has not begun.
      </p>
      <FileDrop
        label="Drop the same files or folder again"
        detail="What has arrived already is skipped; only the rest is sent."
        disabled={isSending}
        onFiles={(files) => {
          currentUpload.adopt(run.runId)
          currentUpload.add(files)
        }}
      />
      {isMine && view.files.length > 0 ? (
        <UploadProgress
          view={view}
          actions={
            <Button loading={isSending} onClick={() => void currentUpload.begin(run.source)}>
              Send the rest and start
            </Button>
          }
        />
      ) : null}
      <ErrorLine error={start.error} />
      {run.files > 0 && !isSending ? (
        <div className={classes.acts}>
          <Button
            variant="default"
            leftSection={<IconPlayerPlay size={14} />}
            loading={start.isPending}
            onClick={() => start.mutate({ params: { runId: run.runId } })}
          >
            Start with what has arrived
          </Button>
        </div>
      ) : null}
    </Panel>
  )
}

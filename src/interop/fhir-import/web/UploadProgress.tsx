import { ActionIcon, Button } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { type DataColumn, DataTable } from '../../../web/ui/DataTable.tsx'
import { Progress } from '../../../web/ui/Progress.tsx'
import { StatusBadge, type Tone } from '../../../web/ui/StatusBadge.tsx'
import { currentUpload } from './current-upload.ts'
import type { UploadFile, UploadView } from './import-upload.ts'
import classes from './imports.module.css'
import { countOf } from './run-words.ts'
import { bytesInWords } from './upload-batches.ts'

const STATES: Readonly<Record<UploadFile['state'], { readonly word: string; readonly tone: Tone }>> = {
  waiting: { word: 'To send', tone: 'neutral' },
  sending: { word: 'Sending', tone: 'info' },
  there: { word: 'Arrived', tone: 'good' },
  failed: { word: 'Not sent', tone: 'bad' },
}

export type UploadProgressProps = { readonly view: UploadView; readonly actions: ReactNode }

/** How far an upload is, and each of its files. */
export function UploadProgress({ view, actions }: UploadProgressProps) {
  const { files, phase, problem } = view
  const there = files.filter((file) => file.state === 'there').length
  const isBusy = phase === 'sending'
  const hasProblems = files.some((file) => file.problem !== undefined)
  const sent = `${bytesInWords(view.sentBytes)} of ${bytesInWords(view.totalBytes)}`
  return (
    <section className={classes.upload} aria-label="Files to send">
      <div className={classes.uploadHead}>
        <div className={classes.uploadWords}>
          {phase === 'choosing' ? (
            <p className={classes.lead}>
              {countOf(files.length, 'file')} chosen, {bytesInWords(view.totalBytes)}
            </p>
          ) : (
            <Progress
              label="Sending files"
              done={there}
              total={files.length}
              state={isBusy ? 'running' : phase === 'started' ? 'done' : 'cancelled'}
              sentence={sent}
            />
          )}
        </div>
        <div className={classes.acts}>{actions}</div>
      </div>
      <div role="alert">
        {problem === undefined ? null : (
          <p className={classes.problem}>
            {problem} {there === 0 ? '' : `${countOf(there, 'file')} arrived so far.`}
          </p>
        )}
      </div>
      {phase === 'stopped' && there > 0 ? (
        <Button size="compact-sm" variant="default" onClick={() => void currentUpload.startAnyway()}>
          Import only what has arrived
        </Button>
      ) : null}
      <div className={classes.uploadList}>
        <DataTable
          label="Files to send"
          columns={columnsFor(isBusy, hasProblems)}
          rows={files}
          rowKey={(file) => file.path}
          height="18rem"
        />
      </div>
    </section>
  )
}

const COLUMNS: readonly DataColumn<UploadFile>[] = [
  { id: 'path', header: 'File', sortBy: (file) => file.path, cell: (file) => file.path },
  {
    id: 'bytes',
    header: 'Size',
    width: '7rem',
    align: 'end',
    sortBy: (file) => file.bytes,
    cell: (file) => bytesInWords(file.bytes),
  },
  {
    id: 'state',
    header: 'State',
    width: '7rem',
    sortBy: (file) => file.state,
    cell: (file) => <StatusBadge tone={STATES[file.state].tone}>{STATES[file.state].word}</StatusBadge>,
  },
]

const PROBLEM: DataColumn<UploadFile> = {
  id: 'problem',
  header: 'Why not',
  width: '30%',
  secondary: true,
  cell: (file) => <span title={file.problem}>{file.problem ?? ''}</span>,
}

const REMOVE: DataColumn<UploadFile> = {
  id: 'remove',
  header: 'Remove',
  width: '5rem',
  align: 'end',
  cell: (file) =>
    file.state === 'there' ? null : (
      <ActionIcon
        size="xs"
        aria-label={`Leave out ${file.path}`}
        title="Leave it out"
        onClick={() => currentUpload.remove(file.path)}
      >
        <IconX size={13} />
      </ActionIcon>
    ),
}

function columnsFor(isBusy: boolean, hasProblems: boolean): DataColumn<UploadFile>[] {
  return [...COLUMNS, ...(hasProblems ? [PROBLEM] : []), ...(isBusy ? [] : [REMOVE])]
}

import { Button, TextInput } from '@mantine/core'
import { IconPlayerPlay, IconPlayerStop, IconTrash } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { useGoTo } from '../../../web/navigate.tsx'
import { FileDrop } from '../../../web/ui/FileDrop.tsx'
import { Panel } from '../../../web/ui/Panel.tsx'
import { currentUpload, useCurrentUpload } from './current-upload.ts'
import classes from './imports.module.css'
import { rememberedSource, rememberSource } from './remembered-source.ts'
import { UploadProgress } from './UploadProgress.tsx'

/** Name the source, choose files, send them; the page of the import opens when it begins. */
export function NewImport() {
  const view = useCurrentUpload()
  const goTo = useGoTo()
  const [source, setSource] = useState(rememberedSource)
  const [tried, setTried] = useState(false)
  const isSending = view.phase === 'sending'
  const { phase, runId } = view
  useEffect(() => {
    if (phase !== 'started' || runId === undefined) return
    currentUpload.reset()
    goTo(`/imports/${runId}`)
  }, [phase, runId, goTo])

  const begin = () => {
    setTried(true)
    const named = source.trim()
    if (named === '') return
    rememberSource(named)
    void currentUpload.begin(named)
  }
  return (
    <Panel title="Take records in">
      <div className={classes.intake}>
        <TextInput
          label="Source"
          withAsterisk
          description="The system the files come from. Two systems may use the same id for two people, so ids are kept apart by source: give one system the same name each time."
          placeholder="for instance: Larkmoor Clinic EHR"
          maxLength={100}
          autoComplete="off"
          value={source}
          readOnly={view.runId !== undefined}
          onChange={(event) => setSource(event.currentTarget.value)}
          error={tried && source.trim() === '' ? 'Name the source of the files.' : undefined}
        />
        <FileDrop
          label="Drop files or a whole folder here"
          detail="FHIR R4 as JSON bundles, single resources or NDJSON, packed with gzip or not."
          disabled={isSending}
          onFiles={(files) => currentUpload.add(files)}
        />
      </div>
      {view.files.length === 0 ? null : (
        <UploadProgress
          view={view}
          actions={
            isSending ? (
              <Button
                variant="default"
                leftSection={<IconPlayerStop size={14} />}
                onClick={() => currentUpload.interrupt()}
              >
                Stop sending
              </Button>
            ) : (
              <>
                <Button
                  variant="default"
                  leftSection={<IconTrash size={14} />}
                  onClick={() => currentUpload.reset()}
                >
                  {view.runId === undefined ? 'Clear the list' : 'Leave it for later'}
                </Button>
                <Button leftSection={<IconPlayerPlay size={14} />} onClick={begin}>
                  {view.runId === undefined ? 'Start the import' : 'Go on'}
                </Button>
              </>
            )
          }
        />
      )}
    </Panel>
  )
}

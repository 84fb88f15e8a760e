import { Button } from '@mantine/core'
import { IconFileUpload, IconFolder } from '@tabler/icons-react'
import { type ChangeEvent, type DragEvent, useRef, useState } from 'react'
import { type DroppedFile, filesOfDrop, filesOfInput } from './dropped-files.ts'
import classes from './FileDrop.module.css'

export type FileDropProps = {
  /** What may be dropped: "Drop FHIR files or folders here". */
  readonly label: string
  readonly detail?: string
  /** Endings for the file picker, such as `.json,.ndjson`; a drop takes everything, and the import says what it refuses. */
  readonly accept?: string
  readonly disabled?: boolean
  readonly onFiles: (files: readonly DroppedFile[]) => void
}

/** A place to drop files and whole folders, with buttons that do the same from the keyboard. */
export function FileDrop({ label, detail, accept, disabled = false, onFiles }: FileDropProps) {
  const [over, setOver] = useState(false)
  const [problem, setProblem] = useState<string>()
  const files = useRef<HTMLInputElement>(null)
  const folder = useRef<HTMLInputElement>(null)
  const give = (found: readonly DroppedFile[]) => {
    setProblem(found.length === 0 ? 'There was no file in that.' : undefined)
    if (found.length > 0) onFiles(found)
  }
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    if (disabled) return
    filesOfDrop(event.dataTransfer.items).then(give, () =>
      setProblem(
        'The dropped files could not be read. Copy them to this computer first, then drop them again.',
      ),
    )
  }
  const picked = (event: ChangeEvent<HTMLInputElement>) => {
    const chosen = event.currentTarget.files
    if (chosen !== null) give(filesOfInput(chosen))
    event.currentTarget.value = ''
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is an extra for the mouse; the buttons inside do the same.
    <div
      className={classes.drop}
      data-over={over && !disabled ? true : undefined}
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <IconFileUpload size={28} stroke={1.3} aria-hidden className={classes.icon} />
      <p className={classes.label}>{label}</p>
      {detail === undefined ? null : <p className={classes.detail}>{detail}</p>}
      <div className={classes.buttons}>
        <Button
          variant="default"
          disabled={disabled}
          onClick={() => files.current?.click()}
          leftSection={<IconFileUpload size={14} />}
        >
          Choose files
        </Button>
        <Button
          variant="default"
          disabled={disabled}
          onClick={() => folder.current?.click()}
          leftSection={<IconFolder size={14} />}
        >
          Choose a folder
        </Button>
      </div>
      <input
        ref={files}
        type="file"
        multiple
        hidden
        aria-label="Files"
        onChange={picked}
        {...(accept === undefined ? {} : { accept })}
      />
      <input
        ref={folder}
        type="file"
        multiple
        hidden
        aria-label="Folder"
        onChange={picked}
        {...{ webkitdirectory: '' }}
      />
      <p role="alert" className={classes.problem}>
        {problem}
      </p>
    </div>
  )
}

import { useEffect, useMemo, useState } from 'react'
import { type Attachment, attachmentsOf, bytesOf, showingOf } from './attachment.ts'
import classes from './EntryPanel.module.css'

/** Files inside the entry: text and pictures at once, PDF in a frame, everything else as a download. */
export function Attachments({ resource }: { resource: unknown }) {
  const files = useMemo(() => attachmentsOf(resource), [resource])
  if (files.length === 0) return null
  return (
    <section aria-label="Files" className={classes.section}>
      <h3 className={classes.heading}>{files.length === 1 ? 'File' : 'Files'}</h3>
      {files.map((file, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: files of one entry have no identity but their place.
        <File key={index} file={file} />
      ))}
    </section>
  )
}

function File({ file }: { file: Attachment }) {
  const bytes = useMemo(() => (file.data === undefined ? undefined : bytesOf(file.data)), [file.data])
  const address = useBlobAddress(bytes, file.contentType)
  const showing = showingOf(file.contentType)
  return (
    <div className={classes.file}>
      <div className={classes.fileHead}>
        <span>
          {file.title} <span className={classes.quiet}>{file.contentType}</span>
        </span>
        {address === undefined ? null : (
          <a href={address} download={downloadName(file.contentType)} className={classes.link}>
            Download
          </a>
        )}
      </div>
      {bytes === undefined ? (
        <p className={classes.quiet}>
          {file.data === undefined
            ? `The file is not inside this entry; the source names it ${file.address}.`
            : 'The file could not be read: its text is not base64.'}
        </p>
      ) : (
        <Shown showing={showing} bytes={bytes} address={address} title={file.title} />
      )}
    </div>
  )
}

type ShownProps = {
  readonly showing: ReturnType<typeof showingOf>
  readonly bytes: Uint8Array
  readonly address: string | undefined
  readonly title: string
}

function Shown({ showing, bytes, address, title }: ShownProps) {
  if (showing === 'text')
    return (
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling text must be reachable by key.
      <pre className={classes.fileText} tabIndex={0}>
        {new TextDecoder().decode(bytes)}
      </pre>
    )
  if (address === undefined || showing === 'download') return null
  if (showing === 'picture') return <img src={address} alt={title} className={classes.picture} />
  return <iframe src={address} title={title} className={classes.frame} />
}

/** An address of the bytes that lives as long as the file is shown. */
function useBlobAddress(bytes: Uint8Array<ArrayBuffer> | undefined, contentType: string): string | undefined {
  const [address, setAddress] = useState<string>()
  useEffect(() => {
    if (bytes === undefined) return
    // Only kinds that cannot run keep their own type; anything else is bytes.
    const type = showingOf(contentType) === 'download' ? 'application/octet-stream' : contentType
    const made = URL.createObjectURL(new Blob([bytes], { type }))
    setAddress(made)
    return () => URL.revokeObjectURL(made)
  }, [bytes, contentType])
  return address
}

/** Nothing identifying stands in the name of a downloaded file. */
function downloadName(contentType: string): string {
  const ending = { 'text/plain': 'txt', 'application/pdf': 'pdf', 'image/png': 'png', 'image/jpeg': 'jpg' }[
    contentType
  ]
  return ending === undefined ? 'document' : `document.${ending}`
}

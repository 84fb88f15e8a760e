import { IconAlertTriangle } from '@tabler/icons-react'
import classes from './ErrorLine.module.css'

export type ErrorLineProps = { readonly error: Error | null | undefined }

/** One refused act, said where it was tried. Draws nothing without an error. */
export function ErrorLine({ error }: ErrorLineProps) {
  return (
    <div role="alert">
      {error === null || error === undefined ? null : (
        <p className={classes.line}>
          <IconAlertTriangle size={15} aria-hidden className={classes.icon} />
          <span>{error.message}</span>
        </p>
      )}
    </div>
  )
}

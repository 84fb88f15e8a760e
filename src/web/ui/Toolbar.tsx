import type { ReactNode } from 'react'
import classes from './Toolbar.module.css'

export type ToolbarProps = { readonly label: string; readonly children: ReactNode; readonly end?: ReactNode }

/** A row of controls above a list: filters on the left, acts on the right. Wraps when there is no room. */
export function Toolbar({ label, children, end }: ToolbarProps) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would give it a frame and form meaning.
    <div role="group" aria-label={label} className={classes.toolbar}>
      <div className={classes.start}>{children}</div>
      {end === undefined ? null : <div className={classes.end}>{end}</div>}
    </div>
  )
}

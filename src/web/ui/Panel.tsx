import { type ReactNode, useId } from 'react'
import classes from './Panel.module.css'

export type PanelProps = {
  readonly title?: string
  /** Heading level of the title; 2 unless the panel stands inside another. */
  readonly level?: 2 | 3
  /** A count or state beside the title. */
  readonly beside?: ReactNode
  readonly actions?: ReactNode
  /** Without inner space, for tables. */
  readonly flush?: boolean
  readonly children: ReactNode
}

/** A sheet on the desk with an optional title. */
export function Panel({ title, level = 2, beside, actions, flush = false, children }: PanelProps) {
  const id = useId()
  const Heading = level === 2 ? 'h2' : 'h3'
  return (
    <section className={classes.panel} {...(title === undefined ? {} : { 'aria-labelledby': id })}>
      {title === undefined ? null : (
        <div className={classes.head}>
          <Heading className={classes.title} id={id}>
            {title}
          </Heading>
          {beside}
          {actions === undefined ? null : <div className={classes.actions}>{actions}</div>}
        </div>
      )}
      <div className={flush ? classes.flush : classes.body}>{children}</div>
    </section>
  )
}

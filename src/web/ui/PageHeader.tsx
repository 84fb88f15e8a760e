import type { ReactNode } from 'react'
import classes from './PageHeader.module.css'

export type PageHeaderProps = {
  readonly title: string
  /** One quiet line under the title. */
  readonly detail?: ReactNode
  /** Counts or states beside the title. */
  readonly beside?: ReactNode
  readonly actions?: ReactNode
}

/** The head of a page: its only h1, a quiet line, its actions. */
export function PageHeader({ title, detail, beside, actions }: PageHeaderProps) {
  return (
    <header className={classes.header}>
      <div className={classes.words}>
        <div className={classes.line}>
          <h1 className={classes.title}>{title}</h1>
          {beside}
        </div>
        {detail === undefined ? null : <div className={classes.detail}>{detail}</div>}
      </div>
      {actions === undefined ? null : <div className={classes.actions}>{actions}</div>}
    </header>
  )
}

import type { ReactNode } from 'react'
import type { IconComponent } from '../page-entry.ts'
import type { Tone } from './StatusBadge.tsx'
import classes from './Timeline.module.css'

export type TimelineProps = { readonly label: string; readonly children: ReactNode }

/** Things in the order of time, drawn along a line. Holds TimelineGroups. */
export function Timeline({ label, children }: TimelineProps) {
  return (
    <section aria-label={label} className={classes.timeline}>
      {children}
    </section>
  )
}

export type TimelineGroupProps = {
  /** A day, month, year or encounter. */
  readonly label: ReactNode
  readonly detail?: ReactNode
  readonly level?: 2 | 3
  readonly children: ReactNode
}

export function TimelineGroup({ label, detail, level = 3, children }: TimelineGroupProps) {
  const Heading = level === 2 ? 'h2' : 'h3'
  return (
    <div className={classes.group}>
      <div className={classes.groupHead}>
        <Heading className={classes.groupLabel}>{label}</Heading>
        {detail === undefined ? null : <span className={classes.groupDetail}>{detail}</span>}
      </div>
      <ol className={classes.items}>{children}</ol>
    </div>
  )
}

export type TimelineItemProps = {
  /** When, already written (use Instant or PartialDateText). */
  readonly at: ReactNode
  readonly title: ReactNode
  readonly detail?: ReactNode
  /** Badges at the end of the line. */
  readonly end?: ReactNode
  readonly tone?: Tone
  readonly icon?: IconComponent
}

export function TimelineItem({ at, title, detail, end, tone = 'neutral', icon: Icon }: TimelineItemProps) {
  return (
    <li className={classes.item}>
      <span className={classes.mark} data-tone={tone} aria-hidden>
        {Icon === undefined ? <span className={classes.dot} /> : <Icon size={13} stroke={1.8} />}
      </span>
      <span className={classes.at}>{at}</span>
      <div className={classes.words}>
        <div className={classes.title}>{title}</div>
        {detail === undefined ? null : <div className={classes.detail}>{detail}</div>}
      </div>
      {end === undefined ? null : <div className={classes.end}>{end}</div>}
    </li>
  )
}

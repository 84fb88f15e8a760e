import type { ReactNode } from 'react'
import classes from './StatusBadge.module.css'

export type Tone = 'neutral' | 'info' | 'good' | 'warn' | 'bad' | 'accent'

export type StatusBadgeProps = {
  readonly tone?: Tone
  readonly children: ReactNode
  /** More words on hover, for what a short word leaves out. */
  readonly title?: string
  /** A filled dot before the word: colour is never the only sign, but it is found faster. */
  readonly dot?: boolean
}

/** A state in one or two words. Text and ground of each tone keep a contrast of 4.5 in both themes (see its test). */
export function StatusBadge({ tone = 'neutral', children, title, dot = false }: StatusBadgeProps) {
  return (
    <span className={classes.badge} data-tone={tone} title={title}>
      {dot ? <span className={classes.dot} aria-hidden /> : null}
      {children}
    </span>
  )
}

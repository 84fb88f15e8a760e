import type { ReactNode } from 'react'
import classes from './BarList.module.css'

export type BarItem = {
  readonly key: string
  readonly label: ReactNode
  readonly count: number
  readonly detail?: ReactNode
  readonly tone?: 'stored' | 'refused'
}

/** Counts to compare, longest first, as bars behind their names. */
export function BarList({ items, label }: { items: readonly BarItem[]; label: string }) {
  const most = Math.max(1, ...items.map((item) => item.count))
  return (
    <ul className={classes.list} aria-label={label}>
      {items.map((item) => (
        <li key={item.key} className={classes.item}>
          <div className={classes.line}>
            <span className={classes.label}>{item.label}</span>
            <span className={classes.count}>{item.count.toLocaleString('en')}</span>
          </div>
          <div className={classes.track} aria-hidden>
            <div data-tone={item.tone ?? 'stored'} style={{ width: `${(item.count / most) * 100}%` }} />
          </div>
          {item.detail === undefined ? null : <div className={classes.detail}>{item.detail}</div>}
        </li>
      ))}
    </ul>
  )
}

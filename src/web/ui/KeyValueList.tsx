import type { ReactNode } from 'react'
import classes from './KeyValueList.module.css'

export type KeyValue = { readonly label: string; readonly value: ReactNode; readonly wide?: boolean }

export type KeyValueListProps = {
  readonly items: readonly KeyValue[]
  /** `columns` flows into as many columns as fit; `rows` is one label and value per line. */
  readonly layout?: 'rows' | 'columns'
}

/** Labels with their values. A missing value is drawn as an em dash, and said as "not recorded". */
export function KeyValueList({ items, layout = 'rows' }: KeyValueListProps) {
  return (
    <dl className={layout === 'rows' ? classes.rows : classes.columns}>
      {items.map((item) => (
        <div
          key={item.label}
          className={item.wide === true ? `${classes.pair} ${classes.wide}` : classes.pair}
        >
          <dt className={classes.label}>{item.label}</dt>
          <dd className={classes.value}>{isMissing(item.value) ? <NotRecorded /> : item.value}</dd>
        </div>
      ))}
    </dl>
  )
}

function isMissing(value: ReactNode): boolean {
  return value === undefined || value === null || value === '' || value === false
}

/** Stands where a value is missing. */
export function NotRecorded() {
  return (
    <span className={classes.missing}>
      <span aria-hidden>—</span>
      <span className="cr-visually-hidden">not recorded</span>
    </span>
  )
}

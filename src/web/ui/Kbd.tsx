import { Fragment } from 'react'
import classes from './Kbd.module.css'

export type KbdProps = { readonly keys: string }

const NAMES: Readonly<Record<string, string>> = {
  mod: typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.userAgent) ? '⌘' : 'Ctrl',
  shift: 'Shift',
  alt: 'Alt',
  enter: 'Enter',
  escape: 'Esc',
  arrowup: '↑',
  arrowdown: '↓',
  space: 'Space',
}

/** Keys as they are pressed: `g p` one after the other, `mod+k` together. */
export function Kbd({ keys }: KbdProps) {
  return (
    <span className={classes.keys}>
      {keys.split(' ').map((step, index) => (
        <Fragment key={`${step}${String(index)}`}>
          {index === 0 ? null : <span className={classes.then}>then</span>}
          {step.split('+').map((key) => (
            <kbd key={key} className={classes.key}>
              {NAMES[key] ?? key}
            </kbd>
          ))}
        </Fragment>
      ))}
    </span>
  )
}

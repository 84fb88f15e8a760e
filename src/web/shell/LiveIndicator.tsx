import { useLiveState } from '../live/use-live.ts'
import classes from './LiveIndicator.module.css'

/** A small lamp: green while live updates arrive, amber while the stream is broken. Words for those who don't see it. */
export function LiveIndicator() {
  const state = useLiveState()
  const words = {
    idle: 'Nothing to watch',
    connecting: 'Connecting to live updates',
    open: 'Live: changes appear by themselves',
    broken: 'Live updates are interrupted; trying again',
  }[state]
  return (
    <span className={classes.lamp} data-state={state} title={words} role="status">
      <span className={classes.dot} aria-hidden />
      <span className={state === 'broken' ? classes.words : 'cr-visually-hidden'}>
        {state === 'broken' ? 'Not live' : words}
      </span>
    </span>
  )
}

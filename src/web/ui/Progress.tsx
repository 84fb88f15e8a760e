import classes from './Progress.module.css'
import { StatusBadge, type Tone } from './StatusBadge.tsx'

export type ProgressProps = {
  readonly label: string
  readonly done: number
  /** null: how much there is to do is not known yet. */
  readonly total: number | null
  readonly sentence?: string | null | undefined
  readonly state?: 'queued' | 'running' | 'done' | 'failed' | 'cancelled'
}

const STATES: Readonly<Record<NonNullable<ProgressProps['state']>, { word: string; tone: Tone }>> = {
  queued: { word: 'Waiting', tone: 'neutral' },
  running: { word: 'Running', tone: 'info' },
  done: { word: 'Done', tone: 'good' },
  failed: { word: 'Failed', tone: 'bad' },
  cancelled: { word: 'Stopped', tone: 'warn' },
}

/** How far long work has come: a bar, figures, and a sentence. */
export function Progress({ label, done, total, sentence, state = 'running' }: ProgressProps) {
  const share = state === 'done' ? 1 : total === null || total === 0 ? undefined : Math.min(1, done / total)
  const figures =
    total === null
      ? done.toLocaleString('en')
      : `${done.toLocaleString('en')} of ${total.toLocaleString('en')}`
  const { word, tone } = STATES[state]
  return (
    <div className={classes.progress}>
      <div className={classes.line}>
        <span className={classes.label}>{label}</span>
        <StatusBadge tone={tone}>{word}</StatusBadge>
        <span className={classes.figures}>{figures}</span>
      </div>
      <div
        role="progressbar"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={100}
        {...(share === undefined ? {} : { 'aria-valuenow': Math.round(share * 100) })}
        aria-valuetext={`${word}, ${figures}`}
        className={classes.track}
        data-state={state}
      >
        <div
          className={share === undefined ? classes.unknown : classes.bar}
          style={share === undefined ? undefined : { width: `${share * 100}%` }}
        />
      </div>
      {sentence === null || sentence === undefined || sentence === '' ? null : (
        <p className={classes.sentence}>{sentence}</p>
      )}
    </div>
  )
}

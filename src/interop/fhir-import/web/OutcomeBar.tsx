import classes from './OutcomeBar.module.css'

export type Outcome = { readonly stored: number; readonly unchanged: number; readonly rejected: number }

export type OutcomeBarProps = {
  readonly outcome: Outcome
  /** `large` names each part, `small` stands in a list, `bar` beside figures of its own. */
  readonly size?: 'bar' | 'small' | 'large'
}

const PARTS = [
  { key: 'stored', word: 'stored' },
  { key: 'unchanged', word: 'unchanged' },
  { key: 'rejected', word: 'refused' },
] as const

/** What became of the resources that came in, as one bar: stored, unchanged, refused. */
export function OutcomeBar({ outcome, size = 'small' }: OutcomeBarProps) {
  const total = outcome.stored + outcome.unchanged + outcome.rejected
  const sentence = PARTS.map(({ key, word }) => `${outcome[key].toLocaleString('en')} ${word}`).join(', ')
  return (
    <div className={classes.outcome} data-size={size} title={sentence}>
      <div className={classes.bar} role="img" aria-label={sentence}>
        {PARTS.map(({ key }) =>
          outcome[key] === 0 ? null : (
            <span key={key} data-part={key} style={{ flexGrow: outcome[key] / total }} />
          ),
        )}
      </div>
      {size === 'bar' ? null : size === 'small' ? (
        <span className={classes.figures} aria-hidden>
          {total.toLocaleString('en')}
          {outcome.rejected === 0 ? null : (
            <span className={classes.refused}> · {outcome.rejected.toLocaleString('en')} refused</span>
          )}
        </span>
      ) : (
        <ul className={classes.legend} aria-hidden>
          {PARTS.map(({ key, word }) => (
            <li key={key}>
              <span className={classes.swatch} data-part={key} />
              <strong>{outcome[key].toLocaleString('en')}</strong> {word}
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

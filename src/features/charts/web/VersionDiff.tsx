import { useMemo } from 'react'
import { diffResources, type FieldChange } from './resource-diff.ts'
import classes from './VersionDiff.module.css'

/** Field by field: what stood there and what stands there now. */
export function VersionDiff({ before, after }: { before: unknown; after: unknown }) {
  const changes = useMemo(() => diffResources(before, after), [before, after])
  if (changes.length === 0) return <p className={classes.none}>No field differs.</p>
  return (
    <ul className={classes.changes}>
      {changes.map((change) => (
        <li key={`${change.path} ${change.before === undefined ? 'new' : 'was'}`} className={classes.change}>
          <div className={classes.label} title={change.path}>
            {change.label} <span className="cr-visually-hidden">{wordOf(change)}</span>
          </div>
          {change.before === undefined ? null : (
            <div className={classes.before}>
              <span className={classes.sign} aria-hidden>
                −
              </span>
              <del>{change.before}</del>
            </div>
          )}
          {change.after === undefined ? null : (
            <div className={classes.after}>
              <span className={classes.sign} aria-hidden>
                +
              </span>
              <ins>{change.after}</ins>
            </div>
          )}
        </li>
      ))}
    </ul>
  )
}

function wordOf(change: FieldChange): string {
  if (change.before === undefined) return 'added'
  return change.after === undefined ? 'taken away' : 'changed'
}

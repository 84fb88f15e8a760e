import { Panel } from '../../../web/ui/Panel.tsx'
import type { ImportRun } from '../schemas.ts'
import classes from './imports.module.css'
import { OutcomeBar } from './OutcomeBar.tsx'
import { RejectsLink } from './RejectsLink.tsx'
import { countOf } from './run-words.ts'

/** The sum that must come out even: resources in = stored + unchanged + refused. */
export function RunTotals({ run }: { run: ImportRun }) {
  const total = run.accepted + run.rejected
  return (
    <Panel title="What came in">
      <p className={classes.sum}>
        <strong>{total.toLocaleString('en')}</strong> in = <strong>{run.stored.toLocaleString('en')}</strong>{' '}
        stored + <strong>{run.unchanged.toLocaleString('en')}</strong> unchanged +{' '}
        <strong>{run.rejected.toLocaleString('en')}</strong> refused
      </p>
      <OutcomeBar outcome={run} size="large" />
      <p className={classes.quiet}>
        {countOf(run.filesDone, 'file')} of {run.files.toLocaleString('en')} read
        {run.warnings === 0 ? '' : `, ${countOf(run.warnings, 'warning')} kept beside what was stored`}.{' '}
        {run.rejected === 0 ? null : (
          <RejectsLink address={{ run: run.runId }}>Look at what was refused</RejectsLink>
        )}
      </p>
    </Panel>
  )
}

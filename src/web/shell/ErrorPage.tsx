import type { ErrorComponentProps } from '@tanstack/react-router'
import { PageHeader } from '../ui/PageHeader.tsx'
import { Panel } from '../ui/Panel.tsx'
import { StateView } from '../ui/StateView.tsx'

/** Shown in place of a page that failed; the rest of the desk stays. */
export function ErrorPage({ error, reset }: ErrorComponentProps) {
  return (
    <>
      <PageHeader
        title="This page stopped working"
        detail="The rest of Chartroom is not affected. What was saved is saved."
      />
      <Panel>
        <StateView state="error" error={error instanceof Error ? error : undefined} onRetry={reset} />
      </Panel>
    </>
  )
}

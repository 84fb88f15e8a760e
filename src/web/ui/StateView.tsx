import { Button, Loader, Skeleton } from '@mantine/core'
import { IconAlertTriangle, IconInbox, IconRefresh } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import type { CallError } from '../api/call.ts'
import classes from './StateView.module.css'

export type EmptyState = { readonly title: string; readonly detail?: ReactNode; readonly action?: ReactNode }

export type StateViewProps = {
  readonly state: 'loading' | 'empty' | 'error'
  /** What is loading, for those who hear the page: "Loading the chart". */
  readonly label?: string
  readonly empty?: EmptyState | undefined
  readonly error?: CallError | Error | null | undefined
  readonly onRetry?: (() => void) | undefined
  /** How many grey lines stand for the content while it loads; 0 shows a small spinner. */
  readonly lines?: number
}

/** The three states that are not content: loading, empty, failed. */
export function StateView({ state, label, empty, error, onRetry, lines = 5 }: StateViewProps) {
  if (state === 'loading') return <LoadingState label={label ?? 'Loading'} lines={lines} />
  if (state === 'error') return <ErrorState error={error} onRetry={onRetry} />
  return <EmptyStateView {...(empty ?? { title: 'Nothing here yet' })} />
}

function LoadingState({ label, lines }: { label: string; lines: number }) {
  return (
    <div className={classes.loading} role="status" aria-busy="true">
      <span className="cr-visually-hidden">{label}</span>
      {lines === 0 ? <Loader size="sm" /> : null}
      {Array.from({ length: lines }, (_unused, line) => (
        <Skeleton key={String(line)} height={12} width={`${[96, 82, 91, 74, 88][line % 5]}%`} radius="sm" />
      ))}
    </div>
  )
}

function EmptyStateView({ title, detail, action }: EmptyState) {
  return (
    <div className={classes.message} role="status">
      <IconInbox className={classes.icon} size={26} stroke={1.4} aria-hidden />
      <p className={classes.title}>{title}</p>
      {detail === undefined ? null : <div className={classes.detail}>{detail}</div>}
      {action === undefined ? null : <div className={classes.action}>{action}</div>}
    </div>
  )
}

function ErrorState({
  error,
  onRetry,
}: {
  error?: CallError | Error | null | undefined
  onRetry?: (() => void) | undefined
}) {
  const correlationId =
    error !== null && error !== undefined && 'correlationId' in error ? error.correlationId : undefined
  return (
    <div className={classes.message} role="alert">
      <IconAlertTriangle className={classes.iconBad} size={26} stroke={1.4} aria-hidden />
      <p className={classes.title}>{error?.message ?? 'This could not be loaded. Try again.'}</p>
      {correlationId === undefined ? null : <p className={classes.detail}>Reference {correlationId}</p>}
      {onRetry === undefined ? null : (
        <div className={classes.action}>
          <Button variant="default" leftSection={<IconRefresh size={14} />} onClick={onRetry}>
            Try again
          </Button>
        </div>
      )}
    </div>
  )
}

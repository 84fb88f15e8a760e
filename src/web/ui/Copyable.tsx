import { ActionIcon } from '@mantine/core'
import { IconCheck, IconCopy } from '@tabler/icons-react'
import { type ReactNode, useEffect, useState } from 'react'
import classes from './Copyable.module.css'

export type CopyableProps = {
  readonly text: string
  /** What is copied, for the button's name: "Copy record number". */
  readonly label: string
  readonly children?: ReactNode
}

/** A value with a button that copies it. */
export function Copyable({ text, label, children }: CopyableProps) {
  const [outcome, setOutcome] = useState<'copied' | 'failed'>()
  useEffect(() => {
    if (outcome === undefined) return
    const timer = window.setTimeout(() => setOutcome(undefined), 1_600)
    return () => window.clearTimeout(timer)
  }, [outcome])
  const copy = () => {
    const writing = navigator.clipboard?.writeText(text) ?? Promise.reject(new Error('no clipboard'))
    writing.then(
      () => setOutcome('copied'),
      () => setOutcome('failed'),
    )
  }
  return (
    <span className={classes.copyable}>
      <span>{children ?? text}</span>
      <ActionIcon
        size="xs"
        aria-label={`Copy ${label}`}
        title={`Copy ${label}`}
        onClick={copy}
        className={classes.button}
      >
        {outcome === 'copied' ? <IconCheck size={13} /> : <IconCopy size={13} />}
      </ActionIcon>
      <span role="status" className="cr-visually-hidden">
        {outcome === 'copied' ? 'Copied' : outcome === 'failed' ? 'Copying is not allowed here' : ''}
      </span>
    </span>
  )
}

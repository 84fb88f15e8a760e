import { Button, Group, PasswordInput } from '@mantine/core'
import { IconLock } from '@tabler/icons-react'
import { type SyntheticEvent, useState } from 'react'
import { unlock as unlockSession } from '../../features/identity/schemas.ts'
import { call } from '../api/call.ts'
import { announceUnlocked } from '../session/session-events.ts'
import { ErrorLine } from '../ui/ErrorLine.tsx'
import classes from './LockOverlay.module.css'

type LockOverlayProps = { readonly name?: string; readonly onSignOut: () => void }

/** Covers the whole desk, which is hidden and inert underneath, until the password is given. */
export function LockOverlay({ name, onSignOut }: LockOverlayProps) {
  const [password, setPassword] = useState('')
  const [error, setError] = useState<Error | null>(null)
  const [busy, setBusy] = useState(false)
  const unlock = async (event: SyntheticEvent) => {
    event.preventDefault()
    setBusy(true)
    setError(null)
    try {
      await call(unlockSession, { body: { password } })
      announceUnlocked()
    } catch (thrown) {
      setError(thrown instanceof Error ? thrown : new Error('Unlocking failed. Try again.'))
      setPassword('')
    } finally {
      setBusy(false)
    }
  }
  return (
    <div className={classes.cover} role="dialog" aria-modal="true" aria-labelledby="lock-title">
      <form className={classes.sheet} onSubmit={(event) => void unlock(event)}>
        <IconLock size={26} stroke={1.5} aria-hidden />
        <h1 id="lock-title" className={classes.title}>
          Locked
        </h1>
        <p className={classes.detail}>
          {name === undefined ? 'Your session is locked.' : `${name}, your session is locked.`} Your work is
          kept as it is.
        </p>
        <PasswordInput
          label="Password"
          autoComplete="current-password"
          size="sm"
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
          autoFocus
          required
          withAsterisk={false}
        />
        <ErrorLine error={error} />
        <Group justify="space-between" mt="md">
          <Button variant="subtle" onClick={onSignOut}>
            Sign in as somebody else
          </Button>
          <Button type="submit" loading={busy}>
            Unlock
          </Button>
        </Group>
      </form>
    </div>
  )
}

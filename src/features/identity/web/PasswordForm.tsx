import { Button, PasswordInput } from '@mantine/core'
import { type SyntheticEvent, useState } from 'react'
import { useContractAct } from '../../../web/api/use-contract.ts'
import { ErrorLine } from '../../../web/ui/ErrorLine.tsx'
import { Panel } from '../../../web/ui/Panel.tsx'
import { PASSWORD_LENGTH_MIN, weaknessesOf } from '../password-rules.ts'
import { changePassword, listSessions, session } from '../schemas.ts'
import classes from './Account.module.css'

/** Changes the own password; says what is wrong with the new one by the server's own rules. */
export function PasswordForm({ userName }: { readonly userName: string }) {
  const [present, setPresent] = useState('')
  const [next, setNext] = useState('')
  const [again, setAgain] = useState('')
  const act = useContractAct(changePassword, { refresh: [session, listSessions] })
  const reasons = next === '' ? [] : weaknessesOf(next, userName)
  const differs = again !== '' && again !== next
  const submit = (event: SyntheticEvent) => {
    event.preventDefault()
    if (reasons.length > 0 || again !== next) return
    const clear = () => {
      setPresent('')
      setNext('')
      setAgain('')
    }
    act.mutate({ body: { present, next } }, { onSuccess: clear })
  }
  return (
    <Panel title="Password">
      <form className={classes.form} onSubmit={submit}>
        <input type="text" name="username" autoComplete="username" value={userName} readOnly hidden />
        <PasswordInput
          label="Present password"
          autoComplete="current-password"
          value={present}
          onChange={(event) => setPresent(event.currentTarget.value)}
          required
          withAsterisk={false}
        />
        <PasswordInput
          label="New password"
          description={`At least ${PASSWORD_LENGTH_MIN} characters. A few words that do not belong together are good.`}
          autoComplete="new-password"
          value={next}
          onChange={(event) => setNext(event.currentTarget.value)}
          error={reasons.length > 0 ? reasons.join(' ') : null}
          required
          withAsterisk={false}
        />
        <PasswordInput
          label="New password again"
          autoComplete="new-password"
          value={again}
          onChange={(event) => setAgain(event.currentTarget.value)}
          error={differs ? 'This is not the same.' : null}
          required
          withAsterisk={false}
        />
        <ErrorLine error={act.error} />
        <div>
          <Button type="submit" loading={act.isPending}>
            Change password
          </Button>
        </div>
        <div role="status">
          {act.isSuccess ? 'Your password is changed. Your other sessions have ended.' : null}
        </div>
      </form>
    </Panel>
  )
}

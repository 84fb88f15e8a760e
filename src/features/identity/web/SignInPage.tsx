import { Button, Group, PasswordInput, TextInput } from '@mantine/core'
import { IconFolderOpen } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { type SyntheticEvent, useState } from 'react'
import { useContractAct } from '../../../web/api/use-contract.ts'
import { useGoTo } from '../../../web/navigate.tsx'
import { ErrorLine } from '../../../web/ui/ErrorLine.tsx'
import { finishSignIn, signIn } from '../schemas.ts'
import classes from './SignInPage.module.css'

/** The door: name and password, then the code where there is a second factor. */
export function SignInPage() {
  const [step, setStep] = useState<'password' | 'code'>('password')
  const client = useQueryClient()
  const goTo = useGoTo()
  const enter = () => {
    // Nothing of a former user may stay on this screen.
    client.clear()
    goTo('/', { replace: true })
  }
  return (
    <main className={classes.page}>
      <div className={classes.folder}>
        <div className={classes.tab}>
          <IconFolderOpen size={18} stroke={1.6} aria-hidden />
          Chartroom
        </div>
        <div className={classes.sheet}>
          {step === 'password' ? (
            <PasswordStep onDone={enter} onCode={() => setStep('code')} />
          ) : (
            <CodeStep onDone={enter} onBack={() => setStep('password')} />
          )}
        </div>
        <p className={classes.foot}>Every sign-in, and every chart that is opened, is recorded.</p>
      </div>
    </main>
  )
}

function PasswordStep({ onDone, onCode }: { onDone: () => void; onCode: () => void }) {
  const [userName, setUserName] = useState('')
  const [password, setPassword] = useState('')
  const act = useContractAct(signIn)
  const submit = (event: SyntheticEvent) => {
    event.preventDefault()
    act.mutate(
      { body: { userName, password } },
      {
        onSuccess: (answer) => (answer.state === 'signed_in' ? onDone() : onCode()),
        onError: () => setPassword(''),
      },
    )
  }
  return (
    <form onSubmit={submit}>
      <h1 className={classes.title}>Sign in</h1>
      <p className={classes.detail}>To the records department.</p>
      <div className={classes.fields}>
        <TextInput
          label="User name"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          value={userName}
          onChange={(event) => setUserName(event.currentTarget.value)}
          required
          withAsterisk={false}
          autoFocus
        />
        <PasswordInput
          label="Password"
          autoComplete="current-password"
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
          required
          withAsterisk={false}
        />
        <ErrorLine error={act.error} />
        <Button type="submit" loading={act.isPending} fullWidth>
          Sign in
        </Button>
      </div>
    </form>
  )
}

function CodeStep({ onDone, onBack }: { onDone: () => void; onBack: () => void }) {
  const [code, setCode] = useState('')
  const act = useContractAct(finishSignIn)
  const submit = (event: SyntheticEvent) => {
    event.preventDefault()
    act.mutate({ body: { code } }, { onSuccess: onDone, onError: () => setCode('') })
  }
  return (
    <form onSubmit={submit}>
      <h1 className={classes.title}>One more step</h1>
      <p className={classes.detail}>Your authenticator app shows a code of six digits.</p>
      <div className={classes.fields}>
        <TextInput
          label="Code"
          description="Without the app, a backup code works, too."
          autoComplete="one-time-code"
          value={code}
          onChange={(event) => setCode(event.currentTarget.value)}
          minLength={6}
          required
          withAsterisk={false}
          autoFocus
        />
        <ErrorLine error={act.error} />
        <Group justify="space-between">
          <Button variant="subtle" onClick={onBack}>
            Back
          </Button>
          <Button type="submit" loading={act.isPending}>
            Continue
          </Button>
        </Group>
      </div>
    </form>
  )
}

import { Button, Group, PasswordInput, TextInput } from '@mantine/core'
import { type SyntheticEvent, useState } from 'react'
import { useContract, useContractAct } from '../../../web/api/use-contract.ts'
import { Copyable } from '../../../web/ui/Copyable.tsx'
import { ErrorLine } from '../../../web/ui/ErrorLine.tsx'
import { Panel } from '../../../web/ui/Panel.tsx'
import { QueryView } from '../../../web/ui/QueryView.tsx'
import { StatusBadge } from '../../../web/ui/StatusBadge.tsx'
import {
  beginSecondFactor,
  confirmPassword,
  confirmSecondFactor,
  disableSecondFactor,
  readSecondFactor,
  remakeBackupCodes,
  session,
} from '../schemas.ts'
import classes from './Account.module.css'
import { QrCode } from './QrCode.tsx'

const AFTERWARDS = { refresh: [readSecondFactor, session] }

/** Sets the second factor up and turns it off; shows backup codes once. */
export function SecondFactorPanel() {
  const query = useContract(readSecondFactor, {})
  const [codes, setCodes] = useState<readonly string[]>()
  if (codes !== undefined) return <BackupCodes codes={codes} onDone={() => setCodes(undefined)} />
  return (
    <Panel
      title="Second factor"
      beside={
        query.data?.on === true ? <StatusBadge tone="good">On</StatusBadge> : <StatusBadge>Off</StatusBadge>
      }
    >
      <QueryView query={query} lines={2}>
        {({ on, backupCodesLeft }) =>
          on ? <Manage backupCodesLeft={backupCodesLeft} onCodes={setCodes} /> : <Enrol onCodes={setCodes} />
        }
      </QueryView>
    </Panel>
  )
}

type OnCodes = { readonly onCodes: (codes: readonly string[]) => void }

function Enrol({ onCodes }: OnCodes) {
  const [code, setCode] = useState('')
  const begin = useContractAct(beginSecondFactor)
  const confirm = useContractAct(confirmSecondFactor, AFTERWARDS)
  const submit = (event: SyntheticEvent) => {
    event.preventDefault()
    giveCodes(confirm.mutateAsync({ body: { code } }), onCodes)
  }
  if (begin.data === undefined) {
    return (
      <>
        <p className={classes.text}>
          An app on your phone shows a code that you type after your password. A stolen password alone then
          opens nothing.
        </p>
        <PasswordFirst label="Set it up" busy={begin.isPending} onConfirmed={() => begin.mutate({})} />
        <ErrorLine error={begin.error} />
      </>
    )
  }
  return (
    <div className={classes.enrol}>
      <QrCode text={begin.data.address} label="QR code for the authenticator app" />
      <form className={classes.form} onSubmit={submit}>
        <p className={classes.text}>
          Scan this with an authenticator app, or type the secret there:{' '}
          <Copyable text={begin.data.secret} label="secret">
            <span className={classes.secret}>{begin.data.secret}</span>
          </Copyable>
        </p>
        <CodeInput value={code} onChange={setCode} label="The code that the app shows" />
        <ErrorLine error={confirm.error} />
        <div>
          <Button type="submit" loading={confirm.isPending}>
            Turn it on
          </Button>
        </div>
      </form>
    </div>
  )
}

// The codes are shown once and never again. What comes back may take this form off the page before it is told (the account
// is read anew), so the codes go to the panel above by the answer itself; a failure shows in the form.
function giveCodes(
  answer: Promise<{ readonly backupCodes: readonly string[] }>,
  onCodes: OnCodes['onCodes'],
): void {
  answer.then(
    ({ backupCodes }) => onCodes(backupCodes),
    () => undefined,
  )
}

function Manage({ backupCodesLeft, onCodes }: OnCodes & { readonly backupCodesLeft: number }) {
  const [confirmed, setConfirmed] = useState(false)
  const [code, setCode] = useState('')
  const disable = useContractAct(disableSecondFactor, AFTERWARDS)
  const remake = useContractAct(remakeBackupCodes, AFTERWARDS)
  const submit = (event: SyntheticEvent) => {
    event.preventDefault()
    giveCodes(remake.mutateAsync({ body: { code } }), onCodes)
  }
  return (
    <>
      <p className={classes.text}>
        {backupCodesLeft === 1 ? 'One backup code is left.' : `${backupCodesLeft} backup codes are left.`}
      </p>
      {confirmed ? (
        <form className={classes.form} onSubmit={submit}>
          <CodeInput value={code} onChange={setCode} label="A code from the app, or a backup code" />
          <ErrorLine error={disable.error ?? remake.error} />
          <Group>
            <Button type="submit" variant="default" loading={remake.isPending}>
              Make new backup codes
            </Button>
            <Button
              color="red"
              loading={disable.isPending}
              disabled={code.length < 6}
              onClick={() => disable.mutate({ body: { code } })}
            >
              Turn it off
            </Button>
          </Group>
        </form>
      ) : (
        <PasswordFirst label="Change it" busy={false} onConfirmed={() => setConfirmed(true)} />
      )}
    </>
  )
}

type PasswordFirstProps = { readonly label: string; readonly busy: boolean; readonly onConfirmed: () => void }

function PasswordFirst({ label, busy, onConfirmed }: PasswordFirstProps) {
  const [password, setPassword] = useState('')
  const act = useContractAct(confirmPassword)
  const submit = (event: SyntheticEvent) => {
    event.preventDefault()
    act.mutate({ body: { password } }, { onSuccess: onConfirmed, onSettled: () => setPassword('') })
  }
  return (
    <form className={classes.form} onSubmit={submit}>
      <PasswordInput
        label="Your password, once more"
        autoComplete="current-password"
        value={password}
        onChange={(event) => setPassword(event.currentTarget.value)}
        required
        withAsterisk={false}
      />
      <ErrorLine error={act.error} />
      <div>
        <Button type="submit" variant="default" loading={act.isPending || busy}>
          {label}
        </Button>
      </div>
    </form>
  )
}

type CodeInputProps = {
  readonly value: string
  readonly onChange: (code: string) => void
  readonly label: string
}

function CodeInput({ value, onChange, label }: CodeInputProps) {
  return (
    <TextInput
      label={label}
      autoComplete="one-time-code"
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      minLength={6}
      required
      withAsterisk={false}
    />
  )
}

function BackupCodes({ codes, onDone }: { readonly codes: readonly string[]; readonly onDone: () => void }) {
  return (
    <Panel title="Your backup codes">
      <p className={classes.text} role="status">
        Each of these opens one sign-in when the app is not at hand. They are shown now and never again: print
        them, or keep them where you keep passwords.
      </p>
      <ul className={classes.codes}>
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <Group>
        <Button onClick={onDone}>I have kept them</Button>
        <Copyable text={codes.join('\n')} label="all codes">
          Copy all
        </Copyable>
      </Group>
    </Panel>
  )
}

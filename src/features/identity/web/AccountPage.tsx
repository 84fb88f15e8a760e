import { useContract } from '../../../web/api/use-contract.ts'
import { PageHeader } from '../../../web/ui/PageHeader.tsx'
import { QueryView } from '../../../web/ui/QueryView.tsx'
import { ROLE_NAMES } from '../roles.ts'
import { session } from '../schemas.ts'
import classes from './Account.module.css'
import { OwnSessions } from './OwnSessions.tsx'
import { PasswordForm } from './PasswordForm.tsx'
import { SecondFactorPanel } from './SecondFactorPanel.tsx'

/** The own account: password, second factor, sessions; and whatever has to be done before anything else opens. */
export function AccountPage() {
  const query = useContract(session, {})
  return (
    <QueryView query={query} label="Opening your account">
      {({ user, roles, duty }) => (
        <div className={classes.page}>
          <PageHeader
            title="My account"
            detail={`${user.name} (${user.username}) · ${roles.map((role) => ROLE_NAMES[role]).join(', ')}`}
          />
          {duty === 'change_password' ? (
            <p className={classes.notice} role="status">
              You signed in with a password that somebody else has seen. Choose your own; then everything else
              opens.
            </p>
          ) : null}
          {duty === 'enrol_second_factor' ? (
            <p className={classes.notice} role="status">
              Your role needs a second factor. Set it up here; then everything else opens.
            </p>
          ) : null}
          <PasswordForm userName={user.username} />
          {duty === 'change_password' ? null : <SecondFactorPanel />}
          {duty === null ? <OwnSessions /> : null}
        </div>
      )}
    </QueryView>
  )
}

// Time-based codes of an authenticator app: RFC 6238, six digits, 30 seconds, one step of clock drift either way.
import { Secret, TOTP } from 'otpauth'

const PERIOD_SECONDS = 30
const DRIFT_STEPS = 1

export function newTotpSecret(): string {
  return new Secret({ size: 20 }).base32
}

function totp(secret: string, userName = ''): TOTP {
  return new TOTP({
    issuer: 'Chartroom',
    label: userName,
    secret: Secret.fromBase32(secret),
    digits: 6,
    period: PERIOD_SECONDS,
    algorithm: 'SHA1',
  })
}

/** The address that an authenticator app reads from the QR code. */
export function totpAddress(secret: string, userName: string): string {
  return totp(secret, userName).toString()
}

/** The code at a moment; for the demo's documentation and tests. */
export function totpCode(secret: string, now: Date): string {
  return totp(secret).generate({ timestamp: now.getTime() })
}

/** The time step that a code belongs to, or null when it is not one of those accepted now. */
export function totpStep(secret: string, code: string, now: Date): number | null {
  if (!/^\d{6}$/.test(code)) return null
  const delta = totp(secret).validate({ token: code, timestamp: now.getTime(), window: DRIFT_STEPS })
  return delta === null ? null : Math.floor(now.getTime() / 1000 / PERIOD_SECONDS) + delta
}

// The demo sign-ins: one invented person per role, two clinicians.

export type DemoRole =
  | 'records_technician'
  | 'coder'
  | 'cdi_specialist'
  | 'roi_specialist'
  | 'clinician'
  | 'biller'
  | 'supervisor'
  | 'privacy_officer'
  | 'auditor'
  | 'trainee'
  | 'administrator'

export type DemoUser = {
  readonly userName: string
  readonly given: string
  readonly family: string
  readonly displayName: string
  readonly role: DemoRole
  /** What this person would open first, for the sign-in list. */
  readonly task: string
  /** The Practitioner resource of a clinician. */
  readonly practitionerId?: string
}

const user = (
  given: string,
  family: string,
  role: DemoRole,
  task: string,
  displayName = `${given} ${family}`,
): DemoUser => ({
  userName: `${given}.${family}`.toLowerCase(),
  given,
  family,
  displayName,
  role,
  task,
})

export const DEMO_USERS: readonly DemoUser[] = [
  user('Tess', 'Okafor', 'records_technician', 'indexes documents, files them, and clears duplicate reviews'),
  user('Bram', 'Castellane', 'coder', 'codes discharged encounters'),
  user(
    'Ines',
    'Halvorsen',
    'cdi_specialist',
    'reviews documentation while the patient is still in the house',
  ),
  user('Dale', 'Nakamori', 'roi_specialist', 'answers requests for copies'),
  user(
    'Priya',
    'Venkataram',
    'clinician',
    'signs notes and dictates summaries on the medical ward',
    'Priya Venkataram, MD',
  ),
  user('Owen', 'Tallmadge', 'clinician', 'signs clinic notes at Tidewater Lane', 'Owen Tallmadge, MD'),
  user('Marta', 'Quillfeather', 'biller', 'sends claims and works denials'),
  user('Ruth', 'Abelson-Dray', 'supervisor', 'deals out the work and watches what is late'),
  user('Cyrus', 'Penrose-Lahiri', 'privacy_officer', 'reviews access and restrictions'),
  user('Nadia', 'Volkonova', 'auditor', 'reads the trail'),
  user('Kimo', 'Hanale', 'trainee', 'practices on the training charts'),
  user('Greta', 'Lindstromer', 'administrator', 'keeps users and settings'),
]

/**
 * The password that a demo user starts with: `demo-<given name>-records`, for example `demo-tess-records`.
 * Never shorter than 16 characters. For the synthetic department only; it is printed on the screen.
 */
export function demoPassword(person: Pick<DemoUser, 'given'>): string {
  return `demo-${person.given.toLowerCase()}-records`
}

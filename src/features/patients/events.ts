// What patients records on the trail, and when. Never the text of a search, nor a name, number or date.
import { type AuditEvent, nameActions } from '../audit/public.ts'
import type { RegistrationOutcome } from './register-records.ts'

export const PATIENT_ACTIONS = nameActions({
  'patients.listed': 'searched for patients',
  'patients.banner_opened': 'looked at who a person is',
  'patients.record_registered': 'registered a medical record',
  'patients.record_changed': 'changed the demographics of a medical record',
})

export type PatientAction = keyof typeof PATIENT_ACTIONS

/** One event for each record that a registration made or changed; what stayed the same leaves none. */
export function registrationEvents(outcomes: readonly RegistrationOutcome[]): AuditEvent[] {
  return outcomes.flatMap(({ recordId, personId, outcome }) => {
    if (outcome === 'unchanged') return []
    const action = outcome === 'created' ? 'patients.record_registered' : 'patients.record_changed'
    return [{ action, recordId, personId } satisfies AuditEvent & { action: PatientAction }]
  })
}

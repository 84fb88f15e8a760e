// The roles of a records department. Pure: the screen uses the same list.

export const ROLES = [
  'records_technician',
  'coder',
  'cdi_specialist',
  'roi_specialist',
  'clinician',
  'biller',
  'supervisor',
  'privacy_officer',
  'auditor',
  'trainee',
  'administrator',
] as const

export type Role = (typeof ROLES)[number]

export const ROLE_NAMES: Readonly<Record<Role, string>> = {
  records_technician: 'Records technician',
  coder: 'Coder',
  cdi_specialist: 'CDI specialist',
  roi_specialist: 'ROI specialist',
  clinician: 'Clinician',
  biller: 'Biller',
  supervisor: 'Supervisor',
  privacy_officer: 'Privacy officer',
  auditor: 'Auditor',
  trainee: 'Trainee',
  administrator: 'Administrator',
}

export function isRole(text: string): text is Role {
  return (ROLES as readonly string[]).includes(text)
}

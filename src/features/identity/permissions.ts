// Which role may do what, as one table: read by the server before every act and by the screen for what it shows.
// A permission is `noun.verb`. Holding more roles never takes a permission away.
import { isRole, type Role } from './roles.ts'

/** Every permission, with what it lets somebody do. */
export const PERMISSIONS = {
  'patient.search': 'Find patients by name, birth date, number or phone.',
  'patient.read': 'Open a patient’s identity: names, numbers, addresses, links.',
  'patient.write': 'Register patients and correct demographics.',
  'patient.link': 'Link, merge and separate registrations of one person.',
  'chart.read': 'Open charts.',
  'chart.write': 'Add and correct chart entries; refile misfiled ones.',
  'sensitive.read': 'Read entries with a sensitivity label.',
  'import.run': 'Take records in.',
  'reject.work': 'Work the reject queue.',
  'export.chart': 'Give a chart out as a file.',
  'work.read': 'See work queues.',
  'work.claim': 'Claim and finish work items.',
  'work.assign': 'Give work to others and change its priority.',
  'audit.read': 'See who looked at what.',
  'audit.export': 'Take the trail out as a file.',
  'audit.verify': 'Check that nobody changed the trail.',
  'access.manage': 'Place and lift restrictions; record relationships.',
  'user.manage': 'Create users, set roles, unlock, deactivate.',
  'system.read': 'See the health of the system, its jobs and settings.',
  'system.manage': 'Change settings of the site.',
} as const satisfies Readonly<Record<string, string>>

export type Permission = keyof typeof PERMISSIONS

const READ_CHARTS = ['patient.search', 'patient.read', 'chart.read'] as const
const DO_WORK = ['work.read', 'work.claim'] as const

// Administrators run the system and do not by that fact read charts. Trainees meet practice charts only, which
// are not patients' charts, so that this table gives them nothing.
const TABLE: Readonly<Record<Role, readonly Permission[]>> = {
  records_technician: [
    ...READ_CHARTS,
    ...DO_WORK,
    'patient.write',
    'patient.link',
    'chart.write',
    'import.run',
    'reject.work',
    'export.chart',
  ],
  coder: [...READ_CHARTS, ...DO_WORK, 'sensitive.read'],
  cdi_specialist: [...READ_CHARTS, ...DO_WORK, 'sensitive.read'],
  roi_specialist: [...READ_CHARTS, ...DO_WORK, 'sensitive.read', 'export.chart'],
  clinician: [...READ_CHARTS, ...DO_WORK, 'chart.write', 'sensitive.read'],
  biller: [...READ_CHARTS, ...DO_WORK],
  supervisor: [
    ...READ_CHARTS,
    ...DO_WORK,
    'patient.write',
    'patient.link',
    'chart.write',
    'sensitive.read',
    'import.run',
    'reject.work',
    'export.chart',
    'work.assign',
    'audit.read',
    'system.read',
  ],
  privacy_officer: [
    ...READ_CHARTS,
    ...DO_WORK,
    'sensitive.read',
    'export.chart',
    'audit.read',
    'audit.export',
    'audit.verify',
    'access.manage',
  ],
  auditor: ['audit.read', 'audit.export', 'audit.verify'],
  trainee: [],
  administrator: ['user.manage', 'system.read', 'system.manage', 'audit.verify'],
}

/** All that these roles together may do; names that are no role add nothing. */
export function permissionsOf(roles: readonly string[]): ReadonlySet<Permission> {
  return new Set(roles.filter(isRole).flatMap((role) => TABLE[role]))
}

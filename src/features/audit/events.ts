// What audit itself records: looking at the trail leaves a trace too.
import { nameActions } from './actions.ts'

export const AUDIT_ACTIONS = nameActions({
  'audit.list': 'searched the trail',
  'audit.chart_access': 'looked up who looked at this chart',
  'audit.user_activity': 'looked up what a person opened',
  'audit.export': 'exported the trail',
  'audit.verify': 'verified the trail',
})

export type AuditAction = keyof typeof AUDIT_ACTIONS

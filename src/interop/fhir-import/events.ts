// What imports write to the trail.
import { nameActions } from '../../features/audit/public.ts'

const IMPORT_ACTIONS = {
  'interop.import_started': 'started an import',
  'interop.import_cancelled': 'stopped an import',
  'interop.imports_listed': 'looked at the imports',
  'interop.import_read': 'looked at an import and what it refused',
  'interop.unit_refused': 'had a whole file refused',
  'interop.reject_read': 'read a refused item',
  'interop.rejects_dismissed': 'dismissed refused items',
  'interop.rejects_resubmitted': 'resubmitted refused items',
} as const

nameActions(IMPORT_ACTIONS)

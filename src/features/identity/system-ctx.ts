// Jobs and feeds act under names of their own, so that the trail never shows a person who was not there.
import type { Ctx, Source } from '../../platform/ctx.ts'
import { newId } from '../../platform/ids.ts'
import type { Permission } from './permissions.ts'

const SYSTEM_PERMISSIONS: ReadonlySet<Permission> = new Set<Permission>([
  'patient.search',
  'patient.read',
  'patient.write',
  'patient.link',
  'chart.read',
  'chart.write',
  'sensitive.read',
  'import.run',
  'reject.work',
  'export.chart',
  'work.read',
  'work.claim',
  'work.assign',
  'audit.verify',
  'system.read',
])

/** The Ctx of a job or feed, e.g. `systemCtx('job', 'import', 'worker')` acts as `job:import`. It manages no users. */
export function systemCtx(
  kind: 'job' | 'feed',
  name: string,
  program: Source['program'],
  requestId: string = newId(),
): Ctx {
  return {
    actor: {
      kind,
      id: `${kind}:${name}`,
      name: `${name.charAt(0).toUpperCase()}${name.slice(1)} ${kind}`,
      roles: ['system'],
      permissions: SYSTEM_PERMISSIONS,
    },
    purpose: 'operations',
    source: { program, requestId },
  }
}

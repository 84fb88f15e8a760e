// The list of what the features bring: routes, jobs, reactions, commands. A new feature is wired here and nowhere else.
import type { Command } from 'commander'
import {
  addAuditCommands,
  checkpointPlaces,
  type Deps,
  registerAuditRoutes,
  type VerificationDeps,
} from '../features/audit/public.ts'
import { addChartCommands, registerChartRoutes } from '../features/charts/public.ts'
import { addUserCommands, registerIdentityRoutes } from '../features/identity/public.ts'
import { addPatientCommands, registerPatientRoutes } from '../features/patients/public.ts'
import { addWorkCommands, registerWorkRoutes } from '../features/worklists/public.ts'
import { addImportCommands } from '../interop/fhir-import/cli.ts'
import { importJob } from '../interop/fhir-import/import-job.ts'
import { resubmitJob } from '../interop/fhir-import/resubmit-job.ts'
import { registerImportRoutes } from '../interop/fhir-import/routes.ts'
import type { CommandLine } from '../platform/command-line/command-line.ts'
import type { HttpApp } from '../platform/http/app.ts'
import type { JobKind } from '../platform/jobs/jobs.ts'
import { registerJobRoutes } from '../platform/jobs/routes.ts'
import { registerLiveRoutes } from '../platform/live/live-route.ts'
import type { Reaction } from '../platform/outbox/reactions.ts'
import { importSettings, openImportMachine } from './import-machine.ts'

const importing = importJob(openImportMachine)
const resubmitting = resubmitJob(importSettings)

export function registerRoutes(app: HttpApp, deps: Deps): void {
  registerIdentityRoutes(app, deps)
  registerLiveRoutes(app, deps)
  registerJobRoutes(app, deps)
  registerAuditRoutes(app, withPlaces(deps))
  registerPatientRoutes(app, deps)
  registerWorkRoutes(app, deps)
  registerChartRoutes(app, deps)
  registerImportRoutes(app, deps, { importing, resubmitting })
}

/** The worker runs these; the payload of each is parsed by its own schema before `run` sees it. */
export function jobKinds(): readonly JobKind<unknown, Deps>[] {
  return [importing, resubmitting] as unknown as readonly JobKind<unknown, Deps>[]
}

export function reactions(): readonly Reaction<Deps>[] {
  return []
}

export function addCommands(program: Command, line: CommandLine<Deps>): void {
  addAuditCommands(program, (work) => line.within((deps, ctx) => work(withPlaces(deps), ctx)))
  addUserCommands(program, line)
  addPatientCommands(program, line)
  addWorkCommands(program, line)
  addChartCommands(program, line)
  addImportCommands(program, line, openImportMachine)
}

function withPlaces(deps: Deps): VerificationDeps {
  const { dataFolder, checkpointsFolder } = deps.config
  return { ...deps, places: checkpointPlaces(dataFolder, checkpointsFolder) }
}

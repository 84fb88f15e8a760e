// The list of what the features bring: routes, jobs, reactions, commands. A new feature is wired here and nowhere else.
import type { Command } from 'commander'
import type { Deps } from '../features/audit/public.ts'
import { createAuthenticator } from '../features/identity/authenticator.ts'
import type { CommandLine } from '../platform/command-line/command-line.ts'
import type { HttpApp } from '../platform/http/app.ts'
import type { JobKind } from '../platform/jobs/jobs.ts'
import { registerLiveRoutes } from '../platform/live/live-route.ts'
import type { Reaction } from '../platform/outbox/reactions.ts'

export function registerRoutes(app: HttpApp, deps: Deps): void {
  const authenticator = createAuthenticator(deps)
  app.setAuthenticator(authenticator)
  registerLiveRoutes(app, deps)
}

export function jobKinds(): readonly JobKind<unknown, Deps>[] {
  return []
}

export function reactions(): readonly Reaction<Deps>[] {
  return []
}

export function addCommands(_program: Command, _line: CommandLine<Deps>): void {
  return
}

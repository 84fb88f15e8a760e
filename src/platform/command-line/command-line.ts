// What a feature's commands need from the program: an open installation, somebody who acts, and one way to answer.
import type { Ctx } from '../ctx.ts'
import type { PlatformDeps } from '../deps.ts'

export type CommandAnswer = {
  /** The one JSON document of `--json`. */
  readonly json: unknown
  /** The same for people, on standard output. */
  readonly text: string
  /** True when there were rejects or findings: exit code 3. */
  readonly findings?: boolean
}

export type CommandLine<Deps extends PlatformDeps = PlatformDeps> = {
  /**
   * Opens the installation, does the work as the command line's actor, prints the answer and closes. A failure goes
   * to standard error with its code and sentence. `jobs` makes queued jobs run in this process meanwhile.
   */
  run(
    options: { readonly json?: boolean | undefined; readonly jobs?: boolean | undefined },
    work: (deps: Deps, ctx: Ctx) => Promise<CommandAnswer>,
  ): Promise<void>
  /** The same for a command that prints and sets the exit code by itself. */
  within(work: (deps: Deps, ctx: Ctx) => Promise<void>): Promise<void>
  /** A line on standard error; on a terminal the next one with `again` takes its place. */
  say(sentence: string, how?: { readonly again?: boolean }): void
}

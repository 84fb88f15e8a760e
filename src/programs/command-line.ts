// How every command answers: one JSON document or text on standard output, all else on standard error, and an exit
// code: 0 done, 1 failed, 2 wrong use, 3 done with rejects or findings.
import type { Deps } from '../features/audit/public.ts'
import { commandLineCtx } from '../features/identity/public.ts'
import type { CommandAnswer, CommandLine } from '../platform/command-line/command-line.ts'
import { loadConfig } from '../platform/config/load-config.ts'
import type { Ctx } from '../platform/ctx.ts'
import { asChartroomError, SURFACES } from '../platform/errors.ts'
import { openInstallation } from './compose.ts'
import { startSealing } from './sealing.ts'
import { startWorker } from './worker.ts'

const CONNECTIONS = 8
const LINE_PAUSE_MS = 5000

export function openCommandLine(env: NodeJS.ProcessEnv): CommandLine<Deps> {
  let saidAt = Number.NEGATIVE_INFINITY
  const say = (sentence: string, how: { readonly again?: boolean } = {}) => {
    const overwrite = how.again === true && process.stderr.isTTY
    // In a log file a line of progress now and then is enough.
    if (how.again === true && !overwrite && performance.now() - saidAt < LINE_PAUSE_MS) return
    saidAt = performance.now()
    process.stderr.write(overwrite ? `\r\u001b[2K${sentence}` : `${sentence}\n`)
  }
  async function opened<T>(jobs: boolean, work: (deps: Deps, ctx: Ctx) => Promise<T>): Promise<T> {
    const installation = await openInstallation(loadConfig(quieter(env)), {
      connectionsMax: CONNECTIONS,
      name: 'chartroom command',
      onProgress: say,
    })
    // A command alone seals its own events; beside a server the elected one does.
    const sealing = await startSealing(installation)
    try {
      const ctx = await commandLineCtx(installation.deps)
      const worker = jobs ? await startWorker(installation) : undefined
      try {
        return await work(installation.deps, ctx)
      } finally {
        await worker?.close()
      }
    } finally {
      await sealing.close()
      await installation.close()
    }
  }

  return {
    say,
    run: (options, work) => answering(options, () => opened(options.jobs === true, work)),
    within: (work) =>
      answering({}, async () => {
        await opened(false, work)
        return undefined
      }),
  }
}

// A person at a terminal reads sentences, not the log of a server.
function quieter(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return { ...env, CHARTROOM_LOG_LEVEL: env.CHARTROOM_LOG_LEVEL ?? 'warn' }
}

/** Runs a command to its answer and sets the exit code; never throws. */
export async function answering(
  options: { readonly json?: boolean | undefined },
  work: () => Promise<CommandAnswer | undefined>,
): Promise<void> {
  try {
    const answer = await work()
    if (!answer) return
    await print(options.json ? JSON.stringify(answer.json, null, 2) : answer.text)
    process.exitCode = answer.findings ? 3 : 0
  } catch (thrown) {
    const error = asChartroomError(thrown)
    process.stderr.write(`${error.code}: ${error.message}\n`)
    // What nobody expected is for the operator at this terminal, not for a log that travels.
    if (error.code === 'platform.unexpected' && thrown instanceof Error) {
      process.stderr.write(`${thrown.stack ?? thrown.message}\n`)
    }
    process.exitCode = SURFACES[error.kind].exit
  }
}

function print(text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    process.stdout.write(text.endsWith('\n') || text === '' ? text : `${text}\n`, (failed) =>
      // `chartroom … | head` closes the pipe early; that is no failure of ours.
      failed && !('code' in failed && failed.code === 'EPIPE') ? reject(failed) : resolve(),
    )
  })
}

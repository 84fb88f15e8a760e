// The command `chartroom`. Programs are here; each feature brings its own nouns.
import { Command, CommanderError, InvalidArgumentError } from 'commander'
import { describeConfig, loadConfig } from '../platform/config/load-config.ts'
import { answering, openCommandLine } from './command-line.ts'
import { VERSION } from './compose.ts'
import { type DemoOptions, demo } from './demo.ts'
import { examine } from './doctor.ts'
import { addCommands } from './features.ts'
import { serve, work } from './serve.ts'
import { watchDemo } from './watch-demo.ts'

const WRONG_USE = 2
const DEMO_PATIENTS_MAX = 1_000_000

export function buildProgram(env: NodeJS.ProcessEnv): Command {
  const line = openCommandLine(env)
  const program = new Command('chartroom')
    .description('The medical records department in one program.')
    .version(VERSION)
    .exitOverride()
    .configureHelp({ showGlobalOptions: true })

  program
    .command('serve')
    .description('Start the server, and a worker beside it.')
    .action(() =>
      answering({}, async () => {
        const onOpen = (address: string) => line.say(`Chartroom is open at ${address}`)
        await serve(loadConfig(env), { env, say: line.say, onOpen })
        return undefined
      }),
    )

  program
    .command('demo')
    .description('Start with the synthetic department, which is made at the first start.')
    .option('--patients <number>', 'how many invented people', parsePatients, 200)
    .option('--seed <text>', 'another seed gives other people', 'larkmoor')
    .option('--fresh', 'begin anew: forget what was done to the demo so far', false)
    .option('--watch', 'start again when the code changes', false)
    .action((options: DemoOptions & { watch: boolean }) =>
      answering({}, async () => {
        if (options.watch) await watchDemo(options, env)
        else await demo(env, options, line.say)
        return undefined
      }),
    )

  program
    .command('worker')
    .description('Run queued jobs only; start as many as needed.')
    .action(() =>
      answering({}, async () => {
        await work(loadConfig(env), line.say)
        return undefined
      }),
    )

  program
    .command('doctor')
    .description('Print every setting with its source, and try each part.')
    .option('--json', 'print one JSON document')
    .action((options: { json?: boolean }) =>
      answering(options, () => examine(loadConfig(env), describeConfig(env))),
    )

  addCommands(program, line)
  inherit(program)
  return program
}

function parsePatients(text: string): number {
  const patients = Number(text)
  if (Number.isInteger(patients) && patients >= 1 && patients <= DEMO_PATIENTS_MAX) return patients
  throw new InvalidArgumentError(`Give a whole number from 1 to ${DEMO_PATIENTS_MAX}.`)
}

/** Runs one command line; the exit code is in process.exitCode. */
export async function runCli(args: readonly string[], env: NodeJS.ProcessEnv): Promise<void> {
  try {
    await buildProgram(env).parseAsync([...args], { from: 'user' })
  } catch (thrown) {
    if (!(thrown instanceof CommanderError)) throw thrown
    process.exitCode = thrown.exitCode === 0 ? 0 : WRONG_USE
  }
}

// Subcommands made by features leave by the same door when they are used wrongly.
function inherit(command: Command): void {
  for (const child of command.commands) {
    child.exitOverride()
    inherit(child)
  }
}

if (import.meta.main) await runCli(process.argv.slice(2), process.env)

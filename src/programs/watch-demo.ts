// `npm run dev`: the demo starts again when the server's code changes, and the pages are built again when theirs does.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import type { DemoOptions } from './demo.ts'
import { untilStopped } from './until-stopped.ts'

const ROOT = join(import.meta.dirname, '../..')

export async function watchDemo(wish: DemoOptions, env: NodeJS.ProcessEnv): Promise<void> {
  const server = start(env, [
    '--watch',
    '--watch-preserve-output',
    join(import.meta.dirname, 'cli.ts'),
    'demo',
    ...['--patients', String(wish.patients), '--seed', wish.seed],
    ...(wish.fresh ? ['--fresh'] : []),
  ])
  const pages = start(env, [join(ROOT, 'node_modules/vite/bin/vite.js'), 'build', '--watch'])
  await Promise.race([untilStopped(), once(server, 'exit')])
  await Promise.all([server, pages].map(stop))
}

function start(env: NodeJS.ProcessEnv, args: readonly string[]): ChildProcess {
  return spawn(process.execPath, [...args], { cwd: ROOT, env, stdio: ['ignore', 'inherit', 'inherit'] })
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  child.kill('SIGTERM')
  await once(child, 'exit')
}

// Runs a program of the project as a child under the right Node, handing on signals and the way it ended.
import { spawn } from 'node:child_process'
import { findNode, projectEnvironment, say } from './install.js'

const PARENT_POLL_MS = 250
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT', 'SIGUSR2']

/** Resolves with the exit code. A child that a signal ended ends this process with the same signal. */
export function runNode(args, options = {}) {
  const child = spawn(findNode(), args, { stdio: 'inherit', env: projectEnvironment(), ...options })
  const handlers = SIGNALS.map((signal) => [signal, () => handOn(child, signal)])
  for (const [signal, handler] of handlers) process.on(signal, handler)
  const watch = process.env.npm_lifecycle_event ? endWithParent(child) : undefined
  return new Promise((resolve) => {
    child.once('error', (error) => {
      say(`${args[0]} can't be started: ${error.message}`)
      resolve(1)
    })
    child.once('exit', (code, signal) => {
      clearInterval(watch)
      for (const [name, handler] of handlers) process.off(name, handler)
      if (signal) process.kill(process.pid, signal)
      else resolve(code ?? 1)
    })
  })
}

function handOn(child, signal) {
  // At a terminal Ctrl-C reaches the child by itself; a second one would look like impatience.
  if (signal === 'SIGINT' && process.stdin.isTTY) return
  child.kill(signal)
}

// npm runs scripts in a shell, and a signal to npm ends that shell without reaching us: a server would stay behind.
function endWithParent(child) {
  const parent = process.ppid
  const timer = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(timer)
    child.kill('SIGTERM')
  }, PARENT_POLL_MS)
  return timer
}

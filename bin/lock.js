// A lock between processes, for Node 18 and nothing installed: a file with the holder's process id, and the time that
// process started, so that a stranger who got the same id later is not taken for it.
import { existsSync, linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const POLL_MS = 200

/** Runs `work` while no other process does anything under the same name. Waits, and says so. */
export async function withLock(folder, name, work) {
  mkdirSync(folder, { recursive: true })
  const file = join(folder, `${name}.lock`)
  const own = `${file}.${process.pid}`
  writeFileSync(own, `${process.pid} ${startedAt(process.pid)}\n`)
  try {
    for (let tries = 0; !take(file, own); tries++) {
      if (tries === 0) process.stderr.write(`chartroom: waiting for another process (${name}) …\n`)
      await new Promise((resolve) => setTimeout(resolve, POLL_MS))
    }
    try {
      return await work()
    } finally {
      rmSync(file, { force: true })
    }
  } finally {
    rmSync(own, { force: true })
  }
}

function take(file, own) {
  const holder = read(file)
  if (holder !== undefined && !isAlive(holder)) removeStale(file, holder)
  try {
    linkSync(own, file)
    return true
  } catch (error) {
    if (error.code === 'EEXIST') return false
    throw error
  }
}

// Two may find the same stale lock; the slower one must not remove the lock that the faster one has just taken.
function removeStale(file, holder) {
  const aside = `${file}.stale.${process.pid}`
  try {
    renameSync(file, aside)
    if (read(aside) !== holder) linkSync(aside, file)
  } catch (error) {
    if (!['ENOENT', 'EEXIST'].includes(error.code)) throw error
  } finally {
    rmSync(aside, { force: true })
  }
}

function read(file) {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}

function isAlive(holder) {
  const [pid, started] = holder.trim().split(' ')
  try {
    process.kill(Number(pid), 0)
  } catch (error) {
    if (error.code !== 'EPERM') return false
  }
  return startedAt(pid) === started
}

// In clock ticks since boot, where the system tells.
function startedAt(pid) {
  if (!existsSync(`/proc/${pid}/stat`)) return '-'
  const line = readFileSync(`/proc/${pid}/stat`, 'utf8')
  return line.slice(line.lastIndexOf(')') + 2).split(' ')[19] ?? '-'
}

import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'

let child: ChildProcess | undefined
let folder: string | undefined
afterEach(async () => {
  child?.kill('SIGKILL')
  if (folder) await rm(folder, { recursive: true, force: true, maxRetries: 5 })
})

test('a worker whose server dies while it is still starting ends by itself', async () => {
  folder = await mkdtemp(join(tmpdir(), 'chartroom-orphan-'))
  child = fork(join(import.meta.dirname, 'cli.ts'), ['worker'], {
    env: {
      ...process.env,
      DATABASE_URL: undefined,
      CHARTROOM_DATA: join(folder, 'data'),
      CHARTROOM_LOG_LEVEL: 'error',
    },
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  })
  // The channel closes as it does when the parent is killed, long before the database is up.
  child.disconnect()
  const [code, signal] = await once(child, 'exit')
  expect({ code, signal }).toEqual({ code: 0, signal: null })
}, 90_000)

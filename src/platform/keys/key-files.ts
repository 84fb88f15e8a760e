// The only code that touches key files: each is written once, whole or not at all, readable by its owner alone.
import { randomUUID } from 'node:crypto'
import { chmod, link, mkdir, open, readdir, readFile, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { ChartroomError } from '../errors.ts'

const OTHERS = 0o077

export async function openKeyFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 })
  } catch (thrown) {
    const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : 'unknown'
    throw new ChartroomError(
      'unavailable',
      'keys.folder_unwritable',
      `The keys folder ${folder} can't be made (${code}). Give Chartroom folders it may write to with CHARTROOM_DATA and CHARTROOM_KEYS, or mend the permissions.`,
      { cause: thrown },
    )
  }
  await refuseOpenToOthers(folder, '700')
}

export async function listKeyFiles(folder: string): Promise<string[]> {
  return (await readdir(folder)).sort()
}

export async function readKeyFile(folder: string, name: string): Promise<Buffer> {
  const path = join(folder, name)
  await refuseOpenToOthers(path, '600')
  return readFile(path)
}

/** Writes a new key durably. When another process was first, its key stands and ours is thrown away. */
export async function writeKeyFile(folder: string, name: string, content: string): Promise<void> {
  const draft = join(folder, `.${name}.${randomUUID()}`)
  const file = await open(draft, 'wx', 0o600)
  try {
    await file.writeFile(content)
    await file.sync()
  } finally {
    await file.close()
  }
  try {
    await chmod(draft, 0o600)
    await link(draft, join(folder, name))
  } catch (thrown) {
    if (!(thrown instanceof Error && 'code' in thrown && thrown.code === 'EEXIST')) throw thrown
  } finally {
    await rm(draft, { force: true })
  }
  const directory = await open(folder, 'r')
  await directory.sync().finally(() => directory.close())
}

async function refuseOpenToOthers(path: string, wanted: string): Promise<void> {
  const { mode } = await stat(path)
  if ((mode & OTHERS) === 0) return
  throw new ChartroomError(
    'refused',
    'platform.keys_open_to_others',
    `Other users of this machine can reach the key at ${path}. Run: chmod ${wanted} '${path}'. If others had access, rotate the keys.`,
    { alarming: true },
  )
}

// The files that a command's paths name: a folder stands for every file below it, in one fixed order.
import { readdir, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { noSuchPath } from './errors.ts'

export type FoundFile = { readonly path: string; readonly name: string; readonly bytes: number }

/** Throws `interop.no_such_path` for a path that can't be read. Hidden files and folders are passed over. */
export async function discoverFiles(paths: readonly string[]): Promise<FoundFile[]> {
  const found: FoundFile[] = []
  for (const path of paths) found.push(...(await below(path, basename(path))))
  return found
}

async function below(path: string, name: string): Promise<FoundFile[]> {
  try {
    const facts = await stat(path)
    if (!facts.isDirectory()) return [{ path, name, bytes: facts.size }]
    const children = (await readdir(path)).filter((child) => !child.startsWith('.')).toSorted()
    const lists: FoundFile[] = []
    for (const child of children) lists.push(...(await below(join(path, child), `${name}/${child}`)))
    return lists
  } catch (thrown) {
    if (thrown instanceof Error && 'code' in thrown) throw noSuchPath(path, thrown)
    throw thrown
  }
}

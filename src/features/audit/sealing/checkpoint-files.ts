// The checkpoint files: checkpoints/YYYY-MM.jsonl, one line a checkpoint, appended and forced to disk.
import { createReadStream } from 'node:fs'
import { mkdir, open, readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'

/** `copy` is a second folder, best on another machine: it shows when the first one was cut. */
export type CheckpointPlaces = { readonly folder: string; readonly copy?: string | undefined }

export function checkpointPlaces(dataFolder: string, copy: string | undefined): CheckpointPlaces {
  return {
    folder: join(dataFolder, 'checkpoints'),
    copy: copy === undefined || copy === '' ? undefined : copy,
  }
}

const FILE_NAME = /^\d{4}-\d{2}\.jsonl$/
const LINE_BYTES_MAX = 64 * 1024
const NEWLINE = 10

export function fileNameOf(at: Date): string {
  return `${at.toISOString().slice(0, 7)}.jsonl`
}

export async function listCheckpointFiles(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch((thrown: NodeJS.ErrnoException) => {
    if (thrown.code === 'ENOENT') return []
    throw thrown
  })
  return names.filter((name) => FILE_NAME.test(name)).sort()
}

export type CheckpointLine = { readonly text: string; readonly file: string }

/**
 * Every whole line of every file, in order. The last file's end without a newline is a line that is being written, or
 * one whose writer died before it was acknowledged: it is not there yet.
 */
export async function* readCheckpointLines(folder: string): AsyncGenerator<CheckpointLine> {
  const files = await listCheckpointFiles(folder)
  for (const file of files) {
    let rest = ''
    for await (const chunk of createReadStream(join(folder, file), { encoding: 'utf8' })) {
      const lines = `${rest}${chunk}`.split('\n')
      rest = lines.pop() ?? ''
      for (const text of lines) yield { text, file }
      if (rest.length > LINE_BYTES_MAX) break
    }
    if (rest !== '' && (file !== files.at(-1) || rest.length > LINE_BYTES_MAX)) yield { text: rest, file }
  }
}

/** The last whole line of all; `undefined` when there is none. Cuts off what a dying writer left half-written. */
export async function mendAndReadLastLine(folder: string): Promise<string | undefined> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  for (const name of (await listCheckpointFiles(folder)).reverse()) {
    const file = await open(join(folder, name), 'r+')
    try {
      const { size } = await file.stat()
      const length = Math.min(size, 2 * LINE_BYTES_MAX)
      const tail = Buffer.alloc(length)
      await file.read(tail, 0, length, size - length)
      const end = tail.lastIndexOf(NEWLINE) + 1
      if (end < length) {
        await file.truncate(size - length + end)
        await file.sync()
      }
      if (end > 0) return tail.toString('utf8', tail.lastIndexOf(NEWLINE, end - 2) + 1, end - 1)
    } finally {
      await file.close()
    }
  }
  return undefined
}

/** Resolves when the line is on disk. */
export async function appendLine(folder: string, name: string, line: string): Promise<void> {
  const path = join(folder, name)
  const isNew = await stat(path).then(
    () => false,
    () => true,
  )
  const file = await open(path, 'a', 0o600)
  try {
    await file.appendFile(`${line}\n`)
    await file.datasync()
  } finally {
    await file.close()
  }
  if (isNew) await syncFolder(folder)
}

/**
 * Brings the copy of one file up to the first. Returns false when the copy is the longer one: then somebody cut the
 * first, and the copy is left as the witness that it is.
 */
export async function bringCopyUp(folder: string, copy: string, name: string): Promise<boolean> {
  await mkdir(copy, { recursive: true, mode: 0o700 })
  const from = await open(join(folder, name), 'r')
  const to = await open(join(copy, name), 'a', 0o600)
  try {
    const [first, second] = [(await from.stat()).size, (await to.stat()).size]
    if (second > first) return false
    if (second === first) return true
    for await (const chunk of from.createReadStream({ start: second, end: first - 1, autoClose: false })) {
      await to.appendFile(chunk)
    }
    await to.datasync()
    if (second === 0) await syncFolder(copy)
    return true
  } finally {
    await to.close()
    await from.close()
  }
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  await handle.sync().finally(() => handle.close())
}

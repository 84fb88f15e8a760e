// How the files of an upload are shared out over requests. Small requests cost little to repeat; a very large file goes
// alone.

export const BATCH_FILES_MAX = 40
export const BATCH_BYTES_MAX = 16 * 1024 * 1024
/** What the server takes for one file. */
export const FILE_BYTES_MAX = 8 * 1024 ** 3

type Sized = { readonly bytes: number }

/** The next batch off the front of what waits: at least one file. */
export function nextBatch<File extends Sized>(waiting: readonly File[]): readonly File[] {
  const batch: File[] = []
  let bytes = 0
  for (const file of waiting) {
    if (batch.length > 0 && (batch.length >= BATCH_FILES_MAX || bytes + file.bytes > BATCH_BYTES_MAX)) break
    batch.push(file)
    bytes += file.bytes
  }
  return batch
}

/** A path that is not taken yet: two files of one name from two places both go. */
export function freePath(path: string, taken: ReadonlySet<string>): string {
  if (!taken.has(path)) return path
  const dot = path.lastIndexOf('.')
  const cut = dot > path.lastIndexOf('/') + 1 ? dot : path.length
  for (let n = 2; ; n += 1) {
    const candidate = `${path.slice(0, cut)} (${n})${path.slice(cut)}`
    if (!taken.has(candidate)) return candidate
  }
}

/** What a browser writes for a path in a form's head, as the server reads it back. */
export function pathAsSent(path: string): string {
  return path.replaceAll('"', '%22').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
}

const UNITS = ['bytes', 'KB', 'MB', 'GB', 'TB']

/** "1.4 MB" */
export function bytesInWords(bytes: number): string {
  let unit = 0
  let value = bytes
  while (value >= 1000 && unit < UNITS.length - 1) {
    value /= 1024
    unit += 1
  }
  const shown = unit === 0 || value >= 100 ? Math.round(value).toLocaleString('en') : value.toFixed(1)
  return `${shown} ${UNITS[unit] ?? ''}`
}

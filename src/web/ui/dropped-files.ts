// Files out of a drop or a picker, folders walked to the bottom, each with its path inside what was dropped.
export type DroppedFile = { readonly file: File; readonly path: string }

/** All files under the dropped items. Must be called inside the drop event: the browser forgets the items afterwards. */
export async function filesOfDrop(items: DataTransferItemList): Promise<DroppedFile[]> {
  const entries: FileSystemEntry[] = []
  const loose: DroppedFile[] = []
  for (const item of Array.from(items)) {
    if (item.kind !== 'file') continue
    const entry = item.webkitGetAsEntry?.() ?? null
    if (entry !== null) entries.push(entry)
    else {
      const file = item.getAsFile()
      if (file !== null) loose.push({ file, path: file.name })
    }
  }
  const found: DroppedFile[] = [...loose]
  for (const entry of entries) await walk(entry, '', found)
  return found
}

/** The files of an <input type="file">, with their folder when a folder was picked. */
export function filesOfInput(files: FileList): DroppedFile[] {
  return Array.from(files, (file) => ({ file, path: file.webkitRelativePath || file.name }))
}

async function walk(entry: FileSystemEntry, above: string, found: DroppedFile[]): Promise<void> {
  const path = above === '' ? entry.name : `${above}/${entry.name}`
  if (entry.isFile) {
    const file = await new Promise<File>((resolve, reject) =>
      (entry as FileSystemFileEntry).file(resolve, reject),
    )
    found.push({ file, path })
    return
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader()
  for (;;) {
    // A reader hands out at most a hundred entries at a time, and an empty list when it is done.
    const batch = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    )
    if (batch.length === 0) return
    for (const child of batch) await walk(child, path, found)
  }
}

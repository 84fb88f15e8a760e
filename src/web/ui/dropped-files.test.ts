// @vitest-environment jsdom
import { expect, it } from 'vitest'
import { filesOfDrop } from './dropped-files.ts'

type Entry = { isFile: boolean; name: string; file?: unknown; createReader?: unknown }

const fileEntry = (name: string): Entry => ({
  isFile: true,
  name,
  file: (give: (file: File) => void) => give(new File(['x'], name)),
})

/** As browsers do it: a reader hands out its entries in batches, then an empty one. */
const folderEntry = (name: string, children: Entry[], batch = 2): Entry => ({
  isFile: false,
  name,
  createReader: () => {
    let at = 0
    return {
      readEntries: (give: (entries: Entry[]) => void) => {
        give(children.slice(at, at + batch))
        at += batch
      },
    }
  },
})

const drop = (...entries: Entry[]) =>
  entries.map((entry) => ({
    kind: 'file',
    webkitGetAsEntry: () => entry,
    getAsFile: () => null,
  })) as unknown as DataTransferItemList

it('walks folders to the bottom and keeps the paths', async () => {
  const found = await filesOfDrop(
    drop(
      folderEntry('records', [
        fileEntry('a.json'),
        fileEntry('b.json'),
        folderEntry('2025', [fileEntry('c.ndjson')]),
      ]),
      fileEntry('d.json'),
    ),
  )
  expect(found.map((one) => one.path)).toEqual([
    'records/a.json',
    'records/b.json',
    'records/2025/c.ndjson',
    'd.json',
  ])
})

it('reads a folder of many batches to its end', async () => {
  const many = Array.from({ length: 251 }, (_unused, index) => fileEntry(`${index}.json`))
  expect(await filesOfDrop(drop(folderEntry('many', many, 100)))).toHaveLength(251)
})

it('finds nothing in an empty folder or in dropped text', async () => {
  const text = [
    { kind: 'string', webkitGetAsEntry: () => null, getAsFile: () => null },
  ] as unknown as DataTransferItemList
  expect(await filesOfDrop(drop(folderEntry('empty', [])))).toEqual([])
  expect(await filesOfDrop(text)).toEqual([])
})

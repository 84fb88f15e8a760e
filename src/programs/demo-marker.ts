// Which department a data folder holds. A folder without the marker is somebody's real one and is never filled or
// emptied.
import { existsSync } from 'node:fs'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'

const schema = z.object({
  seed: z.string(),
  patients: z.int(),
  asOf: z.iso.date(),
  state: z.enum(['filling', 'filled']),
})
export type DemoMarker = z.infer<typeof schema>

const place = (dataFolder: string) => join(dataFolder, 'demo-department.json')

export async function readMarker(dataFolder: string): Promise<DemoMarker | undefined> {
  if (!existsSync(place(dataFolder))) return undefined
  return schema.parse(JSON.parse(await readFile(place(dataFolder), 'utf8')))
}

export async function writeMarker(dataFolder: string, marker: DemoMarker): Promise<void> {
  await mkdir(dataFolder, { recursive: true, mode: 0o700 })
  await writeFile(`${place(dataFolder)}.new`, JSON.stringify(marker))
  await rename(`${place(dataFolder)}.new`, place(dataFolder))
}

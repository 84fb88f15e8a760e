// A disk that is really full: a small file system in memory, which only root may mount. Skipped where that is not allowed.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { afterEach, expect, test } from 'vitest'
import { type EmbeddedDatabase, startEmbedded } from './start-embedded.ts'

const mounted: string[] = []
let database: EmbeddedDatabase | undefined

afterEach(async () => {
  await database?.stop()
  database = undefined
  for (const folder of mounted.splice(0)) {
    spawnSync('umount', [folder])
    rmSync(folder, { recursive: true, force: true })
  }
})

function mountDisk(megabytes: number): string | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'chartroom-disk-'))
  const mount = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder])
  if (mount.status === 0) mounted.push(folder)
  else rmSync(folder, { recursive: true, force: true })
  return mount.status === 0 ? folder : undefined
}

const probe = mountDisk(1)
const mayMount = probe !== undefined
if (probe) {
  spawnSync('umount', [probe])
  rmSync(probe, { recursive: true, force: true })
  mounted.length = 0
}

async function ask(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => undefined)
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end().catch(() => undefined)
  }
}

test.skipIf(!mayMount)('a first start on a full disk says so and leaves nothing half-made', async () => {
  const disk = mountDisk(20) ?? ''
  const options = { dataFolder: join(disk, 'data'), keysFolder: join(disk, 'keys') }
  await expect(startEmbedded(options)).rejects.toMatchObject({
    code: 'database.disk_full',
    message: expect.stringContaining('free some space'),
  })

  spawnSync('mount', ['-o', 'remount,size=200m', disk])
  database = await startEmbedded(options)
  expect(await ask(database.ownerUrl, 'select 1 as one')).toEqual([{ one: 1 }])
})

test.skipIf(!mayMount)('a disk that fills under the running server loses no committed row', async () => {
  const disk = mountDisk(130) ?? ''
  database = await startEmbedded({ dataFolder: join(disk, 'data'), keysFolder: join(disk, 'keys') })
  await ask(database.ownerUrl, 'create table kept (n int, filler text)')
  writeFileSync(join(disk, 'filler'), Buffer.alloc(50_000_000))

  let committed = 0
  for (;;) {
    const rows = `insert into kept select g, repeat(md5(g::text), 200) from generate_series(1, 500) g`
    const refused = await ask(database.ownerUrl, rows).then(
      () => false,
      () => true,
    )
    if (refused) break
    committed += 500
  }
  expect(committed).toBeGreaterThan(0)

  rmSync(join(disk, 'filler'))
  const count = async () => (await ask(database?.ownerUrl ?? '', 'select count(*)::int as n from kept'))[0]?.n
  let found: unknown
  while (found === undefined) {
    found = await count().catch(() => undefined)
    if (found === undefined) await wait(100)
  }
  expect(found).toBe(committed)
})

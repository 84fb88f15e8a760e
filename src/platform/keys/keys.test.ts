import { chmod, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openKeys, rotateMasterKey, rotateSigningKey } from './keys.ts'

let folder: string
beforeEach(async () => {
  folder = join(await mkdtemp(join(tmpdir(), 'chartroom-keys-')), 'keys')
})
afterEach(() => rm(join(folder, '..'), { recursive: true }))

const dataKey = Buffer.alloc(32, 7)

describe('the first start', () => {
  test('makes keys that only their owner can read', async () => {
    await openKeys(folder)
    expect((await stat(folder)).mode & 0o777).toBe(0o700)
    const names = await readdir(folder)
    expect(names.sort()).toEqual(['master-1.key', 'root.key', 'signing-1.pem'])
    for (const name of names) expect((await stat(join(folder, name))).mode & 0o777).toBe(0o600)
  })

  test('of several processes at once ends with one set of keys', async () => {
    const all = await Promise.all(Array.from({ length: 8 }, () => openKeys(folder)))
    const prints = new Set(all.map((keys) => JSON.stringify(keys.fingerprints())))
    expect(prints.size).toBe(1)
    expect(await readdir(folder)).toHaveLength(3)
  })

  test('and the next one give the same secrets', async () => {
    const first = (await openKeys(folder)).secret('session')
    const again = await openKeys(folder)
    expect(again.secret('session')).toEqual(first)
    expect(again.secret('blob-address')).not.toEqual(first)
  })
})

describe('rotation', () => {
  test('wraps with the new key and still unwraps what the old one wrapped', async () => {
    const old = (await openKeys(folder)).wrap(dataKey, 'blob 1')
    expect(await rotateMasterKey(folder)).toBe(2)
    const keys = await openKeys(folder)
    expect(keys.unwrap(old, 'blob 1')).toEqual(dataKey)
    expect(keys.wrap(dataKey, 'blob 1').version).toBe(2)
  })

  test('of the signing key keeps earlier signatures good', async () => {
    const message = Buffer.from('checkpoint 1')
    const old = (await openKeys(folder)).sign(message)
    await rotateSigningKey(folder)
    const keys = await openKeys(folder)
    expect(keys.verify(message, old)).toBe(true)
    expect(keys.sign(message).version).toBe(2)
    expect(keys.publicKeys().map((key) => key.version)).toEqual([1, 2])
  })

  test('passes ten without taking nine for the newest', async () => {
    await openKeys(folder)
    for (let version = 2; version <= 11; version += 1) expect(await rotateMasterKey(folder)).toBe(version)
    expect((await openKeys(folder)).wrap(dataKey, 'x').version).toBe(11)
  })
})

describe('what must not work', () => {
  test('a wrapped key does not open for another subject, when changed, or without its master key', async () => {
    const keys = await openKeys(folder)
    const { wrapped, version } = keys.wrap(dataKey, 'blob 1')
    expect(() => keys.unwrap({ wrapped, version }, 'blob 2')).toThrow(/does not open/)
    const changed = Buffer.from(wrapped)
    changed[20] = (changed[20] ?? 0) ^ 1
    expect(() => keys.unwrap({ wrapped: changed, version }, 'blob 1')).toThrow(/does not open/)
    expect(() => keys.unwrap({ wrapped, version: 9 }, 'blob 1')).toThrow(/Key version 9 is missing/)
  })

  test('a signature does not hold for another message or an unknown key', async () => {
    const keys = await openKeys(folder)
    const signed = keys.sign(Buffer.from('one'))
    expect(keys.verify(Buffer.from('two'), signed)).toBe(false)
    expect(keys.verify(Buffer.from('one'), { ...signed, version: 2 })).toBe(false)
  })

  test.each(['master-1.key', 'signing-1.pem', 'root.key'])(
    '%s readable by others stops the start',
    async (name) => {
      await openKeys(folder)
      await chmod(join(folder, name), 0o644)
      await expect(openKeys(folder)).rejects.toThrow(`chmod 600 '${join(folder, name)}'`)
    },
  )

  test('a keys folder open to others stops the start', async () => {
    await openKeys(folder)
    await chmod(folder, 0o755)
    await expect(openKeys(folder)).rejects.toThrow(/chmod 700/)
  })

  test.each(['master-1.key', 'signing-1.pem', 'root.key'])('a damaged %s is named', async (name) => {
    await openKeys(folder)
    await writeFile(join(folder, name), 'half')
    await expect(openKeys(folder)).rejects.toThrow(`${name} is damaged`)
  })
})

test('a keys folder that can not be made is named in a sentence', async () => {
  const { mkdtemp, writeFile } = await import('node:fs/promises')
  const { tmpdir } = await import('node:os')
  const { join } = await import('node:path')
  const file = join(await mkdtemp(join(tmpdir(), 'chartroom-keys-')), 'a-file')
  await writeFile(file, '')
  await expect(openKeys(join(file, 'keys'))).rejects.toMatchObject({
    code: 'keys.folder_unwritable',
    message: expect.stringContaining('CHARTROOM_KEYS'),
  })
})

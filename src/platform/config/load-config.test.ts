import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { ChartroomError } from '../errors.ts'
import { describeConfig, loadConfig } from './load-config.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'chartroom-config-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const env = (more: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv => ({ HOME: '/home/quill', ...more })
const write = (settings: unknown) =>
  writeFileSync(
    join(folder, 'chartroom.config.json'),
    typeof settings === 'string' ? settings : JSON.stringify(settings),
  )

function mistakesOf(work: () => unknown): string {
  try {
    work()
  } catch (thrown) {
    if (thrown instanceof ChartroomError) return thrown.message
    throw thrown
  }
  return 'none'
}

describe('where a setting comes from', () => {
  test('without any setting the folders lie side by side in the home and the server listens on loopback only', () => {
    expect(loadConfig(env(), folder)).toMatchObject({
      dataFolder: '/home/quill/.local/share/chartroom/data',
      keysFolder: '/home/quill/.local/share/chartroom/keys',
      databaseUrl: undefined,
      host: '127.0.0.1',
      port: 8080,
      publicUrl: 'http://localhost:8080',
      blobs: { kind: 'folder' },
      validationThreads: 2,
    })
  })

  test('XDG_DATA_HOME moves both folders', () => {
    expect(loadConfig(env({ XDG_DATA_HOME: '/srv/share' }), folder).dataFolder).toBe(
      '/srv/share/chartroom/data',
    )
  })

  test('a data folder without a keys folder puts the keys beside it', () => {
    expect(loadConfig(env({ CHARTROOM_DATA: '/srv/room/' }), folder).keysFolder).toBe('/srv/room-keys')
  })

  test('the environment goes before the file and the file before the default', () => {
    write({ port: 9000, idleMinutes: 5 })
    const config = loadConfig(env({ PORT: '9001' }), folder)
    expect([config.port, config.idleMinutes]).toEqual([9001, 5])
    const sources = Object.fromEntries(
      describeConfig(env({ PORT: '9001' }), folder).map((one) => [one.name, one.source]),
    )
    expect(sources).toMatchObject({ port: 'environment', idleMinutes: 'file', host: 'default' })
  })

  test('an empty variable counts as unset', () => {
    expect(loadConfig(env({ PORT: '', DATABASE_URL: '' }), folder)).toMatchObject({
      port: 8080,
      databaseUrl: undefined,
    })
  })

  test('relative folders are resolved from the working folder', () => {
    expect(loadConfig(env({ CHARTROOM_DATA: 'room' }), folder).dataFolder).toBe(join(folder, 'room'))
  })
})

describe('what is wrong is said', () => {
  test('every wrong setting is named at once', () => {
    write({ idleMinutes: 0, colour: 'green' })
    const said = mistakesOf(() =>
      loadConfig(
        env({ PORT: 'eighty', CHARTROOM_TIME_ZONE: 'Mars/Base', DATABASE_URL: 'mysql://x' }),
        folder,
      ),
    )
    expect(said).toMatch(/PORT: must be a number/)
    expect(said).toMatch(/CHARTROOM_TIME_ZONE: must be a time zone/)
    expect(said).toMatch(/DATABASE_URL: must be an address that begins with postgres:/)
    expect(said).toMatch(/idleMinutes in chartroom.config.json/)
    expect(said).toMatch(/colour in chartroom.config.json: there is no such setting/)
  })

  test.each([
    ['inside', '/srv/room/keys'],
    ['the same', '/srv/room'],
    ['inside by a detour', '/srv/other/../room/keys'],
  ])('a keys folder that is %s is refused', (_how, keys) => {
    expect(
      mistakesOf(() => loadConfig(env({ CHARTROOM_DATA: '/srv/room', CHARTROOM_KEYS: keys }), folder)),
    ).toMatch(/inside the data folder/)
  })

  test('a keys folder beside it whose name begins alike is taken', () => {
    expect(
      loadConfig(env({ CHARTROOM_DATA: '/srv/room', CHARTROOM_KEYS: '/srv/room-2' }), folder).keysFolder,
    ).toBe('/srv/room-2')
  })

  test('an object store needs its address, bucket and keys', () => {
    const said = mistakesOf(() =>
      loadConfig(env({ CHARTROOM_BLOBS: 's3', CHARTROOM_S3_BUCKET: 'room' }), folder),
    )
    expect(said.match(/needed when/g)).toHaveLength(3)
  })

  test.each([
    ['a file that is no JSON', '{'],
    ['a file that is no object', '[1]'],
  ])('%s is named', (_what, text) => {
    write(text)
    expect(mistakesOf(() => loadConfig(env(), folder))).toMatch(/is not a JSON object/)
  })

  test('a named file that is missing is an error', () => {
    expect(mistakesOf(() => loadConfig(env({ CHARTROOM_CONFIG: 'elsewhere.json' }), folder))).toMatch(
      /can't be read/,
    )
  })
})

test('secrets are masked in the description', () => {
  const described = describeConfig(
    env({
      DATABASE_URL: 'postgres://room:hunter2@db/room',
      CHARTROOM_BLOBS: 's3',
      CHARTROOM_S3_ENDPOINT: 'https://s3.example',
      CHARTROOM_S3_BUCKET: 'room',
      CHARTROOM_S3_ACCESS_KEY_ID: 'AK',
      CHARTROOM_S3_SECRET_ACCESS_KEY: 'sesame',
    }),
    folder,
  )
  expect(JSON.stringify(described)).not.toMatch(/hunter2|sesame/)
  expect(described.find((one) => one.name === 'databaseUrl')?.value).toBe('postgres://room:removed@db/room')
})

// Reads the settings: environment first, then chartroom.config.json, then the default. Everything that is wrong is
// named at once, so that nobody mends one line per start.
import { readFileSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { z } from 'zod'
import { ChartroomError } from '../errors.ts'
import type { Config } from './config.ts'
import { defaultOf, SETTINGS, type SettingName, type SettingSource } from './settings.ts'

export type SettingDescription = {
  readonly name: SettingName
  readonly variable: string
  readonly about: string
  /** As text, with secrets masked; undefined when unset. */
  readonly value: string | undefined
  readonly source: SettingSource
}

type Found = { value: unknown; source: SettingSource }
type Settings = Readonly<Record<SettingName, Found>>

/** The settings of this process. Throws one ChartroomError that names every wrong setting. */
export function loadConfig(env: NodeJS.ProcessEnv, folder: string = process.cwd()): Config {
  return toConfig(readSettings(env, folder), folder)
}

/** Each setting with its value and where it came from, for `chartroom doctor`. */
export function describeConfig(env: NodeJS.ProcessEnv, folder: string = process.cwd()): SettingDescription[] {
  const settings = readSettings(env, folder)
  return SETTINGS.map((setting) => {
    const { value, source } = settings[setting.name]
    const { name, variable, about } = setting
    return { name, variable, about, value: shown(value, setting.secret === true), source }
  })
}

function readSettings(env: NodeJS.ProcessEnv, folder: string): Settings {
  const file = readFile(env, folder)
  const mistakes = unknownNames(file)
  const given: Partial<Record<SettingName, unknown>> = {}
  const found: Partial<Record<SettingName, Found>> = {}
  for (const setting of SETTINGS) {
    const fromEnvironment = env[setting.variable]
    const source: SettingSource = fromEnvironment ? 'environment' : setting.name in file ? 'file' : 'default'
    const raw = fromEnvironment || file[setting.name]
    if (source === 'default') {
      found[setting.name] = { value: defaultOf(setting.name, given, env), source }
      continue
    }
    const parsed = setting.schema.safeParse(raw)
    if (parsed.success) {
      given[setting.name] = parsed.data
      found[setting.name] = { value: parsed.data, source }
    } else {
      const where = source === 'environment' ? setting.variable : `${setting.name} in chartroom.config.json`
      mistakes.push(`${where}: ${parsed.error.issues.map((issue) => issue.message).join(', ')}`)
    }
  }
  mistakes.push(...contradictions(found, folder))
  if (mistakes.length > 0) throw wrongSettings(mistakes)
  return found as Settings
}

const FILE = z.record(z.string(), z.unknown())

function readFile(env: NodeJS.ProcessEnv, folder: string): Record<string, unknown> {
  const path = env.CHARTROOM_CONFIG
    ? resolve(folder, env.CHARTROOM_CONFIG)
    : join(folder, 'chartroom.config.json')
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (thrown) {
    const missing = thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT'
    if (missing && !env.CHARTROOM_CONFIG) return {}
    throw wrongSettings([`${path} can't be read; check CHARTROOM_CONFIG and the file's permissions`], thrown)
  }
  try {
    return FILE.parse(JSON.parse(text))
  } catch (thrown) {
    throw wrongSettings([`${path} is not a JSON object`], thrown)
  }
}

function unknownNames(file: Record<string, unknown>): string[] {
  const known = new Set<string>(SETTINGS.map((setting) => setting.name))
  return Object.keys(file)
    .filter((name) => !known.has(name) && name !== '$schema')
    .map((name) => `${name} in chartroom.config.json: there is no such setting`)
}

function contradictions(found: Partial<Record<SettingName, Found>>, folder: string): string[] {
  const mistakes: string[] = []
  const data = found.dataFolder?.value
  const keys = found.keysFolder?.value
  if (
    typeof data === 'string' &&
    typeof keys === 'string' &&
    isInside(resolve(folder, keys), resolve(folder, data))
  ) {
    mistakes.push(
      'CHARTROOM_KEYS: the keys folder lies inside the data folder; whoever copies the data would have its keys. Put it elsewhere',
    )
  }
  if (found.blobs?.value === 's3') {
    for (const name of ['s3Endpoint', 's3Bucket', 's3AccessKeyId', 's3SecretAccessKey'] as const) {
      const variable = SETTINGS.find((setting) => setting.name === name)?.variable
      if (found[name] && found[name].value === undefined)
        mistakes.push(`${variable}: needed when CHARTROOM_BLOBS is s3`)
    }
  }
  return mistakes
}

function isInside(inner: string, outer: string): boolean {
  const path = relative(outer, inner)
  return path === '' || (!path.startsWith('..') && !path.startsWith('/'))
}

function wrongSettings(mistakes: readonly string[], cause?: unknown): ChartroomError {
  const lines = mistakes.map((mistake) => `\n  - ${mistake}.`).join('')
  return new ChartroomError(
    'invalid',
    'platform.settings_wrong',
    `Chartroom can't start with these settings. Mend them and start again:${lines}`,
    { details: { settings: mistakes }, cause },
  )
}

function toConfig(settings: Settings, folder: string): Config {
  const text = (name: SettingName) => settings[name].value as string
  const number = (name: SettingName) => settings[name].value as number
  return {
    dataFolder: resolve(folder, text('dataFolder')),
    keysFolder: resolve(folder, text('keysFolder')),
    checkpointsFolder:
      settings.checkpointsFolder.value === undefined ? undefined : resolve(folder, text('checkpointsFolder')),
    databaseUrl: settings.databaseUrl.value as string | undefined,
    port: number('port'),
    host: text('host'),
    publicUrl: text('publicUrl'),
    logLevel: settings.logLevel.value as Config['logLevel'],
    timeZone: text('timeZone'),
    idleMinutes: number('idleMinutes'),
    trustedProxies: settings.trustedProxies.value as string[],
    blobs:
      text('blobs') === 's3'
        ? {
            kind: 's3',
            endpoint: text('s3Endpoint'),
            bucket: text('s3Bucket'),
            region: text('s3Region'),
            accessKeyId: text('s3AccessKeyId'),
            secretAccessKey: text('s3SecretAccessKey'),
          }
        : { kind: 'folder' },
    validationThreads: number('validationThreads'),
  }
}

function shown(value: unknown, secret: boolean): string | undefined {
  if (value === undefined) return undefined
  const text = Array.isArray(value) ? value.join(', ') : String(value)
  if (!secret) return text
  if (!URL.canParse(text)) return '(set)'
  const url = new URL(text)
  if (url.password) url.password = 'removed'
  for (const name of [...url.searchParams.keys()])
    if (/pass|key/i.test(name)) url.searchParams.set(name, 'removed')
  return url.href
}

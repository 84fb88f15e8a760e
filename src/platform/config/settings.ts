// Every setting in one table: where it may be given, what it must look like, what it is when nobody says.
import { homedir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'

export type SettingSource = 'environment' | 'file' | 'default'

export type SettingName =
  | 'dataFolder'
  | 'keysFolder'
  | 'checkpointsFolder'
  | 'databaseUrl'
  | 'port'
  | 'host'
  | 'publicUrl'
  | 'logLevel'
  | 'timeZone'
  | 'idleMinutes'
  | 'trustedProxies'
  | 'blobs'
  | 's3Endpoint'
  | 's3Bucket'
  | 's3Region'
  | 's3AccessKeyId'
  | 's3SecretAccessKey'
  | 'validationThreads'

export type Setting = {
  readonly name: SettingName
  readonly variable: string
  readonly about: string
  readonly schema: z.ZodType
  readonly secret?: true
}

const folder = z.string().min(1)
const address = (protocols: readonly string[]) =>
  z.string().refine((text) => URL.canParse(text) && protocols.includes(new URL(text).protocol), {
    error: `must be an address that begins with ${protocols.map((protocol) => `${protocol}//`).join(' or ')}`,
  })
const wholeNumber = (min: number, max: number) =>
  z.coerce.number({ error: 'must be a number' }).int().min(min).max(max)
const timeZone = z.string().refine(isTimeZone, { error: 'must be a time zone such as America/Chicago' })
const list = z.union([
  z.array(z.string()),
  z.string().transform((text) =>
    text
      .split(',')
      .map((part) => part.trim())
      .filter((part) => part !== ''),
  ),
])

export const SETTINGS: readonly Setting[] = [
  {
    name: 'dataFolder',
    variable: 'CHARTROOM_DATA',
    about: 'Folder for the database, blobs and checkpoints.',
    schema: folder,
  },
  {
    name: 'keysFolder',
    variable: 'CHARTROOM_KEYS',
    about: 'Folder for keys; outside the data folder and outside backups.',
    schema: folder,
  },
  {
    name: 'checkpointsFolder',
    variable: 'CHARTROOM_CHECKPOINTS',
    about: 'A second folder for signed checkpoints, best on another machine.',
    schema: folder,
  },
  {
    name: 'databaseUrl',
    variable: 'DATABASE_URL',
    about: 'Another PostgreSQL (15 or later) instead of the embedded one.',
    schema: address(['postgres:', 'postgresql:']),
    secret: true,
  },
  { name: 'port', variable: 'PORT', about: 'Port of the server.', schema: wholeNumber(0, 65_535) },
  { name: 'host', variable: 'HOST', about: 'Address to listen on.', schema: z.string().min(1) },
  {
    name: 'publicUrl',
    variable: 'CHARTROOM_PUBLIC_URL',
    about: 'Address that people use; https makes cookies secure.',
    schema: address(['http:', 'https:']),
  },
  {
    name: 'logLevel',
    variable: 'CHARTROOM_LOG_LEVEL',
    about: 'debug, info, warn, error or silent.',
    schema: z.enum(['debug', 'info', 'warn', 'error', 'silent']),
  },
  {
    name: 'timeZone',
    variable: 'CHARTROOM_TIME_ZONE',
    about: 'Time zone of a facility that has none of its own.',
    schema: timeZone,
  },
  {
    name: 'idleMinutes',
    variable: 'CHARTROOM_IDLE_MINUTES',
    about: 'Minutes without a request until a session locks.',
    schema: wholeNumber(1, 1440),
  },
  {
    name: 'trustedProxies',
    variable: 'CHARTROOM_TRUSTED_PROXIES',
    about: 'Addresses of reverse proxies, separated by commas.',
    schema: list,
  },
  { name: 'blobs', variable: 'CHARTROOM_BLOBS', about: 'folder or s3.', schema: z.enum(['folder', 's3']) },
  {
    name: 's3Endpoint',
    variable: 'CHARTROOM_S3_ENDPOINT',
    about: 'Address of the object store.',
    schema: address(['http:', 'https:']),
  },
  {
    name: 's3Bucket',
    variable: 'CHARTROOM_S3_BUCKET',
    about: 'Bucket for blobs.',
    schema: z.string().regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, { error: 'must be a bucket name' }),
  },
  {
    name: 's3Region',
    variable: 'CHARTROOM_S3_REGION',
    about: 'Region of the bucket.',
    schema: z.string().min(1),
  },
  {
    name: 's3AccessKeyId',
    variable: 'CHARTROOM_S3_ACCESS_KEY_ID',
    about: 'Access key of the object store.',
    schema: z.string().min(1),
  },
  {
    name: 's3SecretAccessKey',
    variable: 'CHARTROOM_S3_SECRET_ACCESS_KEY',
    about: 'Secret of the access key.',
    schema: z.string().min(1),
    secret: true,
  },
  {
    name: 'validationThreads',
    variable: 'CHARTROOM_VALIDATION_THREADS',
    about: 'Worker threads that check what is imported.',
    schema: wholeNumber(1, 64),
  },
]

/** What a setting is when nobody says; some follow from others. */
export function defaultOf(
  name: SettingName,
  given: Readonly<Partial<Record<SettingName, unknown>>>,
  env: NodeJS.ProcessEnv,
): unknown {
  const home = join(env.XDG_DATA_HOME || join(env.HOME || homedir(), '.local', 'share'), 'chartroom')
  const dataGiven = given.dataFolder
  switch (name) {
    case 'dataFolder':
      return join(home, 'data')
    case 'keysFolder':
      return typeof dataGiven === 'string' ? `${dataGiven.replace(/\/+$/, '')}-keys` : join(home, 'keys')
    case 'port':
      return 8080
    case 'host':
      return '127.0.0.1'
    case 'publicUrl':
      return `http://${shownHost(given.host)}:${given.port ?? 8080}`
    case 'logLevel':
      return 'info'
    case 'timeZone':
      return Intl.DateTimeFormat().resolvedOptions().timeZone
    case 'idleMinutes':
      return 15
    case 'trustedProxies':
      return []
    case 'blobs':
      return 'folder'
    case 's3Region':
      return 'us-east-1'
    case 'validationThreads':
      return 2
    case 'checkpointsFolder':
    case 'databaseUrl':
    case 's3Endpoint':
    case 's3Bucket':
    case 's3AccessKeyId':
    case 's3SecretAccessKey':
      return undefined
  }
}

function shownHost(host: unknown): string {
  if (typeof host !== 'string' || ['127.0.0.1', '::1', '0.0.0.0', '::'].includes(host)) return 'localhost'
  return host.includes(':') ? `[${host}]` : host
}

function isTimeZone(text: string): boolean {
  try {
    return Boolean(Intl.DateTimeFormat('en', { timeZone: text }))
  } catch {
    return false
  }
}

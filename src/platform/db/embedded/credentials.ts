// The passwords of the embedded database's three logins, made once, kept with the keys and outside the data folder.
import { randomBytes } from 'node:crypto'
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import { ChartroomError } from '../../errors.ts'
import { folderFailure } from './failures.ts'

export const LOGINS = ['chartroom_owner', 'chartroom_app', 'chartroom_sealer'] as const
export type Login = (typeof LOGINS)[number]
export type Credentials = Readonly<Record<Login, string>>

export function credentialsFile(keysFolder: string): string {
  return join(keysFolder, 'embedded-database.json')
}

/** Reads them, or makes them; `fresh` when they were made now. Call under the start lock. */
export function ensureCredentials(keysFolder: string): { credentials: Credentials; fresh: boolean } {
  const file = credentialsFile(keysFolder)
  if (existsSync(file)) return { credentials: readCredentials(file), fresh: false }
  const password = () => randomBytes(24).toString('base64url')
  const credentials = { chartroom_owner: password(), chartroom_app: password(), chartroom_sealer: password() }
  try {
    mkdirSync(keysFolder, { recursive: true, mode: 0o700 })
    writeDurably(file, JSON.stringify(credentials, null, 2))
  } catch (thrown) {
    throw folderFailure(keysFolder, thrown)
  }
  return { credentials, fresh: true }
}

function readCredentials(file: string): Credentials {
  const bad = (cause?: unknown) =>
    new ChartroomError(
      'conflict',
      'database.credentials_damaged',
      `${file} can't be read or is damaged. Take it from your copy of the keys folder, or move it away: Chartroom then gives the database new passwords.`,
      { cause },
    )
  let found: unknown
  try {
    found = JSON.parse(readFileSync(file, 'utf8'))
  } catch (thrown) {
    throw bad(thrown)
  }
  const record = found as Record<string, unknown>
  if (!found || LOGINS.some((login) => typeof record[login] !== 'string' || !record[login])) throw bad()
  return found as Credentials
}

function writeDurably(file: string, text: string): void {
  const fd = openSync(`${file}.new`, 'w', 0o600)
  try {
    writeSync(fd, text)
    fsyncSync(fd)
  } finally {
    closeSync(fd)
  }
  renameSync(`${file}.new`, file)
}

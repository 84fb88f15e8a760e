// All SQL for identity.user_account and identity.user_role.
import { sql } from 'kysely'
import type { Db, Tx } from '../../platform/db/database.ts'
import { isRole, type Role } from './roles.ts'
import type { User, UserId } from './user.ts'

function users(db: Db | Tx) {
  return db
    .selectFrom('identity.user_account as u')
    .select([
      'u.user_id',
      'u.user_name',
      'u.display_name',
      'u.must_change_password',
      'u.totp_confirmed_at',
      'u.deactivated_at',
      'u.created_at',
      sql<
        string[]
      >`array(select r.role from identity.user_role r where r.user_id = u.user_id order by r.role)`.as(
        'roles',
      ),
    ])
}

type UserRow = Awaited<ReturnType<ReturnType<typeof users>['executeTakeFirstOrThrow']>>

function userOf(row: UserRow): User {
  return {
    userId: row.user_id as UserId,
    userName: row.user_name,
    displayName: row.display_name,
    roles: row.roles.filter(isRole),
    mustChangePassword: row.must_change_password,
    hasSecondFactor: row.totp_confirmed_at !== null,
    deactivatedAt: row.deactivated_at,
    createdAt: row.created_at,
  }
}

export async function findUser(db: Db | Tx, userId: string): Promise<User | undefined> {
  const row = await users(db).where('u.user_id', '=', userId).executeTakeFirst()
  return row && userOf(row)
}

export async function findUserByName(db: Db | Tx, userName: string): Promise<User | undefined> {
  const row = await users(db).where('u.user_name', '=', userName).executeTakeFirst()
  return row && userOf(row)
}

/** The user, held until the transaction ends. */
export async function lockUser(tx: Tx, userId: string): Promise<User | undefined> {
  await tx
    .selectFrom('identity.user_account')
    .select('user_id')
    .where('user_id', '=', userId)
    .forUpdate()
    .executeTakeFirst()
  return findUser(tx, userId)
}

export async function selectUsers(db: Db | Tx): Promise<User[]> {
  const rows = await users(db).orderBy('u.display_name').orderBy('u.user_name').execute()
  return rows.map(userOf)
}

/** False when the name is taken. */
export async function insertUser(
  tx: Tx,
  user: {
    userId: string
    userName: string
    displayName: string
    passwordHash: string
    mustChangePassword: boolean
    createdAt: Date
    createdBy: string
  },
): Promise<boolean> {
  const result = await tx
    .insertInto('identity.user_account')
    .values({
      user_id: user.userId,
      user_name: user.userName,
      display_name: user.displayName,
      password_hash: user.passwordHash,
      password_changed_at: user.createdAt,
      must_change_password: user.mustChangePassword,
      created_at: user.createdAt,
      created_by: user.createdBy,
    })
    .onConflict((conflict) => conflict.column('user_name').doNothing())
    .executeTakeFirst()
  return result.numInsertedOrUpdatedRows === 1n
}

export async function replaceRoles(
  tx: Tx,
  userId: string,
  roles: readonly Role[],
  grant: { at: Date; by: string },
): Promise<void> {
  await tx
    .deleteFrom('identity.user_role')
    .where('user_id', '=', userId)
    .$if(roles.length > 0, (query) => query.where('role', 'not in', roles))
    .execute()
  if (roles.length === 0) return
  await tx
    .insertInto('identity.user_role')
    .values(roles.map((role) => ({ user_id: userId, role, granted_at: grant.at, granted_by: grant.by })))
    .onConflict((conflict) => conflict.columns(['user_id', 'role']).doNothing())
    .execute()
}

export async function setDeactivated(tx: Tx, userId: string, at: Date | null): Promise<void> {
  await tx
    .updateTable('identity.user_account')
    .set({ deactivated_at: at })
    .where('user_id', '=', userId)
    .execute()
}

/** Active administrators, their rows held, so that two removals at once cannot take the last two. */
export async function lockAdministrators(tx: Tx): Promise<string[]> {
  const rows = await tx
    .selectFrom('identity.user_account as u')
    .innerJoin('identity.user_role as r', 'r.user_id', 'u.user_id')
    .select('u.user_id')
    .where('r.role', '=', 'administrator')
    .where('u.deactivated_at', 'is', null)
    .orderBy('u.user_id')
    .forUpdate()
    .execute()
  return rows.map((row) => row.user_id)
}

export async function hasAdministrator(db: Db | Tx): Promise<boolean> {
  const row = await db
    .selectFrom('identity.user_account as u')
    .innerJoin('identity.user_role as r', 'r.user_id', 'u.user_id')
    .select('u.user_id')
    .where('r.role', '=', 'administrator')
    .where('u.deactivated_at', 'is', null)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

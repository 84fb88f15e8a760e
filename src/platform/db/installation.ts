// What makes the derived ids of this installation its own.
import type pg from 'pg'

/** The random namespace made with the database; throws when the database has not been migrated. */
export async function findNamespace(pool: Pick<pg.Pool, 'query'>): Promise<string> {
  const found = await pool.query<{ id_namespace: string }>('select id_namespace from platform.installation')
  const namespace = found.rows[0]?.id_namespace
  if (!namespace) throw new Error('The database has no installation row; migrate it first.')
  return namespace
}

// All SQL for identity.site_setting.
import type { Db, Tx } from '../../platform/db/database.ts'

export async function findSetting(db: Db | Tx, name: string): Promise<unknown> {
  const row = await db
    .selectFrom('identity.site_setting')
    .select('value')
    .where('name', '=', name)
    .executeTakeFirst()
  return row?.value
}

export async function saveSetting(
  tx: Tx,
  setting: { name: string; value: unknown; at: Date; by: string },
): Promise<void> {
  const values = { value: JSON.stringify(setting.value), changed_at: setting.at, changed_by: setting.by }
  await tx
    .insertInto('identity.site_setting')
    .values({ name: setting.name, ...values })
    .onConflict((conflict) => conflict.column('name').doUpdateSet(values))
    .execute()
}

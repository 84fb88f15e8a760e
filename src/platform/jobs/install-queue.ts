// The queue's own tables, made by its library in its own schema. Safe to call by several processes at once.
import { Logger, runMigrations } from 'graphile-worker'

/** Needs the owner's address. */
export async function installQueue(ownerUrl: string): Promise<void> {
  await runMigrations({ connectionString: ownerUrl, logger: new Logger(() => () => undefined) })
}

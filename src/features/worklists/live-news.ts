// What pages hear on the live channel `work`: which queue changed, and which item, never what it is about.
import type { Db, Tx } from '../../platform/db/database.ts'
import type { Deps } from '../audit/public.ts'

export const WORK_CHANNEL = 'work'

export async function publishChange(
  deps: Pick<Deps, 'live'>,
  tx: Db | Tx,
  change: { readonly queue: string; readonly workItemId?: string },
): Promise<void> {
  await deps.live.publish(tx, { channel: WORK_CHANNEL, about: 'changed', data: change })
}

// The trail's sealer as every program runs it: one of them is elected, the others wait.
import { checkpointPlaces, startSealer } from '../features/audit/public.ts'
import type { Installation } from './compose.ts'

export type Sealing = { close(): Promise<void> }

/** Seals until `close`, which seals once more what has committed. */
export async function startSealing({ deps, openSealerDatabase }: Installation): Promise<Sealing> {
  const { dataFolder, checkpointsFolder } = deps.config
  const db = openSealerDatabase()
  const sealer = startSealer({ ...deps, db }, checkpointPlaces(dataFolder, checkpointsFolder))
  return {
    async close() {
      await sealer.close()
      await db.close()
    },
  }
}

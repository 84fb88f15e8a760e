// Fills an installation with the synthetic department, by the same doors as everybody else: accounts through identity,
// charts through the importer, work through the queues. Safe to run again after a stop: what is there already is left as it is.
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { DepartmentOptions, ResourceBundle } from '../demo/department.ts'
import { generateDepartment } from '../demo/generate-department.ts'
import { DEMO_USERS, demoPassword } from '../demo/tables/users.ts'
import type { Deps } from '../features/audit/public.ts'
import { createUserForDemo, systemCtx } from '../features/identity/public.ts'
import { discoverFiles } from '../interop/fhir-import/discover-files.ts'
import { runImport } from '../interop/fhir-import/run-import.ts'
import { addFiles, openImport } from '../interop/fhir-import/start-import.ts'
import type { Ctx } from '../platform/ctx.ts'
import { raiseDemoWork } from './demo-work.ts'
import { openImportMachine } from './import-machine.ts'

export const DEMO_SOURCE = 'synthetic department'

/** The supervisor has a second factor, so that it can be tried; its secret is known to everybody. */
export const DEMO_SECOND_FACTOR = {
  userName: 'ruth.abelson-dray',
  secret: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP',
}

/** How far the filling is: resources stored of those expected. */
export type FillProgress = (done: number, total: number, sentence: string) => void

const RECORDS_A_FILE = 4

export async function fillDemo(
  deps: Deps,
  options: DepartmentOptions,
  onProgress: FillProgress,
): Promise<void> {
  const ctx = systemCtx('job', 'demo', 'server')
  await createAccounts(deps, ctx)
  const folder = join(deps.config.dataFolder, 'demo-incoming')
  try {
    const resources = await writeFiles(options, folder, onProgress)
    await importFolder(deps, ctx, folder, (done) => onProgress(done, resources, 'filling the charts'))
    await raiseDemoWork(deps, ctx, DEMO_SOURCE, options)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function createAccounts(deps: Deps, ctx: Ctx): Promise<void> {
  for (const user of DEMO_USERS) {
    const hasSecret = user.userName === DEMO_SECOND_FACTOR.userName
    await createUserForDemo(deps, ctx, {
      userName: user.userName,
      name: user.displayName,
      roles: [user.role],
      password: demoPassword(user),
      ...(hasSecret ? { totpSecret: DEMO_SECOND_FACTOR.secret } : {}),
    })
  }
}

async function writeFiles(
  options: DepartmentOptions,
  folder: string,
  onProgress: FillProgress,
): Promise<number> {
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const department = generateDepartment(options)
  let resources = 0
  let files = 0
  const write = async (bundles: readonly ResourceBundle[]) => {
    const entry = bundles.flatMap((bundle) => bundle.entry ?? [])
    resources += entry.length
    const name = `${String(files).padStart(6, '0')}.json`
    files += 1
    await writeFile(join(folder, name), JSON.stringify({ ...bundles[0], entry }), { mode: 0o600 })
  }
  await write([department.facilities])
  let waiting: ResourceBundle[] = []
  for (const person of department.persons) {
    waiting.push(...person.records.flatMap((record) => record.bundles))
    if (waiting.length >= RECORDS_A_FILE) {
      await write(waiting)
      waiting = []
    }
    onProgress(person.index + 1, options.patients, 'inventing people')
  }
  if (waiting.length > 0) await write(waiting)
  return resources
}

async function importFolder(
  deps: Deps,
  ctx: Ctx,
  folder: string,
  onProgress: (done: number) => void,
): Promise<void> {
  const files = await discoverFiles([folder])
  const runId = await openImport(deps, ctx, DEMO_SOURCE)
  await addFiles(deps, ctx, runId, files)
  const machine = await openImportMachine(deps)
  try {
    await runImport(
      deps,
      ctx,
      machine.settings,
      machine.threads,
      runId,
      (unit) => ({ path: files[unit.position]?.path ?? '' }),
      (done) => onProgress(done.stored + done.unchanged + done.rejected),
    )
  } finally {
    await machine.threads.close()
  }
}

// FHIR import as `chartroom import` does it: worker threads, validation, versions, trail and fsync on. The input is the
// synthetic department, or the files that CHARTROOM_BENCH_FHIR names.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { generateDepartment } from '../src/demo/generate-department.ts'
import { systemCtx } from '../src/features/identity/public.ts'
import { discoverFiles } from '../src/interop/fhir-import/discover-files.ts'
import { runImport } from '../src/interop/fhir-import/run-import.ts'
import { addFiles, openImport } from '../src/interop/fhir-import/start-import.ts'
import { openImportMachine } from '../src/programs/import-machine.ts'
import { openBenchInstallation } from './support/bench-installation.ts'
import { type Figure, print } from './support/measure.ts'

const PATIENTS = 200
const ROUNDS = 3

const input = process.env.CHARTROOM_BENCH_FHIR
const folder = await mkdtemp(join(tmpdir(), 'chartroom-bench-input-'))
if (!input) await writeDepartment(folder)
const files = await discoverFiles([input ?? folder])
const ctx = systemCtx('job', 'bench', 'cli')

const fresh: number[] = []
const again: number[] = []
for (let round = 0; round < ROUNDS; round += 1) {
  const bench = await openBenchInstallation()
  try {
    fresh.push(await importOnce(bench.installation.deps))
    again.push(await importOnce(bench.installation.deps))
  } finally {
    await bench.close()
  }
}
await rm(folder, { recursive: true, force: true })

const figures: Figure[] = [
  { name: 'FHIR import, new resources', value: median(fresh), unit: 'resources/s', budget: '>= 2500' },
  { name: 'FHIR import, the same again', value: median(again), unit: 'resources/s' },
]
print(figures)

async function importOnce(deps: Awaited<ReturnType<typeof openBenchInstallation>>['installation']['deps']) {
  const machine = await openImportMachine(deps)
  try {
    const runId = await openImport(deps, ctx, 'bench')
    await addFiles(deps, ctx, runId, files)
    const begin = performance.now()
    const totals = await runImport(deps, ctx, machine.settings, machine.threads, runId, (unit) => ({
      path: files[unit.position]?.path ?? '',
    }))
    return Math.round(((totals.accepted + totals.rejected) * 1000) / (performance.now() - begin))
  } finally {
    await machine.threads.close()
  }
}

async function writeDepartment(target: string): Promise<void> {
  await mkdir(target, { recursive: true })
  const department = generateDepartment({ seed: 'bench', patients: PATIENTS, asOf: '2026-01-01' })
  await writeFile(join(target, '000000.json'), JSON.stringify(department.facilities))
  for (const person of department.persons) {
    for (const record of person.records) {
      await writeFile(join(target, `${record.patientId}.json`), JSON.stringify(record.bundles[0]))
    }
  }
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
}

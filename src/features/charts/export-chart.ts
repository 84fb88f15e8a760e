// A chart as a FHIR R4 collection bundle, written piece by piece: each resource's own text, untouched, with the fullUrl
// that it came with, then the directory resources that anything in it refers to. Memory stays constant.
import type { Ctx } from '../../platform/ctx.ts'
import type { Deps } from '../audit/public.ts'
import { type ChartReader, chartReader } from './chart-reader.ts'
import { type DirectoryText, directoryThatCame, findDirectory } from './directory-read-store.ts'
import { entriesForExport } from './export-store.ts'

/** Yields the text of the bundle. The export stands on the trail before the first piece is given. */
export async function* exportChart(deps: Deps, ctx: Ctx, personId: string): AsyncGenerator<string> {
  const reader = await chartReader(deps, ctx, personId, 'charts.exported', 'export.chart')
  await deps.audit.read(ctx, {
    action: 'charts.exported',
    personId: reader.personId,
    details: { as: 'fhir' },
  })
  yield* bundleText(deps, reader)
}

async function* bundleText(deps: Deps, reader: ChartReader): AsyncGenerator<string> {
  const client = await deps.db.pool.connect()
  try {
    // One snapshot: what is filed meanwhile is in the next export.
    await client.query('begin transaction isolation level repeatable read read only')
    const directory = new Set<string>()
    let first = true
    yield '{"resourceType":"Bundle","type":"collection","entry":['
    for await (const entry of entriesForExport(client, reader.recordIds, reader.closed)) {
      for (const target of Object.values(entry.reference_targets)) noteDirectory(directory, target)
      yield `${first ? '' : ','}${entryText(entry.full_url, entry.resource)}`
      first = false
    }
    for await (const line of directoryClosure(client, reader.recordIds, directory)) {
      yield `${first ? '' : ','}${entryText(line.full_url, line.resource)}`
      first = false
    }
    yield ']}'
    await client.query('commit')
    client.release()
  } catch (thrown) {
    client.release(thrown instanceof Error ? thrown : true)
    throw thrown
  }
}

function noteDirectory(directory: Set<string>, target: string): void {
  if (target.startsWith('directory:')) directory.add(target.slice('directory:'.length))
}

function entryText(fullUrl: string | null, resource: string): string {
  return fullUrl === null
    ? `\n{"resource":${resource}}`
    : `\n{"fullUrl":${JSON.stringify(fullUrl)},"resource":${resource}}`
}

// First what came with the chart, in the version that came; then whatever else is referred to. Directory resources
// refer to each other (a role to its organization, an organization to its parent).
async function* directoryClosure(
  client: Parameters<typeof findDirectory>[0],
  recordIds: readonly string[],
  start: ReadonlySet<string>,
): AsyncGenerator<Pick<DirectoryText, 'full_url' | 'resource'>> {
  const seen = new Set<string>()
  const named = new Set(start)
  for (const line of await directoryThatCame(client, recordIds)) {
    seen.add(line.directory_id)
    yield line
    for (const target of Object.values(line.reference_targets)) noteDirectory(named, target)
  }
  for (let round = [...named].filter((id) => !seen.has(id)); round.length > 0; ) {
    const found = new Set<string>()
    for (const id of round) seen.add(id)
    for (const line of await findDirectory(client, round)) {
      yield line
      for (const target of Object.values(line.reference_targets)) noteDirectory(found, target)
    }
    round = [...found].filter((id) => !seen.has(id))
  }
}

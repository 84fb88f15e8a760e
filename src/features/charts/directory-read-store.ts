// All SQL that reads the shared directory.
import type { Reader } from './chart-line.ts'
import type { MpiRecordId } from './entry.ts'

export type DirectoryLine = {
  directory_id: string
  kind: string
  title: string
  resource: string
  full_url: string | null
  reference_targets: Record<string, string>
}

export async function findDirectory(db: Reader, directoryIds: readonly string[]): Promise<DirectoryLine[]> {
  if (directoryIds.length === 0) return []
  const found = await db.query<DirectoryLine>({
    name: 'charts.find_directory',
    text: `select directory_id, kind, title, resource, full_url, reference_targets
           from charts.directory_resource where directory_id = any($1::uuid[]) order by kind, directory_id`,
    values: [directoryIds],
  })
  return found.rows
}

export type DirectoryText = {
  directory_id: string
  full_url: string | null
  resource: string
  reference_targets: Record<string, string>
}

/** What came with the charts of these records, each in the version that came. */
export async function directoryThatCame(
  db: Reader,
  recordIds: readonly MpiRecordId[],
): Promise<DirectoryText[]> {
  const found = await db.query<DirectoryText>(
    `select distinct on (d.directory_id) d.directory_id, d.full_url, d.reference_targets,
       coalesce(h.resource, d.resource) as resource
     from charts.record_directory l join charts.directory_resource d using (directory_id)
     left join charts.directory_history h
       on h.directory_id = l.directory_id and h.content_hash = l.content_hash and d.content_hash <> l.content_hash
     where l.record_id = any($1::uuid[]) order by d.directory_id, h.version desc`,
    [recordIds],
  )
  return found.rows
}

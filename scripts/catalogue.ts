// The live catalogue as plain data: tables, columns, keys, indexes, views, routines, triggers and grants. What the guard
// compares with migrations/catalogue.generated.json. Written the same way by every PostgreSQL from 15 on.
import { createHash } from 'node:crypto'
import type pg from 'pg'

export const TABLE_CLASSES = ['by record', 'by person', 'own key', 'shared', 'coordinator-local'] as const
export type TableClass = (typeof TABLE_CLASSES)[number]

export type TableEntry = {
  readonly class: TableClass | null
  readonly comment: string | null
  readonly columns: Readonly<Record<string, string>>
  readonly constraints: Readonly<Record<string, string>>
  readonly indexes: Readonly<Record<string, string>>
  readonly triggers: readonly string[]
  readonly grants: readonly string[]
}

export type Catalogue = {
  readonly tables: Readonly<Record<string, TableEntry>>
  readonly views: Readonly<Record<string, string>>
  /** Signature to a fingerprint of the body. */
  readonly routines: Readonly<Record<string, string>>
  readonly sequences: readonly string[]
  readonly extensions: readonly string[]
}

// graphile-worker migrates its own schema.
const OURS = `n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'graphile_worker')`

type Named = { name: string; key: string; text: string }

export async function readCatalogue(client: pg.Client | pg.Pool): Promise<Catalogue> {
  const rows = async (sql: string) => (await client.query<Named>(sql)).rows
  const tables = await rows(`
    select n.nspname || '.' || c.relname as name, '' as key, coalesce(obj_description(c.oid, 'pg_class'), '') as text
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p') and ${OURS} order by 1`)
  const columns = byName(
    await rows(`
    select n.nspname || '.' || c.relname as name, a.attname as key,
           format_type(a.atttypid, a.atttypmod)
           || case when a.attnotnull then ' not null' else '' end
           || case a.attidentity when 'a' then ' identity always' when 'd' then ' identity by default' else '' end
           || case when a.attgenerated = 's' then ' generated ' || pg_get_expr(d.adbin, d.adrelid)
                   when d.adbin is not null then ' default ' || pg_get_expr(d.adbin, d.adrelid) else '' end as text
    from pg_attribute a
    join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
    left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
    where c.relkind in ('r', 'p') and a.attnum > 0 and not a.attisdropped and ${OURS} order by 1, 2`),
  )
  // From PostgreSQL 18 on, not-null is a constraint too; the columns say it already.
  const constraints = byName(
    await rows(`
    select n.nspname || '.' || c.relname as name, o.conname as key, pg_get_constraintdef(o.oid) as text
    from pg_constraint o join pg_class c on c.oid = o.conrelid join pg_namespace n on n.oid = c.relnamespace
    where o.contype <> 'n' and ${OURS} order by 1, 2`),
  )
  const indexes = byName(
    await rows(`
    select n.nspname || '.' || c.relname as name, x.relname as key, pg_get_indexdef(x.oid) as text
    from pg_index i join pg_class c on c.oid = i.indrelid join pg_class x on x.oid = i.indexrelid
    join pg_namespace n on n.oid = c.relnamespace
    where not exists (select from pg_constraint o where o.conindid = x.oid and o.contype in ('p', 'u', 'x')) and ${OURS}
    order by 1, 2`),
  )
  const triggers = byName(
    await rows(`
    select n.nspname || '.' || c.relname as name, t.tgname as key, pg_get_triggerdef(t.oid) as text
    from pg_trigger t join pg_class c on c.oid = t.tgrelid join pg_namespace n on n.oid = c.relnamespace
    where not t.tgisinternal and ${OURS} order by 1, 2`),
  )
  const grants = byName(
    await rows(`
    select n.nspname || '.' || c.relname as name, g.rolname as key,
           g.rolname || ': ' || string_agg(lower(e.privilege_type), ', ' order by e.privilege_type) as text
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    cross join lateral aclexplode(c.relacl) e join pg_roles g on g.oid = e.grantee
    where c.relkind in ('r', 'p') and e.grantee <> c.relowner and ${OURS}
    group by n.nspname, c.relname, g.rolname order by 1, 2`),
  )
  const views = await rows(`
    select n.nspname || '.' || c.relname as name, '' as key, pg_get_viewdef(c.oid, true) as text
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('v', 'm') and ${OURS}
      and not exists (select from pg_depend p where p.objid = c.oid and p.deptype = 'e') order by 1`)
  const routines = await rows(`
    select n.nspname || '.' || p.proname || '(' || pg_get_function_identity_arguments(p.oid) || ')' as name, '' as key,
           pg_get_functiondef(p.oid) as text
    from pg_proc p join pg_namespace n on n.oid = p.pronamespace
    where p.prokind in ('f', 'p') and ${OURS}
      and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e') order by 1`)
  const sequences = await rows(`
    select n.nspname || '.' || c.relname as name, '' as key, '' as text
    from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind = 'S' and ${OURS} order by 1`)
  const extensions = await rows(`
    select extname as name, '' as key, '' as text from pg_extension where extname <> 'plpgsql' order by 1`)

  return {
    tables: Object.fromEntries(
      tables.map(({ name, text }) => [
        name,
        {
          class: classOf(text),
          comment: text || null,
          columns: columns.get(name) ?? {},
          constraints: constraints.get(name) ?? {},
          indexes: indexes.get(name) ?? {},
          triggers: Object.values(triggers.get(name) ?? {}),
          grants: Object.values(grants.get(name) ?? {}),
        },
      ]),
    ),
    views: Object.fromEntries(views.map(({ name, text }) => [name, text])),
    routines: Object.fromEntries(
      routines.map(({ name, text }) => [name, createHash('sha256').update(text).digest('hex').slice(0, 16)]),
    ),
    sequences: sequences.map(({ name }) => name),
    extensions: extensions.map(({ name }) => name),
  }
}

/** The class that a table's comment declares: `[by record] …`, `… [shared]` or `class: own key. …`. */
export function classOf(comment: string): TableClass | null {
  return (
    TABLE_CLASSES.find((name) => comment.includes(`[${name}]`) || comment.startsWith(`class: ${name}.`)) ??
    null
  )
}

function byName(rows: readonly Named[]): Map<string, Record<string, string>> {
  const tables = new Map<string, Record<string, string>>()
  for (const { name, key, text } of rows) tables.set(name, { ...tables.get(name), [key]: text })
  return tables
}

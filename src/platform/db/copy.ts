// Bulk rows into a table by COPY: several times faster than INSERT for wide rows.
import { once } from 'node:events'
import type { PoolClient } from 'pg'
import { from as copyFrom } from 'pg-copy-streams'

export type CopyValue = string | number | boolean | null | undefined | Date | Uint8Array | readonly string[]

const SPECIAL = /[\\\t\n\r]/
const EVERY_SPECIAL = /[\\\t\n\r]/g
const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' }
const FLUSH_CHARACTERS = 512 * 1024

/**
 * Copies rows into `table (columns)` inside the client's transaction. `table` and `columns` are constants of the
 * calling store, never input. Resolves when PostgreSQL has taken every row.
 */
export async function copyRows(
  client: PoolClient,
  table: string,
  columns: readonly string[],
  rows: Iterable<readonly CopyValue[]>,
): Promise<void> {
  const stream = client.query(copyFrom(`copy ${table} (${columns.join(', ')}) from stdin`))
  const finished = new Promise<void>((resolve, reject) => {
    stream.once('finish', resolve)
    stream.once('error', reject)
  })
  let pending = ''
  for (const row of rows) {
    pending += `${row.map(copyText).join('\t')}\n`
    if (pending.length >= FLUSH_CHARACTERS) {
      if (!stream.write(pending)) await Promise.race([once(stream, 'drain'), finished])
      pending = ''
    }
  }
  stream.end(pending === '' ? undefined : pending)
  await finished
}

/** One value as COPY's text format wants it. */
export function copyText(value: CopyValue): string {
  if (value === null || value === undefined) return '\\N'
  if (typeof value === 'string') return escapeText(value)
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  if (value instanceof Date) return value.toISOString()
  if (value instanceof Uint8Array)
    return `\\\\x${Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('hex')}`
  return escapeText(arrayLiteral(value))
}

/** A PostgreSQL array literal of texts. */
export function arrayLiteral(items: readonly string[]): string {
  return `{${items.map((item) => `"${item.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`).join(',')}}`
}

function escapeText(text: string): string {
  return SPECIAL.test(text)
    ? text.replace(EVERY_SPECIAL, (character) => ESCAPES[character] ?? character)
    : text
}

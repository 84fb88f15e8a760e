// Asks the server whether it takes connections yet.
import pg from 'pg'

export type Answer = { readonly client: pg.Client } | 'not yet' | 'password refused'

const NOT_YET = ['ECONNREFUSED', 'ENOENT', 'ECONNRESET', 'EPIPE', '57P03', '57P01', '57P02', '53300']

/** A connection that the caller closes, or why there is none. A server that is starting or recovering is `not yet`. */
export async function probe(url: string): Promise<Answer> {
  const client = new pg.Client({
    connectionString: url,
    application_name: 'chartroom supervisor',
    ssl: false,
  })
  client.on('error', () => undefined)
  try {
    await client.connect()
    return { client }
  } catch (thrown) {
    await client.end().catch(() => undefined)
    const code = (thrown as { code?: string }).code ?? ''
    if (code === '28P01') return 'password refused'
    if (NOT_YET.includes(code) || /terminated unexpectedly/.test(String(thrown))) return 'not yet'
    throw thrown
  }
}

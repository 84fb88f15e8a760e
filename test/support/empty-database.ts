// An empty database on the test cluster, for tests that migrate it themselves.
import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { testClusterUrl } from './database.ts'

export type EmptyDatabase = {
  readonly url: string
  query<T extends object>(sql: string): Promise<T[]>
  close(): Promise<void>
}

export async function createEmptyDatabase(): Promise<EmptyDatabase> {
  const name = `empty_${randomUUID().replaceAll('-', '')}`
  await ask(testClusterUrl(), `create database ${name}`)
  const url = new URL(testClusterUrl())
  url.pathname = `/${name}`
  return {
    url: url.href,
    query: (sql) => ask(url.href, sql),
    close: async () => {
      await ask(testClusterUrl(), `drop database if exists ${name} with (force)`)
    },
  }
}

async function ask<T extends object>(url: string, sql: string): Promise<T[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query<T>(sql)).rows
  } finally {
    await client.end()
  }
}

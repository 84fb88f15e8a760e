// Every action that any feature writes to the trail has words, wherever the program starts from.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { namedActions } from '../src/features/audit/actions.ts'
import '../src/programs/features.ts'

const SRC = join(import.meta.dirname, '../src')

test('every action of every events file is named once the program is wired', () => {
  const named = new Set(namedActions().map(({ action }) => action))
  const declared = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('/events.ts'))
    .flatMap((path) => [...readFileSync(join(SRC, path), 'utf8').matchAll(/^ {2}'([a-z_]+\.[a-z_]+)':/gm)])
    .map((match) => match[1])
  expect(declared.length).toBeGreaterThan(40)
  expect(declared.filter((action) => action !== undefined && !named.has(action))).toEqual([])
})
